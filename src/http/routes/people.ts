import { FeatureNotAvailableError } from '../../errors.js';
import { defineRoute, type Route } from '../route.js';
import { feedbackRequest, feedbackResult } from '../schemas/people.js';
import type { Services } from '../services.js';

/** 好差评. */
export function feedbackRoutes(services: Services): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/v1/feedback',
      tag: '评价',
      summary: '好差评：对一次答复打分并留言',
      body: feedbackRequest,
      response: feedbackResult,
      status: 201,
      available: services.feedback !== undefined,
      async handle({ body }) {
        if (!services.feedback) throw new FeatureNotAvailableError();
        return { id: await services.feedback(body) };
      },
    }),
  ];
}
