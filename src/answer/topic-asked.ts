import type { Understood } from '../dialogue/find.js';
import type { Engine } from '../matching/engine.js';
import type { NotOurs } from '../matching/not-ours.js';

/**
 * Least share (0–1) of all candidates that a topic must have for its advice. Chosen by reading the advice given to 174
 * questions about nothing in the catalogue, most of them judged ones: of 44 below it 32 were sent to somebody who has
 * nothing to do with it, of 130 from here to 0.87 eight.
 */
const ADVISED_FROM = 0.35;

/** @returns whether a message is surely about a topic that is not ours, which is more than the nearest of all. */
export function isSurelyNotOurs({ matches, decision }: Understood): boolean {
  const surely = (decision.shares[0] ?? 0) >= ADVISED_FROM;
  return decision.verdict !== 'answer' && matches[0]?.matter.notOurs === true && surely;
}

/** @returns the topic that is not ours and that a message is surely about, or null. */
export function topicAsked(engine: Engine, understood: Understood): NotOurs | null {
  if (!isSurelyNotOurs(understood)) return null;
  return engine.notOurs.find(({ id }) => id === understood.matches[0]?.matter.item.id) ?? null;
}
