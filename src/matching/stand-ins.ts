import { FEATURE_INDEX } from './features.js';
import type { Lending } from './lending.js';
import type { Matter } from './matter.js';

/** From this share on a matter is what a topic speaks of (教师资格认定, the topic 教师资格证); several like topics divide it among them. */
const SAME_FROM = 0.06;

/** Numbers of topics with the numbers of the matters that take their places. */
export type StandIns = ReadonlyMap<number, readonly number[]>;

/**
 * Topics that are not ours until a list brings their matter: where that is handled, it takes the topic's place, with all
 * that the topic's wordings say. Elsewhere the topic still means an honest no.
 */
export function findStandIns(matters: readonly Matter[], lending: Lending | null): StandIns {
  const standIns = new Map<number, number[]>();
  if (!lending) return standIns;
  const topics = new Map<string, number>();
  for (const [number, { notOurs, item }] of matters.entries()) if (notOurs) topics.set(item.id, number);
  for (const [number, { borrowed }] of matters.entries())
    for (const lender of borrowed?.lenders ?? []) {
      const topic = topics.get(lending.idOf(lender.number));
      if (topic === undefined || lender.share < SAME_FROM) continue;
      standIns.set(topic, [...(standIns.get(topic) ?? []), number]);
    }
  return standIns;
}

/**
 * Puts matters in the places of topics.
 *
 * @param found - numbers of candidates, best first.
 * @param isHere - whether a matter is handled in the asked region or above it.
 * @returns the numbers of the candidates, each with the numbers of the topics whose places it takes.
 */
export function withStandIns(
  found: readonly number[],
  standIns: StandIns,
  isHere: (number: number) => boolean,
): Map<number, number[]> {
  const candidates = new Map<number, number[]>();
  for (const number of found) {
    const here = (standIns.get(number) ?? []).filter(isHere);
    if (here.length === 0 && !candidates.has(number)) candidates.set(number, []);
    for (const matter of here) candidates.set(matter, [...(candidates.get(matter) ?? []), number]);
  }
  return candidates;
}

/** Gives a matter what a question and a topic whose place it takes have in common. */
export function takeOver(features: Float64Array, ofTopic: Float64Array): void {
  for (let i = 0; i < features.length; i++)
    if (i !== FEATURE_INDEX.notOurs) features[i] = Math.max(features[i] as number, ofTopic[i] as number);
}
