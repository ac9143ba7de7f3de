import { z } from 'zod';
import { itemId, sessionId } from './common.js';

/** Body of `POST /api/v1/feedback`: 好差评. */
export const feedbackRequest = z.strictObject({
  sessionId,
  messageId: z.string().min(1).max(128).optional(),
  itemId: itemId.optional(),
  rating: z.int().min(1).max(5).meta({ description: '1 非常不满意 … 5 非常满意' }),
  tags: z.array(z.string().min(1).max(30)).max(20).optional(),
  comment: z.string().max(1000).optional(),
});
export const feedbackResult = z.object({ id: z.string().meta({ description: '评价编号' }) });

export type FeedbackRequest = z.output<typeof feedbackRequest>;
