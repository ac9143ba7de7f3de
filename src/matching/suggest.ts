import type { Snapshot } from '../catalogue/snapshot.js';
import { normalise } from '../language/normalise.js';
import type { Engine } from './engine.js';

/** A completion while typing. */
export interface Suggestion {
  text: string;
  itemId?: string;
}

const MOST = 8;

/** Names as they are compared, by snapshot: normalising thousands of them at every letter would be felt. */
const normalisedNames = new WeakMap<Snapshot, readonly string[]>();

/**
 * Completes what a resident is typing: names of matters that contain it, then wordings that begin with it, then what
 * the matcher finds.
 */
export function suggest(engine: Engine, q: string): Suggestion[] {
  const typed = normalise(q).replace(/\s/g, '');
  if (!typed) return [];
  const found = new Map<string, Suggestion>();
  const add = (text: string, itemId: string): void => {
    if (found.size < MOST && !found.has(text)) found.set(text, { text, itemId });
  };
  const { items } = engine.snapshot;
  const names = namesOf(engine.snapshot);
  for (const [at, item] of items.entries()) if (names[at]?.startsWith(typed)) add(item.name, item.id);
  for (const [at, item] of items.entries()) if (names[at]?.includes(typed)) add(item.name, item.id);
  const begun = q.trim();
  for (const item of items) {
    if (found.size === MOST) break;
    for (const question of item.questions) if (question.startsWith(begun)) add(question, item.id);
  }
  if (found.size < MOST)
    for (const match of engine.matcher.match(engine.language.read(q), null, MOST))
      if (!match.matter.notOurs) add(match.matter.item.name, match.matter.item.id);
  return [...found.values()];
}

function namesOf(snapshot: Snapshot): readonly string[] {
  let names = normalisedNames.get(snapshot);
  if (!names) {
    names = snapshot.items.map(({ name }) => normalise(name));
    normalisedNames.set(snapshot, names);
  }
  return names;
}
