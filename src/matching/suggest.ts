import { normalise } from '../language/normalise.js';
import type { Engine } from './engine.js';

/** A completion while typing. */
export interface Suggestion {
  text: string;
  itemId?: string;
}

const MOST = 8;

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
  for (const item of items) if (normalise(item.name).startsWith(typed)) add(item.name, item.id);
  for (const item of items) if (normalise(item.name).includes(typed)) add(item.name, item.id);
  for (const item of items)
    for (const question of item.questions) if (question.startsWith(q.trim())) add(question, item.id);
  if (found.size < MOST)
    for (const match of engine.matcher.match(engine.language.read(q), null, MOST))
      if (!match.matter.notOurs) add(match.matter.item.name, match.matter.item.id);
  return [...found.values()];
}
