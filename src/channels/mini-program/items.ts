import { findItem, type ItemQuery, searchItems } from '../../catalogue/queries.js';
import type { ItemRecord } from '../../catalogue/snapshot.js';
import { todayInBeijing } from '../../clock.js';
import { LifeEventNotFoundError, ServiceItemNotFoundError } from '../../errors.js';
import { presentItem } from '../../http/presenters/item.js';
import { presentSearch } from '../../http/presenters/search.js';
import { defineRoute, type Route } from '../../http/route.js';
import { suggestQuery, suggestResult } from '../../http/schemas/items.js';
import { placesQuery, placesResult } from '../../http/schemas/places.js';
import { findLifeEvent } from '../../life-events/resolve.js';
import { suggest } from '../../matching/suggest.js';
import { readCursor, writeCursor } from './cursor.js';
import { type MiniProgramParts, ownRoute, regionFor } from './parts.js';
import { itemParams, ownItemQuery, ownItemsQuery, ownItemsView, ownItemView } from './schemas.js';

/** Finding matters (我要看, 我要查, 我要办), one matter, and where it is handled. */
export function itemRoutes(parts: MiniProgramParts): Route[] {
  const { visitors, wenban } = parts;
  return [
    defineRoute({
      ...ownRoute('GET', '/items'),
      summary: '按文字和筛选项找事项，一页一页地取',
      query: ownItemsQuery,
      response: ownItemsView,
      needsCatalogue: true,
      async handle({ ctx, query: { cursor, limit, lifeEvent, region: named, ...query } }) {
        const visitor = await visitors.of(ctx);
        const region = await regionFor(parts, visitor, named);
        const ids = lifeEvent === undefined ? undefined : idsOfLifeEvent(parts, lifeEvent, region);
        return page(parts, { ...query, region, ids }, { cursor, limit });
      },
    }),
    defineRoute({
      ...ownRoute('GET', '/items/:itemId'),
      summary: '一个事项的实施清单与出处，是否已收藏、已订阅',
      params: itemParams,
      query: ownItemQuery,
      response: ownItemView,
      needsCatalogue: true,
      async handle({ ctx, params: { itemId }, query }) {
        const visitor = await visitors.of(ctx);
        const region = await regionFor(parts, visitor, query.region);
        const snapshot = wenban.catalogue.current();
        const item = findItem(snapshot, itemId);
        const shown = item && inRegion(item, region ? snapshot.regions.pathOf(region) : null);
        const view = shown && presentItem(shown, snapshot, todayInBeijing(), wenban.notices.ofItem(shown));
        if (!view) throw new ServiceItemNotFoundError(itemId);
        return {
          ...view,
          favourite: await wenban.favourites.has(visitor.hash, itemId),
          subscribed: await wenban.subscriptions.has(visitor.hash, itemId),
        };
      },
    }),
    defineRoute({
      ...ownRoute('GET', '/suggest'),
      summary: '输入时的补全建议',
      query: suggestQuery,
      response: suggestResult,
      needsCatalogue: true,
      async handle({ ctx, query: { q } }) {
        await visitors.of(ctx);
        return { suggestions: suggest(wenban.engine.current(), q) };
      },
    }),
    defineRoute({
      ...ownRoute('GET', '/places'),
      summary: '办理地点；没有写地区时按设定的地区',
      query: placesQuery,
      response: placesResult,
      needsCatalogue: true,
      async handle({ ctx, query: { region: named, ...query } }) {
        const visitor = await visitors.of(ctx);
        const regionCode = await regionFor(parts, visitor, named);
        const places = wenban.places.find({ ...query, regionCode });
        return { places, ...(query.itemId ? wenban.places.counters(query.itemId, regionCode) : {}) };
      },
    }),
  ];
}

/** One page of what was found; the cursor names the last matter shown and its place, should it be gone by then. */
function page(
  { wenban }: MiniProgramParts,
  query: ItemQuery,
  { cursor, limit }: { cursor: string | undefined; limit: number },
) {
  const snapshot = wenban.catalogue.current();
  const rank = (q: string) => wenban.engine.current().search(q);
  const found = searchItems(snapshot, { ...query, page: 1, pageSize: snapshot.items.length }, rank);
  const from = cursor === undefined ? 0 : placeAfter(found.items, cursor);
  const items = found.items.slice(from, from + limit);
  const last = items.at(-1);
  const { total, facets, ...view } = presentSearch(
    { ...found, items },
    query.region,
    snapshot,
    todayInBeijing(),
  );
  const more = from + items.length < total;
  return {
    total,
    items: view.items,
    facets,
    nextCursor: more && last ? writeCursor([String(from + items.length), last.id]) : null,
  };
}

/** @throws {InvalidRequestError} for a cursor that is none of ours. */
function placeAfter(items: readonly ItemRecord[], cursor: string): number {
  const [place = '', id = ''] = readCursor(cursor, 2);
  const index = items.findIndex((item) => item.id === id);
  return index >= 0 ? index + 1 : Math.max(0, Math.trunc(Number(place)) || 0);
}

function idsOfLifeEvent({ wenban }: MiniProgramParts, id: string, region: string | undefined): string[] {
  const event = findLifeEvent(id, region, wenban.catalogue.current(), todayInBeijing());
  if (!event) throw new LifeEventNotFoundError(id);
  return [...new Set(event.steps.flatMap(({ itemId }) => itemId ?? []))];
}

/** What holds in the region; all of it when nothing does, so that the matter can still be read. */
function inRegion(item: ItemRecord, path: readonly string[] | null): ItemRecord {
  const implementations = item.implementations.filter(({ regionCode }) => path?.includes(regionCode));
  return implementations.length > 0 ? { ...item, implementations } : item;
}
