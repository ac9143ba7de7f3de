import type { Snapshot } from '../catalogue/snapshot.js';
import { isMiss, type Outcome } from './evaluate.js';

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

/** 0 a miss, 1 right but asked back, 2 right. */
function standing(outcome: Outcome): number {
  if (isMiss(outcome)) return 0;
  return outcome.gold.length > 0 && outcome.kind === 'clarify' ? 1 : 2;
}

function gotOf({ kind, got }: Outcome): Got {
  return { kind, first: got[0] ?? null };
}
