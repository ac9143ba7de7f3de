import { z } from 'zod';
import { KEY_LENGTH, REGION_CODE_LENGTH } from '../../entities/columns.js';
import { printedSourceView } from '../http/schemas/common.js';
import { editChangesSchema } from './draft-content.js';
import { ENTRY_SORTS } from './entries.js';
import { additionContent } from './language-schemas.js';

const page = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, '应为页码')
  .transform(Number)
  .meta({ type: 'integer', pattern: undefined, minimum: 1 });
const uuid = z.uuid('编号不正确');
const text = z.string();
const maybe = text.nullable();

export const idParams = z.strictObject({ id: uuid });

/** Which implementation: matter, region, agency. */
export const entryParams = z.strictObject({
  itemId: z.string().min(1).max(KEY_LENGTH),
  regionCode: z.string().min(1).max(REGION_CODE_LENGTH),
  agencyId: z.string().min(1).max(64),
});

export const entriesQuery = z.strictObject({
  q: z.string().max(100).optional(),
  region: z.string().max(50).optional(),
  agency: z.string().max(500).optional(),
  state: z.enum(['incomplete', 'edited', 'draft']).optional(),
  sort: z.enum(ENTRY_SORTS).optional().meta({ description: '排序；前面加 - 为倒序' }),
  page: page.optional(),
});
export const entriesResult = z.object({
  total: z.int(),
  pageSize: z.int(),
  agencies: z.array(text),
  entries: z.array(
    z.object({
      itemId: text,
      regionCode: text,
      regionName: text,
      agencyId: text,
      name: text,
      agency: maybe,
      type: maybe,
      filled: z.int().meta({ description: '36 个要素中已填写的个数' }),
      ownScore: z.number().meta({ description: '本地写明的比重，%' }),
      score: z.number().meta({ description: '加上级统一规定能答的比重，%' }),
      edited: z.boolean(),
      hidden: z.boolean().meta({ description: '居民看不到' }),
      draftId: maybe,
    }),
  ),
});

export const entryView = z.object({
  itemId: text,
  regionCode: text,
  regionName: text,
  agencyId: text,
  name: text,
  agency: maybe,
  mayEdit: z.boolean(),
  sources: z.array(printedSourceView),
  fields: z.array(
    z.object({
      field: text,
      label: text,
      hint: text.meta({ description: '填写说明' }),
      cell: text.meta({ description: '已发布的内容，写法同实施清单' }),
      edited: z.boolean(),
      statements: z.array(
        z.object({
          cell: text,
          situation: maybe,
          validFrom: maybe,
          validTo: maybe,
          source: printedSourceView.omit({ row: true }).nullable(),
        }),
      ),
    }),
  ),
});

export const revisionsResult = z.object({
  revisions: z.array(z.object({ revision: z.int(), publishedAt: text, note: maybe })),
});
const revisionNumber = z
  .string()
  .regex(/^\d{1,9}$/, '应为版本号')
  .transform(Number)
  .meta({ type: 'integer', pattern: undefined, minimum: 0 });
export const compareQuery = z.strictObject({ from: revisionNumber, to: revisionNumber });
export const compareResult = z.object({
  differences: z.array(z.object({ field: text, label: text, before: text, after: text })),
});
export const openDraftRequest = z.strictObject({
  restore: z.int().positive().optional().meta({ description: '恢复到这一版' }),
});

const draftSummary = {
  id: text,
  kind: z.enum(['edit', 'import', 'language']),
  status: z.enum(['draft', 'inReview', 'approved', 'published', 'discarded']),
  title: text,
  itemId: maybe,
  regionCode: text,
  regionName: text,
  agencyId: maybe,
  agency: maybe,
  version: z.int(),
  updatedAt: text,
  publishedRevision: z.int().nullable(),
  mine: z.boolean().meta({ description: '本人参与编写，不能审核' }),
  mayEdit: z.boolean(),
  mayReview: z.boolean(),
  steps: z.array(z.object({ at: text, staffName: text, step: text, note: maybe })),
};
export const draftsQuery = z.strictObject({
  status: z.enum(['draft', 'inReview', 'approved', 'published', 'discarded']).optional(),
});
export const draftsResult = z.object({ drafts: z.array(z.object(draftSummary)) });
export const draftView = z.object({
  ...draftSummary,
  changes: z.array(
    z.object({
      field: text,
      label: text,
      kind: z.enum(['set', 'unknown', 'withdraw']),
      cell: maybe,
      validFrom: maybe,
      validTo: maybe,
      source: z
        .object({
          kind: z.enum(['document', 'office']),
          title: maybe,
          agency: maybe,
          docNumber: maybe,
          date: maybe,
          url: maybe,
          place: maybe,
          note: maybe,
        })
        .nullable(),
      published: text.meta({ description: '已发布的内容' }),
      overtaken: z.boolean().meta({ description: '写好之后又发布过新内容' }),
    }),
  ),
  jobId: maybe,
  left: z.array(text).meta({ description: '不采纳的差异' }),
  language: z
    .object({
      add: z.array(z.object(additionContent)),
      withdraw: z.array(z.object({ id: z.int(), ...additionContent })),
    })
    .nullable()
    .meta({ description: '补充或撤下的问法、同义词、不归我们管的话题' }),
  questions: z
    .array(z.object({ text, regionName: maybe, count: z.int() }))
    .meta({ description: '要答上的提问，号码已打码' }),
});
export const saveDraftRequest = z.strictObject({
  version: z.int().positive(),
  changes: editChangesSchema,
  rebase: z.boolean().optional().meta({ description: '已核对写好之后发布的新内容' }),
});
export const stepRequest = z.strictObject({
  version: z.int().positive(),
  step: z.enum(['submit', 'approve', 'return', 'withdraw', 'discard']),
  note: z.string().trim().max(500).optional(),
});
export const previewRequest = z.strictObject({
  question: z.string().trim().min(1).max(500),
  day: z.iso.date('应为 2026-07-01 这样的日期').optional().meta({ description: '哪一天来问' }),
});
export const previewView = z.object({
  hit: z.boolean(),
  kind: text,
  matter: maybe,
  web: z.object({
    reply: text,
    sections: z.array(z.object({ label: text, status: text, lines: z.array(text), sources: z.array(text) })),
  }),
  officialAccount: z.array(text),
  wechat: z.array(text),
  speech: text,
  sms: text,
});

export const uploadQuery = z.strictObject({
  file: z.string().trim().min(1).max(200),
  region: z.string().min(1).max(50),
});
export const jobView = z.object({
  id: text,
  file: text,
  bytes: z.int(),
  regionCode: text,
  regionName: text,
  status: z.enum(['waiting', 'reading', 'ready', 'failed', 'drafted', 'discarded']),
  progress: z.int(),
  stage: text,
  fault: maybe,
  createdAt: text,
  createdByName: text,
  draftId: maybe,
  summary: z
    .object({
      title: text,
      docNumber: maybe,
      date: maybe,
      tables: z.array(z.object({ title: text, layout: text, rows: z.int(), line: z.int() })),
      rows: z.int(),
      faults: z.int(),
      counts: z.object({
        created: z.int(),
        updated: z.int(),
        devolved: z.int(),
        removed: z.int(),
        unchanged: z.int(),
      }),
    })
    .nullable(),
});
export const jobsResult = z.object({ jobs: z.array(jobView) });
export const differenceQuery = z.strictObject({
  kind: z.enum(['created', 'updated', 'devolved', 'removed']).optional(),
  page: page.optional(),
});
export const differenceView = z.object({
  revision: z.int(),
  unchanged: z.int(),
  total: z.int(),
  pageSize: z.int(),
  warnings: z.array(text),
  faults: z.array(z.object({ line: z.int().nullable(), cell: maybe, message: text })),
  differences: z.array(
    z.object({
      id: text,
      kind: z.enum(['created', 'updated', 'devolved', 'removed']),
      key: text,
      previousKey: maybe,
      name: text,
      agency: maybe,
      fields: z.array(z.object({ field: text, label: text, before: text, after: text })),
    }),
  ),
  /** Names every difference of the kind, also those of other pages. */
  ids: z.array(text),
});
export const importDraftRequest = z.strictObject({
  left: z.array(z.string().max(120)).max(50_000),
  version: z.int().positive().nullable(),
});

export const checkRequest = z.strictObject({ drafts: z.array(uuid).min(1).max(200) });
const checkSummary = {
  id: text,
  drafts: z.array(z.object({ id: text, version: z.int() })),
  status: z.enum(['waiting', 'running', 'done', 'failed', 'publishing', 'published']),
  progress: z.int(),
  stage: text,
  fault: maybe,
  baseRevision: z.int().nullable(),
  reason: maybe,
  createdAt: text,
  createdByName: text,
  publishedRevision: z.int().nullable(),
};
export const checksResult = z.object({ checks: z.array(z.object(checkSummary)) });
const got = z.object({ kind: text, first: maybe });
const questionChange = z.object({
  id: text,
  question: text,
  region: maybe,
  expected: text,
  before: got,
  after: got,
});
const figures = z.object({
  questions: z.int(),
  recallAt1: z.number(),
  recallAt3: z.number(),
  intent: z.number(),
  falseAnswers: z.number(),
  answeredRight: z.number(),
});
export const checkView = z.object({
  ...checkSummary,
  drop: maybe.meta({ description: '有变差之处时的说明；发布须写明原因' }),
  result: z
    .object({
      revision: z.int(),
      differs: z.boolean(),
      conflicts: z.array(text),
      warnings: z.array(text),
      counts: z.object({ created: z.int(), updated: z.int(), removed: z.int(), unchanged: z.int() }),
      edits: z.int(),
      additions: z.object({ added: z.int(), withdrawn: z.int() }),
      asked: z.array(z.object({ question: text, region: maybe, count: z.int(), before: got, after: got })),
      items: z.object({ before: z.int(), after: z.int() }),
      figures: z.object({ before: figures, after: figures }),
      better: z.array(questionChange),
      worse: z.array(questionChange),
      findings: z.object({
        added: z.array(z.object({ rule: text, severity: text, message: text, key: text, name: text })),
        resolved: z.int(),
      }),
    })
    .nullable(),
});
export const publishRequest = z.strictObject({
  note: z.string().trim().min(2, '请写明发布说明').max(500),
  reason: z.string().trim().max(2_000).optional(),
});
export const publishResult = z.object({ revision: z.int() });
