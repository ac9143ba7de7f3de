import type { FormHit } from './form-trie.js';
import type { Concept } from './lexicon.js';

/** Prefixes keep the three kinds of terms apart in one vocabulary. */
export type TermKind = 'word' | 'pair' | 'concept';

/** A term of a text with how much it counts (1 = said plainly). */
export interface Term {
  /** `w:` word, `b:` pair of characters, `c:` concept. */
  key: string;
  kind: TermKind;
  weight: number;
}

/** Weight of what a concept only makes likely: 搞落 → 补办. */
const IMPLIED = 0.7;

const BLANK = 0x20;

/** Keys of pairs that were seen: a key that is made anew for every question has to be hashed anew, too. */
const pairKeys = new Map<number, string>();
const MOST_PAIR_KEYS = 200_000;

function pairKey(first: number, second: number): string {
  const pair = first * 0x10000 + second;
  let key = pairKeys.get(pair);
  if (key === undefined) {
    if (pairKeys.size >= MOST_PAIR_KEYS) pairKeys.clear();
    key = `b:${String.fromCharCode(first, second)}`;
    pairKeys.set(pair, key);
  }
  return key;
}

/**
 * The terms by which texts are compared: words, pairs of neighbouring characters, concepts.
 * The same function reads questions, names and wordings, so that they can meet.
 *
 * @param text - normalised text.
 * @param words - its words.
 * @param concepts - concepts found in it.
 */
export function termsOf(
  text: string,
  words: readonly string[],
  concepts: readonly FormHit<Concept>[],
  conceptOf: (id: string) => Concept | null,
): Term[] {
  const terms = new Map<string, Term>();
  const add = (key: string, kind: TermKind, weight: number): void => {
    const known = terms.get(key);
    if (!known) terms.set(key, { key, kind, weight });
    else if (known.weight < weight) known.weight = weight;
  };
  for (const word of words) add(`w:${word}`, 'word', 1);
  for (let i = 0; i + 1 < text.length; i++) {
    const first = text.charCodeAt(i);
    const second = text.charCodeAt(i + 1);
    if (first !== BLANK && second !== BLANK) add(pairKey(first, second), 'pair', 1);
  }
  for (const { value: concept } of concepts) {
    add(`c:${concept.id}`, 'concept', 1);
    addImplied(concept, IMPLIED);
  }
  function addImplied(concept: Concept, weight: number): void {
    if (weight < 0.3) return;
    for (const id of concept.implies) {
      add(`c:${id}`, 'concept', weight);
      const implied = conceptOf(id);
      if (implied) addImplied(implied, weight * IMPLIED);
    }
  }
  return [...terms.values()];
}
