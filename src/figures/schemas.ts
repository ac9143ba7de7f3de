import { z } from 'zod';
import { regionInput } from '../http/schemas/common.js';
import { FIGURE_TABLES } from './figure-tables.js';

/** Longest period, in days. */
export const MOST_DAYS = 366;
const DAY_MS = 86_400_000;

const day = z.iso.date('应为真实存在的日期，写成 2026-07-01 的样子');

/** Query of both routes; without dates the last thirty days. */
export const figuresQuery = z
  .strictObject({
    from: day.optional().meta({ description: '从这一天（北京时间）' }),
    to: day.optional().meta({ description: '到这一天，含当天' }),
    region: regionInput.optional().meta({ description: '只看一地，含下级' }),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { error: '结束日期不能早于开始日期', path: ['to'] })
  .refine(({ from, to }) => !from || !to || Date.parse(to) - Date.parse(from) < MOST_DAYS * DAY_MS, {
    error: `最多看 ${MOST_DAYS} 天`,
    path: ['from'],
  });

export const figuresResult = z.object({
  from: z.string(),
  to: z.string(),
  countedAt: z.string().meta({ description: '统计时间' }),
  tables: z.array(
    z.object({
      id: z.enum(FIGURE_TABLES),
      title: z.string(),
      columns: z.array(z.string()),
      rows: z.array(z.array(z.union([z.string(), z.number()]))),
    }),
  ),
});
export const tableParams = z.strictObject({ table: z.enum(FIGURE_TABLES) });

export type FiguresView = z.output<typeof figuresResult>;
