import type { Engine } from '../matching/engine.js';
import type { Matter } from '../matching/matter.js';

/** A wording of a matter that is near to a text. */
export interface NearWording {
  matter: Matter;
  wording: string;
  /** Cosine, 0–1. */
  likeness: number;
}

/** A term that more than one wording in this many has says next to nothing about nearness. */
const COMMON_SHARE = 15;
const LEAST_COMMON = 50;

/** Cosine between texts and all single wordings: large and slow, for reports only. */
export class WordingIndex {
  private readonly wordings: { matter: Matter; wording: string }[];
  private readonly postings = new Map<string, { wording: number; weight: number }[]>();

  constructor(private readonly engine: Engine) {
    this.wordings = engine.matcher.matters.flatMap((matter) =>
      matter.item.questions.map((wording) => ({ matter, wording })),
    );
    this.wordings.forEach(({ wording }, number) => {
      for (const [key, weight] of this.vectorOf(wording)) {
        const list = this.postings.get(key) ?? [];
        this.postings.set(key, list);
        list.push({ wording: number, weight });
      }
    });
    const most = Math.max(LEAST_COMMON, this.wordings.length / COMMON_SHARE);
    for (const [key, list] of this.postings) if (list.length > most) this.postings.delete(key);
  }

  /** @returns the nearest wording of each matter that has one at least this near. */
  nearest(text: string, from: number): NearWording[] {
    const scores = new Map<number, number>();
    for (const [key, weight] of this.vectorOf(text))
      for (const posting of this.postings.get(key) ?? [])
        scores.set(posting.wording, (scores.get(posting.wording) ?? 0) + weight * posting.weight);
    const best = new Map<Matter, NearWording>();
    for (const [number, likeness] of scores) {
      const found = this.wordings[number];
      if (found && likeness >= from && likeness > (best.get(found.matter)?.likeness ?? 0))
        best.set(found.matter, { ...found, likeness });
    }
    return [...best.values()];
  }

  private vectorOf(text: string): [string, number][] {
    const terms = this.engine.matcher.index.query(this.engine.language.termsOf(text));
    const norm = Math.sqrt(terms.reduce((sum, { weight }) => sum + weight * weight, 0)) || 1;
    return terms.map(({ key, weight }) => [key, weight / norm]);
  }
}
