import type { FormHit } from './form-trie.js';
import type { Concept } from './lexicon.js';

/** Three kinds of terms share one vocabulary; they count differently. */
export type TermKind = 'word' | 'pair' | 'concept';

/** A term of a text with how much it counts (1 = said plainly). */
export interface Term {
  /** `w:` word, `b:` pair of characters, `c:` concept. */
  key: string;
  kind: TermKind;
  weight: number;
}

/** Takes the terms of a text one after the other; the same one may come again with another weight. */
export interface TermSink {
  word(word: string, weight: number): void;
  /** Two neighbouring UTF-16 units. */
  pair(first: number, second: number, weight: number): void;
  concept(id: string, weight: number): void;
}

/** A text as its terms are read from it. */
export interface CutText {
  /** Normalised, with known misspellings corrected. */
  text: string;
  words: readonly string[];
  concepts: readonly FormHit<Concept>[];
}

/** Weight of what a concept only makes likely: 搞落 → 补办. */
const IMPLIED = 0.7;
const LEAST_IMPLIED = 0.3;

const BLANK = 0x20;

/**
 * Tells the terms by which texts are compared: words, pairs of neighbouring characters, concepts.
 * The same function reads questions, names and wordings, so that they can meet.
 */
export function tellTerms(
  { text, words, concepts }: CutText,
  conceptOf: (id: string) => Concept | null,
  sink: TermSink,
): void {
  for (const word of words) sink.word(word, 1);
  for (let i = 0; i + 1 < text.length; i++) {
    const first = text.charCodeAt(i);
    const second = text.charCodeAt(i + 1);
    if (first !== BLANK && second !== BLANK) sink.pair(first, second, 1);
  }
  for (const { value: concept } of concepts) {
    sink.concept(concept.id, 1);
    tellImplied(concept, IMPLIED);
  }
  function tellImplied(concept: Concept, weight: number): void {
    if (weight < LEAST_IMPLIED) return;
    for (const id of concept.implies) {
      sink.concept(id, weight);
      const implied = conceptOf(id);
      if (implied) tellImplied(implied, weight * IMPLIED);
    }
  }
}

/** @returns each term of a text once, with its highest weight. */
export function termsOf(cut: CutText, conceptOf: (id: string) => Concept | null): Term[] {
  const list = new TermList();
  tellTerms(cut, conceptOf, list);
  return [...list.terms.values()];
}

class TermList implements TermSink {
  readonly terms = new Map<string, Term>();

  word(word: string, weight: number): void {
    this.add(`w:${word}`, 'word', weight);
  }

  pair(first: number, second: number, weight: number): void {
    this.add(pairKey(first, second), 'pair', weight);
  }

  concept(id: string, weight: number): void {
    this.add(`c:${id}`, 'concept', weight);
  }

  private add(key: string, kind: TermKind, weight: number): void {
    const known = this.terms.get(key);
    if (!known) this.terms.set(key, { key, kind, weight });
    else if (known.weight < weight) known.weight = weight;
  }
}

/** Keys of pairs that were seen: a key that is made anew for every question has to be hashed anew, too. */
const pairKeys = new Map<number, string>();
const MOST_PAIR_KEYS = 50_000;

function pairKey(first: number, second: number): string {
  const pair = pairNumber(first, second);
  let key = pairKeys.get(pair);
  if (key === undefined) {
    if (pairKeys.size >= MOST_PAIR_KEYS) pairKeys.clear();
    key = `b:${String.fromCharCode(first, second)}`;
    pairKeys.set(pair, key);
  }
  return key;
}

/** @returns one number for two UTF-16 units; signed, because that is the kind of number V8 keeps without a box. */
export function pairNumber(first: number, second: number): number {
  return (first << 16) | second;
}
