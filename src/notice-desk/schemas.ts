import { z } from 'zod';
import { NOTICE_KINDS, NOTICE_SCOPES } from '../../entities/notice.js';
import { itemId, regionInput, regionName } from '../http/schemas/common.js';

/** Longer ones leave no room for an answer beside them. */
const MOST_CHARACTERS = 100;
const MOST_ITEMS = 50;

/** Text of one line: what a line break or a stray control character would do in a message is nobody's wish. */
const oneLine = (most: number) =>
  z
    .string()
    .transform((text) => text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim())
    .pipe(z.string().min(1, '不能为空').max(most, `不能超过 ${most} 个字`));

const clock = z
  .string()
  .refine(
    (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) && isOnCalendar(text),
    '应为真实存在的日期和时间，如 2026-12-05T18:00',
  )
  .meta({ description: '北京时间', examples: ['2026-12-05T18:00'] });

/** A 31st of February would silently become another day. */
function isOnCalendar(text: string): boolean {
  const time = Date.parse(`${text}:00.000Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

const content = {
  kind: z.enum(NOTICE_KINDS).meta({ description: '停办、系统维护、缴费期、其他' }),
  text: oneLine(MOST_CHARACTERS),
  source: oneLine(40).meta({ description: '谁说的：文件或机构' }),
  url: z
    .url({ protocol: /^https?$/, error: '应为 http 或 https 开头的网址' })
    .max(500)
    .nullable()
    .default(null),
  scope: z.enum(NOTICE_SCOPES).meta({ description: '适用于所列事项、一个机构的事项，或全部事项' }),
  region: regionInput.nullable().default(null).meta({ description: '哪里有效，含下级；null 为各地' }),
  agency: oneLine(200).nullable().default(null).meta({ description: '适用于一个机构时' }),
  items: z.array(itemId).max(MOST_ITEMS).default([]).meta({ description: '适用于所列事项时的事项编号' }),
  from: clock,
  until: clock,
};

/** Body of `POST /api/v1/staff/notices`. */
export const noticeRequest = z.strictObject(content);
const version = z.int().positive().meta({ description: '所看到的版本；已被他人修改时返回 409' });
/** Body of `PUT /api/v1/staff/notices/:id`. */
export const changeNoticeRequest = z.strictObject({ ...content, version });
export const withdrawRequest = z.strictObject({ version });
/** Body of `POST /api/v1/staff/notices/preview`. */
export const previewRequest = z.strictObject({
  ...content,
  item: itemId.optional().meta({ description: '以哪个事项为例；不填为范围内的第一个' }),
});
export const noticeParams = z.strictObject({ id: z.uuid('编号不正确') });

export const noticeView = z.object({
  id: z.string(),
  kind: z.enum(NOTICE_KINDS),
  label: z.string(),
  text: z.string(),
  source: z.string(),
  url: z.string().nullable(),
  scope: z.enum(NOTICE_SCOPES),
  region: regionName.nullable(),
  agency: z.string().nullable(),
  items: z.array(z.object({ id: z.string(), name: z.string() })),
  from: z.string(),
  until: z.string(),
  line: z.string().meta({ description: '居民看到的一行' }),
  state: z.enum(['current', 'future', 'past', 'withdrawn']),
  createdAt: z.string(),
  createdBy: z.string(),
  changedBy: z.string(),
  withdrawnAt: z.string().nullable(),
  version: z.int(),
  mayEdit: z.boolean(),
});
export const noticesResult = z.object({ notices: z.array(noticeView) });
export const previewResult = z.object({
  line: z.string(),
  item: z
    .object({ id: z.string(), name: z.string() })
    .nullable()
    .meta({ description: '作为例子的事项；范围内没有事项时为 null' }),
  reply: z.string().meta({ description: '网页、公众号、小程序和机器人里的文字' }),
  speech: z.string(),
  sms: z.string(),
});

export type NoticeRequest = z.output<typeof noticeRequest>;
export type NoticeView = z.output<typeof noticeView>;
export type NoticePreview = z.output<typeof previewResult>;
