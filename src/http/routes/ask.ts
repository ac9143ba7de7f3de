import type { Metrics } from '../../metrics.js';
import { answerJson } from '../presenters/answer-json.js';
import { defineRoute, type Route } from '../route.js';
import { askQuery, askRequest, askResponse } from '../schemas/ask.js';
import type { Services } from '../services.js';

/** Asking: the route that most callers use and the one that has to be fast. */
export function askRoutes(services: Services, metrics: Metrics): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/v1/ask',
      tag: '问答',
      summary: '提问：用一句话问政务服务事项，返回带出处的答复',
      query: askQuery,
      body: askRequest,
      response: askResponse,
      write: answerJson,
      needsCatalogue: true,
      async handle({ query, body }) {
        const started = performance.now();
        const answer = await services.ask(body, { explain: query.explain === '1' });
        metrics.recordAnswer(answer, body.channel, (performance.now() - started) / 1000);
        return answer;
      },
    }),
  ];
}
