import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { AskedQuestion } from '../../entities/asked-question.js';
import { todayInBeijing } from '../clock.js';

/** Which questions are counted. */
export interface CountedPeriod {
  /** ISO dates in Beijing, both inclusive. */
  from: string;
  to: string;
  /** 行政区划代码 of the answers; null: all, also those without a region. */
  regionCodes: readonly string[] | null;
}

/** How questions were answered. */
export interface AnswerCounts {
  asked: number;
  /** With a matter, a list of benefits or the steps of a 一件事. */
  answered: number;
  /** With a question back. */
  clarified: number;
  /** With an honest no. */
  none: number;
  /** Small talk, emergencies, wishes for a person. */
  other: number;
}

/** Everything that is counted; nothing in it tells what somebody wrote or who. */
export interface QuestionCounts {
  /** Days with questions, ISO dates in Beijing. */
  days: ({ day: string } & AnswerCounts)[];
  /** The most frequent first, as in the next lists. */
  intents: ({ intent: string } & AnswerCounts)[];
  regions: ({ regionCode: string | null } & AnswerCounts)[];
  channels: ({ channel: string } & AnswerCounts)[];
  /** 1–5; null: not rated. */
  ratings: { rating: number | null; asked: number }[];
  matters: { itemId: string; asked: number; rated: number; satisfied: number; dissatisfied: number }[];
}

/** Matters listed. */
const MOST_MATTERS = 50;
const ANSWERED = ['answer', 'eligibility', 'lifeEvent'];
const DAY_MS = 86_400_000;

type Counted = Record<'asked' | 'answered' | 'clarified' | 'none', number | string>;

/**
 * Counts in the database, so that what is read does not grow with what is asked: a line for each hour, intent, region,
 * channel and level. On SQLite that takes seconds for a million questions, in the thread that asks.
 */
export async function countQuestions(ds: DataSource, period: CountedPeriod): Promise<QuestionCounts> {
  const { manager } = ds;
  const asked = () => within(manager.createQueryBuilder(AskedQuestion, 'asked'), period);
  // Hours in UTC: Beijing is whole hours ahead, so that they fold into its days on every engine alike.
  const hours = await counted(asked(), 'SUBSTR(asked.askedAt, 1, 13)');
  const intents = await counted(asked(), 'asked.intent');
  const regions = await counted(asked(), 'asked.regionCode');
  const channels = await counted(asked(), 'asked.channel');
  const ratings = await counted(asked(), 'asked.rating');
  const matters = await asked()
    .select('asked.itemId', 'itemId')
    .addSelect('COUNT(*)', 'asked')
    .addSelect('COUNT(asked.rating)', 'rated')
    .addSelect(sumOf('asked.rating >= 4'), 'satisfied')
    .addSelect(sumOf('asked.rating <= 2'), 'dissatisfied')
    .andWhere('asked.itemId IS NOT NULL')
    .groupBy('asked.itemId')
    .orderBy('COUNT(*)', 'DESC')
    .addOrderBy('asked.itemId', 'ASC')
    .limit(MOST_MATTERS)
    .getRawMany<Record<keyof QuestionCounts['matters'][number], string>>();
  return {
    days: foldIntoDays(hours),
    intents: intents.map(({ value, ...counts }) => ({ intent: String(value), ...counts })),
    regions: regions.map(({ value, ...counts }) => ({
      regionCode: value === null ? null : String(value),
      ...counts,
    })),
    channels: channels.map(({ value, ...counts }) => ({ channel: String(value), ...counts })),
    ratings: ratings.map(({ value, asked: number }) => ({
      rating: value === null ? null : Number(value),
      asked: number,
    })),
    matters: matters.map(({ itemId, asked: number, rated, satisfied, dissatisfied }) => ({
      itemId,
      asked: Number(number),
      rated: Number(rated),
      satisfied: Number(satisfied),
      dissatisfied: Number(dissatisfied),
    })),
  };
}

function within(
  query: SelectQueryBuilder<AskedQuestion>,
  { from, to, regionCodes }: CountedPeriod,
): SelectQueryBuilder<AskedQuestion> {
  const start = new Date(`${from}T00:00:00+08:00`).toISOString();
  const end = new Date(Date.parse(`${to}T00:00:00+08:00`) + DAY_MS).toISOString();
  query.where('asked.askedAt >= :start AND asked.askedAt < :end', { start, end });
  if (regionCodes === null) return query;
  // An empty list is no list in SQL.
  return regionCodes.length === 0
    ? query.andWhere('1 = 0')
    : query.andWhere('asked.regionCode IN (:...regionCodes)', { regionCodes });
}

/** One line for each value of an expression, the most frequent first. */
async function counted(
  query: SelectQueryBuilder<AskedQuestion>,
  expression: string,
): Promise<({ value: string | number | null } & AnswerCounts)[]> {
  const rows = await query
    .select(expression, 'value')
    .addSelect('COUNT(*)', 'asked')
    .addSelect(sumOf('asked.kind IN (:...answered)'), 'answered')
    .addSelect(sumOf("asked.kind = 'clarify'"), 'clarified')
    .addSelect(sumOf("asked.kind = 'none'"), 'none')
    .setParameter('answered', ANSWERED)
    .groupBy(expression)
    .orderBy('COUNT(*)', 'DESC')
    .addOrderBy(expression, 'ASC')
    .getRawMany<{ value: string | number | null } & Counted>();
  return rows.map(({ value, ...counts }) => {
    const [asked, answered, clarified, none] = [
      counts.asked,
      counts.answered,
      counts.clarified,
      counts.none,
    ].map(Number) as [number, number, number, number];
    return { value, asked, answered, clarified, none, other: asked - answered - clarified - none };
  });
}

function sumOf(condition: string): string {
  return `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;
}

function foldIntoDays(hours: readonly ({ value: string | number | null } & AnswerCounts)[]) {
  const days = new Map<string, { day: string } & AnswerCounts>();
  for (const { value, ...counts } of hours) {
    const day = todayInBeijing(new Date(`${value}:00:00Z`));
    const sum = days.get(day) ?? { day, asked: 0, answered: 0, clarified: 0, none: 0, other: 0 };
    for (const key of ['asked', 'answered', 'clarified', 'none', 'other'] as const) sum[key] += counts[key];
    days.set(day, sum);
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}
