import type { Snapshot } from '../catalogue/snapshot.js';
import { MOST_CHOICES } from '../matching/decision.js';
import { isMiss, NO_ANSWER, type Outcome } from './evaluate.js';

/** What a question got, in short. */
export interface Got {
  kind: string;
  /** Key and name of the first candidate; null when there is none. */
  first: string | null;
}

/** A judged question that fares differently with another catalogue. */
export interface QuestionChange {
  id: string;
  question: string;
  region: string | null;
  /** What would be right: names of matters, or that there is none. */
  expected: string;
  before: Got;
  after: Got;
}

/** Judged questions with one catalogue and with another. */
export interface OutcomeComparison {
  better: QuestionChange[];
  worse: QuestionChange[];
}

/**
 * Compares how the same questions fared. A right answer is better than a right choice among several, and that is better
 * than a miss.
 *
 * @param names - row key → name of its matter, in both catalogues.
 */
export function compareOutcomes(
  before: readonly Outcome[],
  after: readonly Outcome[],
  names: ReadonlyMap<string, string>,
): OutcomeComparison {
  const earlier = new Map(before.map((outcome) => [keyOf(outcome), outcome]));
  const comparison: OutcomeComparison = { better: [], worse: [] };
  for (const now of after) {
    const then = earlier.get(keyOf(now));
    if (!then || standing(then) === standing(now)) continue;
    const { id, question, region, gold } = now;
    const expected =
      gold.length === 0 ? '目录里没有' : gold.map((key) => `${key} ${names.get(key) ?? '（已不在目录里）'}`);
    const change = {
      id,
      question,
      region,
      expected: String(expected),
      before: gotOf(then),
      after: gotOf(now),
    };
    (standing(now) > standing(then) ? comparison.better : comparison.worse).push(change);
  }
  return comparison;
}

/** @returns row key → name of its matter, for all rows of the snapshots. */
export function namesByRow(...snapshots: readonly Snapshot[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { items } of snapshots)
    for (const { implementations } of items)
      for (const { name, sources } of implementations) for (const { key } of sources) names.set(key, name);
  return names;
}

/** Files may number their questions alike. */
function keyOf({ id, question }: Outcome): string {
  return `${id} ${question}`;
}

/** 0 wrong or told that there is nothing, 1 right among the choices of a question back, 2 right. */
function standing(outcome: Outcome): number {
  const { gold, byGuide, kind, rank } = outcome;
  if (byGuide || gold.length === 0) return isMiss(outcome) ? 0 : 2;
  if (NO_ANSWER.has(kind)) return 0;
  if (kind === 'clarify') return rank > 0 && rank <= MOST_CHOICES ? 1 : 0;
  return rank === 1 ? 2 : 0;
}

function gotOf({ kind, got }: Outcome): Got {
  return { kind, first: got[0] ?? null };
}
