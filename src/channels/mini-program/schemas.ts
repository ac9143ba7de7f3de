import { z } from 'zod';
import { askRequest } from '../../http/schemas/ask.js';
import { itemId, queryInteger, regionInput, regionName } from '../../http/schemas/common.js';
import { itemSearchQuery, itemSearchResult, itemView } from '../../http/schemas/items.js';
import { feedbackRequest } from '../../http/schemas/people.js';

/** Rows of one page of a list. */
const limit = queryInteger(1, 50).default(20);
const cursor = z.string().max(300).optional().meta({ description: '上一页返回的 nextCursor；第一页不填' });
const nextCursor = z.string().nullable().meta({ description: '取下一页时作为 cursor；没有下一页时为 null' });
const time = z.string().meta({ format: 'date-time' });

/** Query of lists that come in pages. */
export const pageQuery = z.strictObject({ cursor, limit });

/** Body of `POST …/session`. */
export const sessionRequest = z.strictObject({
  code: z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/, '应为 wx.login 得到的 code')
    .meta({ description: 'wx.login 得到的 code，一次有效' }),
});

/** Response of `GET …/me`. */
export const meView = z.object({
  region: regionName.nullable(),
  bigType: z.boolean().meta({ description: '大字版' }),
  favourites: z.int(),
  history: z.int(),
  subscriptions: z.int(),
  changeTemplateId: z
    .string()
    .nullable()
    .meta({ description: '订阅事项变更时传给 wx.requestSubscribeMessage 的模板；null：不能订阅' }),
});

/** Response of `POST …/session`. */
export const sessionView = z.object({
  token: z.string().meta({ description: '此后放在 Authorization: Bearer 中' }),
  expiresAt: time,
  expiresIn: z.int().meta({ description: '有效秒数' }),
});

/** Body of `PATCH …/me`; what is left out stays as it is. */
export const mePatch = z.strictObject({
  region: regionInput.nullable().optional(),
  bigType: z.boolean().optional(),
});

/** Body of `POST …/ask`: the conversation and the channel are known. */
export const ownAskRequest = askRequest.omit({ sessionId: true, channel: true });

/** Body of `POST …/feedback`. */
export const ownFeedbackRequest = feedbackRequest.omit({ sessionId: true });

export const itemParams = z.strictObject({ itemId });
export const historyParams = z.strictObject({ id: z.uuid('应为提问记录的编号') });

/** Query of `GET …/items`: the filters of the public search, an event of life, and pages by cursor. */
export const ownItemsQuery = itemSearchQuery.omit({ page: true, pageSize: true }).extend({
  lifeEvent: z.string().max(100).optional().meta({ description: '“一件事”的编号' }),
  cursor,
  limit,
});
export const ownItemsView = itemSearchResult
  .pick({ total: true, items: true, facets: true })
  .extend({ nextCursor });

/** Query of `GET …/browse`. */
export const browseQuery = z.strictObject({ region: regionInput.optional() });

/** Response of `GET …/browse`. */
export const browseView = z.object({
  region: regionName.nullable(),
  entries: z.array(
    z.object({
      id: z.enum(['look', 'find', 'handle', 'ask', 'rate']),
      name: z.string().meta({ description: '我要看、我要查、我要办、我要问、我要评' }),
      summary: z.string(),
      opens: z.object({ method: z.string(), path: z.string() }).meta({ description: '选定后调用的接口' }),
      groups: z.array(
        z.object({
          filter: z.string().meta({ description: '查询参数名' }),
          name: z.string(),
          options: z.array(z.object({ value: z.string(), label: z.string(), items: z.int() })),
        }),
      ),
      examples: z.array(z.string()).meta({ description: '问法举例' }),
    }),
  ),
});

/** Query and response of `GET …/items/:itemId`. */
export const ownItemQuery = z.strictObject({
  region: regionInput.optional().meta({ description: '只要对该地有效的实施清单' }),
});
export const ownItemView = itemView.extend({ favourite: z.boolean(), subscribed: z.boolean() });

const known = z.boolean().meta({ description: 'false：目录中已没有这个事项' });

export const favouritesView = z.object({
  favourites: z.array(z.object({ itemId: z.string(), name: z.string(), addedAt: time, available: known })),
  nextCursor,
});

export const historyView = z.object({
  questions: z.array(
    z.object({
      id: z.string(),
      askedAt: time,
      text: z.string().meta({ description: '问题原文，证件号、电话等已隐去' }),
      kind: z.string(),
      item: z.object({ id: z.string(), name: z.string() }).nullable(),
    }),
  ),
  nextCursor,
});

/** Body of `POST …/subscriptions`: what `wx.requestSubscribeMessage` gave back for the template. */
export const subscriptionRequest = z.strictObject({
  itemId,
  templateId: z.string().min(1).max(64),
  result: z.enum(['accept', 'reject', 'ban', 'filter']).meta({ description: '用户对该模板的选择' }),
  region: regionInput.optional().meta({ description: '只关心该地的变更；不填用设定的地区' }),
});

const subscription = z.object({
  itemId: z.string(),
  name: z.string(),
  region: regionName.nullable(),
  notices: z.int().meta({ description: '还可以收到几次通知：同意一次，通知一次' }),
  acceptedAt: time,
});
export const subscriptionsView = z.object({ subscriptions: z.array(subscription) });
export const subscriptionView = subscription;

export type BrowseView = z.output<typeof browseView>;
export type MeView = z.output<typeof meView>;
