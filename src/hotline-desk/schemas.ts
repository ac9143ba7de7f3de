import { z } from 'zod';
import { CALL_OUTCOMES } from '../../entities/call-note.js';
import { CORRECTION_STATUSES } from '../../entities/correction.js';
import { itemId, regionInput, regionName } from '../http/schemas/common.js';

const CLOSED: readonly string[] = ['corrected', 'declined'];
const longText = (most: number) => z.string().max(most).nullable().default(null);

/** Body of `POST /api/v1/staff/calls`. */
export const callNoteRequest = z.strictObject({
  region: regionInput.nullable().default(null),
  itemId: itemId.nullable().default(null),
  question: z.string().max(500).meta({ description: '所问；号码会打码' }),
  outcome: z.enum(CALL_OUTCOMES).meta({ description: '解决、转办、无此事项、答案有误' }),
  transferredTo: longText(200),
  note: longText(1000),
  durationSeconds: z.int().min(0).max(86_400).nullable().default(null),
});
export const callNoteView = z.object({
  id: z.string(),
  createdAt: z.string(),
  region: regionName.nullable(),
  itemId: z.string().nullable(),
  itemName: z.string().nullable(),
  question: z.string(),
  outcome: z.enum(CALL_OUTCOMES),
  transferredTo: z.string().nullable(),
  note: z.string().nullable(),
  durationSeconds: z.int().nullable(),
});
export const callNotesResult = z.object({ calls: z.array(callNoteView) });

/** Body of `POST /api/v1/staff/corrections`. */
export const correctionRequest = z.strictObject({
  itemId,
  region: regionInput.nullable().default(null),
  element: z
    .string()
    .regex(/^[A-Za-z]{1,64}$/, '应为要素的英文名称')
    .nullable()
    .default(null)
    .meta({ description: '要素，如 materials；不写为整个事项' }),
  text: z
    .string()
    .max(1000)
    .refine((text) => text.trim() !== '', '请写明哪里不对'),
});
export const correctionView = z.object({
  id: z.string(),
  createdAt: z.string(),
  itemId: z.string(),
  itemName: z.string(),
  region: regionName.nullable(),
  element: z.string().nullable(),
  text: z.string(),
  agency: z.string().nullable().meta({ description: '责任机构' }),
  agencyId: z.string().nullable().meta({ description: '责任机构的编号，用来打开条目' }),
  dueOn: z.string().meta({ description: '办理期限' }),
  overdue: z.boolean(),
  status: z.enum(CORRECTION_STATUSES),
  reporter: z.string(),
  handler: z.string().nullable().meta({ description: '最近办理的人' }),
  reply: z.string().nullable(),
  closedAt: z.string().nullable(),
  version: z.int(),
  maySettle: z.boolean().meta({ description: '在本人的职责范围内' }),
});
export type CorrectionView = z.output<typeof correctionView>;
export const correctionsQuery = z.strictObject({
  status: z
    .enum([...CORRECTION_STATUSES, 'waiting'])
    .optional()
    .meta({ description: 'waiting：待处理和处理中' }),
  itemId: itemId.optional(),
  agency: z.string().max(500).optional().meta({ description: '责任机构，写法同目录' }),
  region: regionInput.optional().meta({ description: '行政区划，含下级' }),
  mine: z.enum(['1']).optional().meta({ description: '只看自己提交的' }),
  overdue: z.enum(['1']).optional(),
});
export const correctionsResult = z.object({
  agencies: z.array(z.string()).meta({ description: '其他条件下的责任机构' }),
  corrections: z.array(correctionView),
});
export const correctionParams = z.strictObject({ id: z.string().min(1).max(36) });
export const settleRequest = z
  .strictObject({
    version: z.int().meta({ description: '所看到的版本；已被他人修改时返回 409' }),
    status: z.enum(CORRECTION_STATUSES),
    reply: z
      .string()
      .max(1000)
      .nullable()
      .default(null)
      .meta({ description: '处理说明；已改正和不采纳必填' }),
  })
  .refine(({ status, reply }) => !CLOSED.includes(status) || (reply ?? '').trim() !== '', {
    path: ['reply'],
    message: '请写明改了什么，或为什么不采纳',
  });

/** A conversation that was handed over. */
export const handOverParams = z.strictObject({ code: z.string().regex(/^\d{6}$/, '应为 6 位数字') });
export const handOverView = z.object({
  askedAt: z.string(),
  expiresAt: z.string(),
  region: regionName.nullable(),
  turns: z.array(
    z.object({
      askedAt: z.string(),
      channel: z.string(),
      text: z.string().meta({ description: '所问，号码已打码' }),
      kind: z.string(),
      intent: z.string(),
      itemId: z.string().nullable(),
      itemName: z.string().nullable(),
    }),
  ),
});
