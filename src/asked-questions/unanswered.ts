import { Brackets, type DataSource } from 'typeorm';
import { AskedQuestion } from '../../entities/asked-question.js';

/** Why a question counts as not answered: told no, left after a question back, or rated 1–2. */
export const FAULTS = ['none', 'abandoned', 'badlyRated'] as const;
export type Fault = (typeof FAULTS)[number];

/** A kept question that was not answered well. */
export type UnansweredQuestion = Pick<
  AskedQuestion,
  'id' | 'askedAt' | 'channel' | 'text' | 'regionCode' | 'caseId'
> & { fault: Fault };

export interface UnansweredPeriod {
  /** ISO time, inclusive. */
  since: string;
  /** ISO time, exclusive. */
  until: string;
}

/** A conversation is remembered this long: whoever said nothing more until then has left. */
const LEFT_AFTER_MS = 30 * 60_000;
const WORST_RATING = 2;

/**
 * Finds questions that no matter answered, questions back after which nothing more was asked in the session, and answers
 * that were rated badly. A no that a topic of its own tells is an answer.
 *
 * @param most - the latest so many.
 * @returns the latest first.
 */
export async function findUnanswered(
  ds: DataSource,
  { since, until }: UnansweredPeriod,
  now: Date,
  most: number,
): Promise<UnansweredQuestion[]> {
  const left = new Date(now.getTime() - LEFT_AFTER_MS).toISOString();
  const query = ds.manager.createQueryBuilder(AskedQuestion, 'asked');
  const later = query
    .subQuery()
    .select('1')
    .from(AskedQuestion, 'later')
    .where('later.sessionHash = asked.sessionHash AND later.askedAt > asked.askedAt')
    .getQuery();
  const rows = await query
    .select(['asked.id', 'asked.askedAt', 'asked.channel', 'asked.text', 'asked.regionCode', 'asked.caseId'])
    .addSelect(['asked.kind', 'asked.rating'])
    .where('asked.askedAt >= :since AND asked.askedAt < :until', { since, until })
    .andWhere(
      new Brackets((fault) =>
        fault
          .where("asked.kind = 'none' AND asked.topicId IS NULL")
          .orWhere('asked.rating <= :worst', { worst: WORST_RATING })
          .orWhere(`asked.kind = 'clarify' AND asked.askedAt < :left AND NOT EXISTS ${later}`, { left }),
      ),
    )
    .orderBy('asked.askedAt', 'DESC')
    .addOrderBy('asked.id', 'ASC')
    .take(most)
    .getMany();
  return rows.map(({ id, askedAt, channel, text, regionCode, caseId, kind, rating }) => ({
    id,
    askedAt,
    channel,
    text,
    regionCode,
    caseId,
    fault: faultOf(kind, rating),
  }));
}

function faultOf(kind: string, rating: number | null): Fault {
  if (rating !== null && rating <= WORST_RATING) return 'badlyRated';
  return kind === 'none' ? 'none' : 'abandoned';
}
