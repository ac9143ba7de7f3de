import { itemAsOf } from '../../catalogue/as-of.js';
import { todayInBeijing } from '../../clock.js';
import { RegionUnknownError, ServiceItemNotFoundError, ServiceItemNotYetKnownError } from '../../errors.js';
import { isPublic, presentItem } from '../presenters/item.js';
import { presentSearch } from '../presenters/search.js';
import { defineRoute, type Route } from '../route.js';
import { itemAnswerQuery, itemAnswerView } from '../schemas/ask.js';
import {
  itemParams,
  itemQuery,
  itemSearchQuery,
  itemSearchResult,
  itemView,
  suggestQuery,
  suggestResult,
} from '../schemas/items.js';
import {
  agenciesQuery,
  agenciesResult,
  placesQuery,
  placesResult,
  regionsQuery,
  regionsResult,
  themesResult,
} from '../schemas/places.js';
import type { Services } from '../services.js';

const tag = '事项目录';

/** Searching and reading the catalogue, and what filters and maps need. */
export function catalogueRoutes(services: Services): Route[] {
  return [...itemRoutes(services), ...filterRoutes(services)];
}

function itemRoutes(services: Services): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/v1/items',
      tag,
      summary: '搜索事项，并给出各筛选项的数量',
      query: itemSearchQuery,
      response: itemSearchResult,
      needsCatalogue: true,
      async handle({ query }) {
        const region = resolveRegion(services, query.region);
        const found = await services.search({ ...query, region });
        return presentSearch(found, region, services.snapshot(), todayInBeijing());
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/v1/items/:id',
      tag,
      summary: '一个事项的全部实施清单与出处',
      params: itemParams,
      query: itemQuery,
      response: itemView,
      needsCatalogue: true,
      async handle({ params: { id }, query: { asOf } }) {
        if (asOf && services.itemAsOf) {
          const then = await services.itemAsOf(id, asOf);
          const known = then && itemAsOf(then.item, asOf);
          const view = known && presentItem(known, then.snapshot, asOf);
          if (!view) throw new ServiceItemNotYetKnownError(id, asOf);
          return { ...view, asOf };
        }
        const item = services.item(id);
        const view =
          item && presentItem(item, services.snapshot(), todayInBeijing(), services.noticesOf(item));
        if (!view) throw new ServiceItemNotFoundError(id);
        return view;
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/v1/items/:id/answer',
      tag,
      summary: '一个事项在一地的答复，与提问得到的相同',
      params: itemParams,
      query: itemAnswerQuery,
      response: itemAnswerView,
      needsCatalogue: true,
      available: services.itemAnswer !== undefined,
      handle({ params: { id }, query: { region, intent } }) {
        // What no agency lets be made public is not there.
        const isThere = services.item(id)?.implementations.some(isPublic);
        const answer = isThere && services.itemAnswer?.(id, region, intent);
        if (!answer) throw new ServiceItemNotFoundError(id);
        return answer;
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/v1/suggest',
      tag,
      summary: '输入时的补全建议',
      query: suggestQuery,
      response: suggestResult,
      needsCatalogue: true,
      async handle({ query: { q } }) {
        return { suggestions: q.trim() === '' ? [] : await services.suggest(q) };
      },
    }),
  ];
}

function filterRoutes(services: Services): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/v1/regions',
      tag,
      summary: '行政区划：全部、某地的下级或某一级',
      query: regionsQuery,
      response: regionsResult,
      needsCatalogue: true,
      handle({ query: { parent, level } }) {
        const parentCode = resolveRegion(services, parent);
        const regions = services
          .snapshot()
          .regions.all.filter(
            (region) => (!parentCode || region.parent === parentCode) && (!level || region.level === level),
          );
        return { regions };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/v1/themes',
      tag,
      summary: '服务主题及事项数',
      response: themesResult,
      needsCatalogue: true,
      async handle() {
        const themes = await services.themes();
        return { themes: themes.map(({ value, count }) => ({ name: value, items: count })) };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/v1/agencies',
      tag,
      summary: '实施机构及事项数',
      query: agenciesQuery,
      response: agenciesResult,
      needsCatalogue: true,
      async handle({ query: { region } }) {
        const within = resolveRegion(services, region);
        const { regions } = services.snapshot();
        const agencies = await services.agencies();
        return { agencies: agencies.filter((one) => !within || regions.covers(within, one.region.code)) };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/v1/places',
      tag,
      summary: '办理地点；给出 near 时由近到远',
      query: placesQuery,
      response: placesResult,
      needsCatalogue: true,
      available: services.places !== undefined,
      async handle({ query: { region, ...query } }) {
        const regionCode = resolveRegion(services, region);
        const places = (await services.places?.({ ...query, regionCode })) ?? [];
        const kinds = query.itemId ? await services.counters?.(query.itemId, regionCode) : undefined;
        return { places, ...kinds };
      },
    }),
  ];
}

/**
 * @returns the code of the region a caller named, undefined when none was named.
 * @throws {RegionUnknownError}
 */
export function resolveRegion(
  services: Pick<Services, 'snapshot'>,
  region: string | undefined,
): string | undefined {
  if (region === undefined) return undefined;
  const found = services.snapshot().regions.resolve(region);
  if (!found) throw new RegionUnknownError(region);
  return found.code;
}
