import { z } from 'zod';
import { KEY_LENGTH, REGION_CODE_LENGTH } from '../../../entities/columns.js';
import { CASE_KINDS } from '../../../entities/question-case.js';
import { CHANNELS } from '../../answer/response.js';
import { FAULTS } from '../../asked-questions/unanswered.js';
import { itemId, queryInteger, regionInput } from '../../http/schemas/common.js';
import { languageProposal } from '../language-schemas.js';

const text = z.string();
const maybe = text.nullable();
const time = z.iso.datetime({ message: '应为 2026-07-01T00:00:00.000Z 这样的时间' });

export const questionParams = z.strictObject({ id: z.uuid('编号不正确') });
const period = {
  since: time.optional().meta({ description: '从何时起；不写为 30 天前' }),
  until: time.optional().meta({ description: '到何时止；不写为现在' }),
};
export const groupQuery = z.strictObject(period);
export const groupsQuery = z.strictObject({
  ...period,
  region: regionInput.optional(),
  channel: z.enum(CHANNELS).optional(),
  fault: z
    .enum(FAULTS)
    .optional()
    .meta({ description: 'none：答“没有”；abandoned：反问后离开；badlyRated：差评' }),
  state: z
    .enum(['open', 'pending', 'done'])
    .default('open')
    .meta({ description: 'open：待处理；pending：草稿待发布；done：已处理' }),
  page: queryInteger(1, 1_000).default(1),
});

const count = z.int();
const faults = z.object({ none: count, abandoned: count, badlyRated: count });
const caseView = z.object({
  id: text,
  kind: z.enum(CASE_KINDS),
  state: z.enum(['pending', 'done']),
  staffName: text,
  at: text,
  draftId: maybe,
  publishedRevision: z.int().nullable(),
  questions: count.meta({ description: '这次处理的提问数' }),
});
const groupHead = {
  id: text.meta({ description: '组里最早一问的编号' }),
  text: text.meta({ description: '最常见的问法' }),
  count,
  lastAt: text,
  faults,
  regions: z.array(z.object({ code: maybe, name: text, count })),
  channels: z.array(z.object({ channel: text, count })),
};

export const groupsResult = z.object({
  since: text,
  until: text,
  more: z.boolean().meta({ description: '这段时间的提问太多，只看了最近的' }),
  total: count,
  pageSize: count,
  states: z.object({ open: count, pending: count, done: count }).meta({ description: '各状态的组数' }),
  regions: z.array(z.object({ code: maybe, name: text, count })),
  channels: z.array(z.object({ channel: text, count })),
  groups: z.array(
    z.object({
      ...groupHead,
      wordings: z.array(text).meta({ description: '前几种问法' }),
      lastCase: caseView.nullable().meta({ description: '以前怎样处理的' }),
    }),
  ),
});

export const groupView = z.object({
  ...groupHead,
  since: text,
  until: text,
  open: count.meta({ description: '还没有处理的提问数' }),
  mayEdit: z.boolean(),
  wordings: z
    .array(z.object({ text, count, open: count, lastAt: text, regionNames: z.array(text) }))
    .meta({ description: '号码已打码' }),
  cases: z.array(caseView),
});

/** Body of `POST …/questions/:id/cases`. */
export const settleGroupRequest = z.strictObject({
  since: time,
  until: time.meta({ description: '所看到的时间段；之后来的提问不动' }),
  deed: z.union([
    languageProposal,
    z.strictObject({
      kind: z.literal('fact'),
      itemId,
      regionCode: z.string().min(1).max(REGION_CODE_LENGTH),
      agencyId: z.string().min(1).max(KEY_LENGTH),
    }),
    z.strictObject({ kind: z.literal('handled') }),
    z.strictObject({ kind: z.literal('ignored') }),
    z.strictObject({ kind: z.literal('reopen') }),
  ]),
});
export const settleGroupResult = z.object({ draftId: maybe });

export type GroupsView = z.output<typeof groupsResult>;
export type GroupView = z.output<typeof groupView>;
export type GroupDeed = z.input<typeof settleGroupRequest>['deed'];
