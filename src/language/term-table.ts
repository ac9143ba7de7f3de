import { pairNumber, type Term, type TermKind, type TermSink } from './terms.js';

/** The numbers of terms as they can be stored. */
export interface PackedTerms {
  kinds: TermKind[];
  words: Map<string, number>;
  pairs: Map<number, number>;
  concepts: Map<string, number>;
}

/** Numbers the terms of a catalogue's texts, 0 upwards in the order in which they come. */
export class TermTable {
  private kinds: TermKind[] = [];
  private words = new Map<string, number>();
  private pairs = new Map<number, number>();
  private concepts = new Map<string, number>();

  static unpack(packed: PackedTerms): TermTable {
    return Object.assign(new TermTable(), packed);
  }

  pack(): PackedTerms {
    const { kinds, words, pairs, concepts } = this;
    return { kinds, words, pairs, concepts };
  }

  get size(): number {
    return this.kinds.length;
  }

  /** @returns number of a term; -1 when no text has it. */
  find({ kind, key }: Term): number {
    if (kind === 'pair') return this.pairs.get(pairNumber(key.charCodeAt(2), key.charCodeAt(3))) ?? -1;
    return (kind === 'word' ? this.words : this.concepts).get(key.slice(2)) ?? -1;
  }

  kindOf(id: number): TermKind {
    return this.kinds[id] as TermKind;
  }

  /** The words with their numbers. */
  eachWord(): [string, number][] {
    return [...this.words];
  }

  /** @returns number of a word, a new one when it is new; likewise for the other kinds. */
  word(word: string): number {
    return this.words.get(word) ?? this.add(this.words, word, 'word');
  }

  pair(first: number, second: number): number {
    const pair = pairNumber(first, second);
    return this.pairs.get(pair) ?? this.add(this.pairs, pair, 'pair');
  }

  concept(id: string): number {
    return this.concepts.get(id) ?? this.add(this.concepts, id, 'concept');
  }

  private add<K>(numbers: Map<K, number>, key: K, kind: TermKind): number {
    const id = this.kinds.push(kind) - 1;
    numbers.set(key, id);
    return id;
  }
}

/** The terms of one text by number, each once with its highest weight; used again for the next text. */
export class NumberedTerms implements TermSink {
  readonly ids: number[] = [];
  private readonly weights: number[] = [];
  /** By number of a term: the last text that had it. */
  private readonly lastText: number[] = [];
  private text = 0;

  constructor(private readonly table: TermTable) {}

  /** Forgets the text before. */
  clear(): void {
    this.text++;
    this.ids.length = 0;
  }

  weightOf(id: number): number {
    return this.weights[id] as number;
  }

  word(word: string, weight: number): void {
    this.note(this.table.word(word), weight);
  }

  pair(first: number, second: number, weight: number): void {
    this.note(this.table.pair(first, second), weight);
  }

  concept(id: string, weight: number): void {
    this.note(this.table.concept(id), weight);
  }

  private note(id: number, weight: number): void {
    if (this.lastText[id] !== this.text) {
      this.lastText[id] = this.text;
      this.weights[id] = weight;
      this.ids.push(id);
    } else if (this.weightOf(id) < weight) this.weights[id] = weight;
  }
}
