import { z } from 'zod';
import type { RegionName } from '../../answer/response.js';
import type { SourceRef } from '../../catalogue/snapshot.js';

/** Id of a matter in a path or body. */
export const itemId = z
  .string()
  .min(1)
  .max(100)
  .meta({ description: '事项编号', examples: ['dj-017'] });

/** Name or GB/T 2260 code of a 行政区划. */
export const regionInput = z
  .string()
  .min(1)
  .max(50)
  .meta({ description: '行政区划的名称或代码', examples: ['大足区'] });

/** Id of a conversation, chosen by the caller or by the server. */
export const sessionId = z
  .string()
  .regex(/^[^\s\p{Cc}]{1,128}$/u, '应为 1–128 个字符，不含空格')
  .meta({ description: '会话编号；带上它可接着上文提问' });

/** Free text of a filter or search box. */
export const searchText = z.string().max(100);

/** Whole number in a query string. */
export function queryInteger(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/, '应为整数')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `应在 ${min} 到 ${max} 之间`)
    .meta({ type: 'integer', pattern: undefined, minimum: min, maximum: max });
}

/** A 行政区划 as answers name it. */
export const regionName = z.object({ code: z.string(), name: z.string() }) satisfies z.ZodType<RegionName>;

/** 出处 without the printed row. */
export const sourceView = z.object({
  document: z.string().meta({ description: '来源文件' }),
  title: z.string(),
  docNumber: z.string().nullable().meta({ description: '文号' }),
  date: z.string().nullable(),
  table: z.string().nullable(),
  seq: z.int().nullable().meta({ description: '序号' }),
  key: z.string(),
  line: z.int().nullable(),
  url: z.string().optional(),
}) satisfies z.ZodType<Omit<SourceRef, 'row'>>;

/** 出处 with the row as printed: column header → cell. */
export const printedSourceView = sourceView.extend({ row: z.record(z.string(), z.string()).optional() });
