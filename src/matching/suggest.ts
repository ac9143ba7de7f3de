import { findItem } from '../catalogue/queries.js';
import type { Snapshot } from '../catalogue/snapshot.js';
import { normalise } from '../language/normalise.js';
import type { Engine } from './engine.js';

/** A completion while typing. */
export interface Suggestion {
  text: string;
  itemId?: string;
}

const MOST = 8;

/** What completing looks through, made once for a snapshot: at every letter, work over all wordings would be felt. */
interface Completions {
  /** Names as they are compared, in the order of the catalogue. */
  names: readonly string[];
  /** Wordings by their first character, in the order of the catalogue. */
  wordings: ReadonlyMap<string, readonly Suggestion[]>;
}

const completions = new WeakMap<Snapshot, Completions>();

/**
 * Completes what a resident is typing: names of matters that contain it, then wordings that begin with it, then what
 * a search finds.
 */
export function suggest(engine: Engine, q: string): Suggestion[] {
  const typed = comparable(q);
  if (!typed) return [];
  const found = new Map<string, Suggestion>();
  const add = (text: string, itemId: string): void => {
    if (found.size < MOST && !found.has(text)) found.set(text, { text, itemId });
  };
  const { items } = engine.snapshot;
  const { names, wordings } = completionsOf(engine.snapshot);
  for (const [at, item] of items.entries()) if (names[at]?.startsWith(typed)) add(item.name, item.id);
  for (const [at, item] of items.entries()) if (names[at]?.includes(typed)) add(item.name, item.id);
  const begun = q.trim();
  for (const { text, itemId } of wordings.get(firstOf(begun)) ?? []) {
    if (found.size === MOST) break;
    if (itemId && text.startsWith(begun)) add(text, itemId);
  }
  if (found.size < MOST)
    for (const id of engine.search(q)) {
      const item = findItem(engine.snapshot, id);
      if (item) add(item.name, id);
    }
  return [...found.values()];
}

function completionsOf(snapshot: Snapshot): Completions {
  let known = completions.get(snapshot);
  if (!known) {
    const wordings = new Map<string, Suggestion[]>();
    for (const { id, questions } of snapshot.items)
      for (const text of questions) {
        const same = wordings.get(firstOf(text));
        if (same) same.push({ text, itemId: id });
        else wordings.set(firstOf(text), [{ text, itemId: id }]);
      }
    known = { names: snapshot.items.map(({ name }) => comparable(name)), wordings };
    completions.set(snapshot, known);
  }
  return known;
}

/** Without the blanks that brackets and points leave behind: who types a name does not type these. */
function comparable(text: string): string {
  return normalise(text).replace(/\s/g, '');
}

function firstOf(text: string): string {
  return text.slice(0, 1);
}
