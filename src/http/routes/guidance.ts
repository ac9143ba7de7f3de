import { FeatureNotAvailableError, LifeEventNotFoundError } from '../../errors.js';
import { defineRoute, type Route } from '../route.js';
import {
  eligibilityRequest,
  eligibilityResult,
  lifeEventParams,
  lifeEventQuery,
  lifeEventsResult,
  lifeEventView,
} from '../schemas/guidance.js';
import type { Services } from '../services.js';
import { resolveRegion } from './catalogue.js';

const tag = '办事指引';

/** What am I entitled to, and what belongs together (一件事). */
export function guidanceRoutes(services: Services): Route[] {
  const { lifeEvents } = services;
  return [
    defineRoute({
      method: 'POST',
      path: '/api/v1/eligibility',
      tag,
      summary: '按已知情况判断能享受哪些待遇',
      body: eligibilityRequest,
      response: eligibilityResult,
      needsCatalogue: true,
      available: services.eligibility !== undefined,
      handle({ body: { facts, region } }) {
        if (!services.eligibility) throw new FeatureNotAvailableError();
        return services.eligibility({ facts, regionCode: resolveRegion(services, region) });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/v1/life-events',
      tag,
      summary: '“一件事”列表',
      response: lifeEventsResult,
      needsCatalogue: true,
      available: lifeEvents !== undefined,
      async handle() {
        return { lifeEvents: (await lifeEvents?.list()) ?? [] };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/v1/life-events/:id',
      tag,
      summary: '一个“一件事”：步骤与合并后的材料',
      params: lifeEventParams,
      query: lifeEventQuery,
      response: lifeEventView,
      needsCatalogue: true,
      available: lifeEvents !== undefined,
      async handle({ params: { id }, query: { region } }) {
        const found = await lifeEvents?.find(id, resolveRegion(services, region));
        if (!found) throw new LifeEventNotFoundError(id);
        return found;
      },
    }),
  ];
}
