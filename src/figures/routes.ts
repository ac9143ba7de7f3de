import type { StaffAccount } from '../../entities/staff-account.js';
import { todayInBeijing } from '../clock.js';
import { RegionUnknownError } from '../errors.js';
import { BYTE_ORDER_MARK, csvLine } from '../export/csv.js';
import type { Route } from '../http/route.js';
import { addDays } from '../places/holiday-calendar.js';
import { defineStaffRoute } from '../staff/staff-route.js';
import type { FigureTable } from './figure-tables.js';
import { Figures, type FiguresParts } from './figures.js';
import { figuresQuery, figuresResult, MOST_DAYS, tableParams } from './schemas.js';

const PATH = '/api/v1/staff/figures';
const DEFAULT_DAYS = 30;

/** Figures of what is asked and of the catalogue, to look at and as files for a spreadsheet. */
export function figuresRoutes(parts: FiguresParts): Route[] {
  const { staff, snapshot, now } = parts;
  const figures = new Figures(parts);
  const basics = { tag: '目录台', action: 'figures.read', method: 'GET', needsCatalogue: true } as const;
  const read = async (account: StaffAccount, query: { from?: string; to?: string; region?: string }) => {
    const region = query.region === undefined ? null : snapshot().regions.resolve(query.region);
    if (query.region !== undefined && !region) throw new RegionUnknownError(query.region);
    const { from, to } = periodOf(query, todayInBeijing(now()));
    const { countedAt, tables } = await figures.of(account, { from, to, regionCode: region?.code });
    return { from, to, countedAt, tables };
  };
  return [
    defineStaffRoute(staff, {
      ...basics,
      path: PATH,
      summary: '统计：提问、答复、满意度、事项和要素完整度',
      query: figuresQuery,
      response: figuresResult,
      // The compiled schema would write a number that may also be text as text.
      write: (view) => Buffer.from(JSON.stringify(view)),
      handle: ({ query, account }) => read(account, query),
    }),
    defineStaffRoute(staff, {
      ...basics,
      path: `${PATH}/csv/:table`,
      summary: '一张统计表，CSV 文件（UTF-8，可用 Excel 打开）',
      params: tableParams,
      query: figuresQuery,
      contentType: 'text/csv; charset=utf-8',
      write: csvOf,
      async handle({ params, query, account, ctx }) {
        const { from, to, tables } = await read(account, query);
        const table = tables.find(({ id }) => id === params.table) as FigureTable;
        const name = encodeURIComponent(`${table.title}${from}至${to}.csv`);
        ctx.set('Content-Disposition', `attachment; filename="${table.id}.csv"; filename*=UTF-8''${name}`);
        return table;
      },
    }),
  ];
}

/** @returns the period asked for: the thirty days up to its end, or all from its beginning, within bounds. */
function periodOf({ from, to }: { from?: string; to?: string }, today: string) {
  if (from === undefined) return { from: addDays(to ?? today, 1 - DEFAULT_DAYS), to: to ?? today };
  const [end = from] = [from > today ? from : today, addDays(from, MOST_DAYS - 1)].sort();
  return { from, to: to ?? end };
}

function csvOf({ columns, rows }: FigureTable): Buffer {
  const lines = [columns, ...rows.map((row) => row.map(String))].map(csvLine);
  return Buffer.from(BYTE_ORDER_MARK + lines.join(''));
}
