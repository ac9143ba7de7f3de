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

/** Body of `POST /api/v1/staff/session`. */
export const signInRequest = z.strictObject({
  name: z.string().min(1).max(64),
  password: z.string().min(1).max(256),
  totp: z
    .string()
    .regex(/^\d{6}$/, '应为 6 位数字')
    .optional()
    .meta({ description: '动态验证码' }),
});
export const staffSessionView = z.object({
  name: z.string(),
  roles: z.array(z.string()),
  csrfToken: z.string(),
});

export type FeedbackRequest = z.output<typeof feedbackRequest>;
export type SignInRequest = z.output<typeof signInRequest>;
export type StaffSessionView = z.output<typeof staffSessionView>;
