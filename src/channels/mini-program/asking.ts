import { answerJson } from '../../http/presenters/answer-json.js';
import { defineRoute, type Route } from '../../http/route.js';
import { askResponse } from '../../http/schemas/ask.js';
import { feedbackResult } from '../../http/schemas/people.js';
import { maskPersonalNumbers } from '../../privacy/mask.js';
import type { ContentScene, ContentVerdict } from '../weixin/weixin-client.js';
import { WeixinError } from '../weixin/weixin-errors.js';
import { ContentNotCheckedError, ContentRefusedError, ResidentNotSignedInError } from './errors.js';
import { type MiniProgramParts, ownRoute, regionFor } from './parts.js';
import { ownAskRequest, ownFeedbackRequest } from './schemas.js';
import type { Visitor } from './visitors.js';

/** 评论, as WeChat sorts texts. */
const COMMENT: ContentScene = 2;

/** Asking (我要问) and rating (我要评). */
export function askingRoutes(parts: MiniProgramParts): Route[] {
  const { visitors, wenban, metrics } = parts;
  return [
    defineRoute({
      ...ownRoute('POST', '/ask'),
      summary: '我要问：提问，接着上文；没有写地区时按设定的地区',
      body: ownAskRequest,
      response: askResponse,
      write: answerJson,
      needsCatalogue: true,
      async handle({ ctx, body }) {
        const started = performance.now();
        const visitor = await visitors.evenWhileStopped(ctx);
        const isOpen = visitors.isOpen();
        const response = await wenban.frontDoor.ask({
          question: body.question,
          limit: body.limit,
          region: isOpen ? await regionFor(parts, visitor, body.region) : undefined,
          sessionId: visitor.sessionId,
          channel: 'miniProgram',
        });
        metrics.recordAnswer(response, 'miniProgram', (performance.now() - started) / 1_000);
        if (isOpen) {
          wenban.residents.touch(visitor.hash);
          wenban.ownQuestions.record(visitor.hash, body.question, response);
        }
        return response;
      },
    }),
    defineRoute({
      ...ownRoute('POST', '/feedback'),
      summary: '我要评：好差评；文字先经内容安全检查',
      body: ownFeedbackRequest,
      response: feedbackResult,
      status: 201,
      async handle({ ctx, body }) {
        const visitor = await visitors.of(ctx);
        const words = [...(body.tags ?? []), body.comment ?? ''].join('\n').trim();
        if (words !== '') await assertDecent(parts, visitor, maskPersonalNumbers(words));
        const id = await wenban.feedback.add({ ...body, sessionId: visitor.sessionId });
        await wenban.asked.rate(visitor.sessionId, body.itemId, body.rating);
        return { id };
      },
    }),
  ];
}

/**
 * @throws {ContentRefusedError} when WeChat calls the words risky.
 * @throws {ContentNotCheckedError} when WeChat does not answer: nothing is kept unchecked.
 */
async function assertDecent(
  { client, log }: MiniProgramParts,
  visitor: Visitor,
  words: string,
): Promise<void> {
  let verdict: ContentVerdict;
  try {
    verdict = await client.checkContent(words, visitor.openId, COMMENT);
  } catch (error) {
    // WeChat has not seen this person for two hours: a new login is what helps.
    if (error instanceof WeixinError && error.fault === 'openIdStale') throw new ResidentNotSignedInError();
    log.warn({ err: error }, 'mini-program: a text was not checked');
    throw new ContentNotCheckedError();
  }
  // `review` is for texts that others see; these are read by staff only.
  if (verdict.suggest === 'risky') throw new ContentRefusedError();
}
