import { z } from 'zod';
import { ELEMENT_LABELS } from '../../../entities/elements.js';
import { todayInBeijing } from '../../clock.js';
import { noticeView } from './ask.js';
import { itemId, printedSourceView, queryInteger, regionInput, regionName, searchText } from './common.js';
import { elementSchemas, listFieldSchemas } from './elements.js';

/** Query of `GET /api/v1/items`. An empty value counts as not given. */
export const itemSearchQuery = z.strictObject({
  q: searchText.optional().meta({ description: '要找的文字' }),
  region: regionInput.optional(),
  theme: searchText.optional().meta({ description: '服务主题' }),
  audience: searchText.optional().meta({ description: '服务对象，如 自然人' }),
  type: searchText.optional().meta({ description: '事项类型，如 行政给付' }),
  agency: searchText.optional().meta({ description: '实施机构' }),
  level: z
    .enum(['nation', 'province', 'city', 'county', 'town', 'village'])
    .optional()
    .meta({ description: '行使层级' }),
  convenience: searchText.optional().meta({ description: '办理方式：马上办、就近办、网上办、一次办' }),
  page: queryInteger(1, 10_000).default(1),
  pageSize: queryInteger(1, 100).default(20),
});

/** One hit of a search. */
export const itemSummary = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string().nullable(),
  themes: z.array(z.string()),
  agency: z.string().nullable(),
  region: regionName.nullable(),
  implementations: z.int().meta({ description: '实施清单的份数' }),
});

/** Values of a filter, with the number of their matters. */
export const facet = z.array(z.object({ value: z.string(), label: z.string().optional(), count: z.int() }));

/** Response of `GET /api/v1/items`. */
export const itemSearchResult = z.object({
  total: z.int(),
  page: z.int(),
  pageSize: z.int(),
  items: z.array(itemSummary),
  facets: z.object({
    region: facet,
    theme: facet,
    audience: facet,
    type: facet,
    agency: facet,
    level: facet,
    convenience: facet,
  }),
});

export const itemParams = z.strictObject({ id: itemId });

const statement = z.object({
  value: z.unknown(),
  source: z.int().meta({ description: 'sources 中的位置，从 0 起' }),
  printed: z.string().optional().meta({ description: '文件原文' }),
  validFrom: z.string().optional(),
  validTo: z.string().optional(),
  confidence: z.enum(['high', 'medium', 'low']).optional(),
  note: z.string().optional(),
  situation: z
    .string()
    .optional()
    .meta({ description: '办理情形：只对事项的这一部分成立；没有时对整个事项成立' }),
});

/** Every element key is present; null where no source states it. */
const elementValues = Object.fromEntries(
  ELEMENT_LABELS.map(([key, label]) => [
    key,
    (elementSchemas[key] as z.ZodType).nullable().meta({ description: label }),
  ]),
) as { [K in keyof typeof elementSchemas]: z.ZodNullable<(typeof elementSchemas)[K]> };

/** One 实施清单. */
export const implementationView = z.object({
  region: regionName,
  ...elementValues,
  standard: listFieldSchemas.standard.nullable(),
  fundingDuty: listFieldSchemas.fundingDuty.nullable(),
  convenience: listFieldSchemas.convenience.nullable(),
  filingType: listFieldSchemas.filingType.nullable(),
  themes: listFieldSchemas.themes.nullable(),
  section: listFieldSchemas.section.nullable(),
  /** All statements by key, where sources may disagree; newest first; the values above are the newest in force for the whole matter. */
  statements: z.record(z.string(), z.array(statement)),
  sources: z.array(printedSourceView),
});

/** Query of `GET /api/v1/items/:id`. */
export const itemQuery = z.strictObject({
  asOf: z.iso
    .date('应为真实存在的日期，写成 2021-04-01 的样子')
    .refine((day) => day <= todayInBeijing(), '不能晚于今天')
    .optional()
    .meta({ description: '只看截至这一天（北京时间）有效的内容；不填为今天' }),
});

/** Response of `GET /api/v1/items/:id`. */
export const itemView = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string().nullable(),
  themes: z.array(z.string()),
  questions: z.array(z.string()).meta({ description: '相似问' }),
  linked: z.array(z.string()).meta({ description: '相关事项的编号' }),
  revision: z.int().meta({ description: '目录版本' }),
  asOf: z.string().optional().meta({ description: '内容截至的日期，问起过去时才有' }),
  notices: z
    .array(noticeView)
    .readonly()
    .meta({ description: '正在有效的通知，最要紧的在前；问起过去时没有' }),
  implementations: z.array(implementationView),
});

/** Query and response of `GET /api/v1/suggest`. */
export const suggestQuery = z.strictObject({ q: searchText.default('') });
export const suggestResult = z.object({
  suggestions: z.array(z.object({ text: z.string(), itemId: z.string().optional() })),
});

export type ItemSearchQuery = z.output<typeof itemSearchQuery>;
export type ItemSearchResult = z.output<typeof itemSearchResult>;
export type ItemSummary = z.output<typeof itemSummary>;
export type ImplementationView = z.output<typeof implementationView>;
export type ItemView = z.output<typeof itemView>;
export type Suggestion = z.output<typeof suggestResult>['suggestions'][number];
