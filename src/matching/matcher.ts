import type { RegionTree } from '../catalogue/regions.js';
import type { ItemRecord, Snapshot } from '../catalogue/snapshot.js';
import type { QuestionFrame, Understanding } from '../language/frame.js';
import { FEATURES, fillFeatures, NameWeights } from './features.js';
import { type Matter, prepareMatter } from './matter.js';
import type { RankerModel } from './model.js';
import { type QueryTerm, TermIndex } from './term-index.js';

/** Where the asker wants the matter handled. */
export interface Scope {
  regionCode: string;
  /** Matters of regions inside it count too: somebody in 重庆 who names no district may mean any of them. */
  within: boolean;
}

/** One matter found for a question. */
export interface Match {
  matter: Matter;
  /** Number of the matter in the index. */
  number: number;
  /** Compares within one question only. */
  score: number;
  /** Features in the order of FEATURES. */
  features: Float64Array;
  /** Whether the matter is handled in the asked region or above it. */
  eligible: boolean;
}

/** How many candidates of retrieval the ranker looks at. */
const CANDIDATES = 30;

/** Finds and ranks matters for a frame. Built once per snapshot; not re-entrant, but synchronous. */
export class Matcher {
  readonly matters: Matter[];
  readonly index: TermIndex;
  private readonly regions: RegionTree;
  private readonly nameWeights: NameWeights;
  private readonly preliminary: Float32Array;

  constructor(
    snapshot: Snapshot,
    language: Understanding,
    readonly model: RankerModel,
    notOurs: readonly ItemRecord[] = [],
  ) {
    this.regions = snapshot.regions;
    this.matters = [...snapshot.items, ...notOurs].map((item) => prepareMatter(item, language));
    this.index = new TermIndex(this.matters);
    this.nameWeights = new NameWeights(this.matters.map((matter) => this.index.query(matter.nameTerms)));
    this.preliminary = new Float32Array(this.matters.length);
  }

  /**
   * Topics that are not ours are candidates like the matters: found first, they mean an honest no.
   *
   * @param scope - the region asked for, or null for the whole deployment.
   * @returns at most `limit` matches, best first, those handled in the region before all others.
   */
  match(frame: QuestionFrame, scope: Scope | null, limit: number): Match[] {
    const regionCode = scope?.regionCode ?? null;
    const query = this.index.query(frame.terms);
    const questionWeight = weightOf(query);
    const scores = this.index.score(query);
    const path = regionCode ? new Set(this.regions.pathOf(regionCode)) : null;
    const matches: Match[] = [];
    for (const number of this.retrieve()) {
      const matter = this.matters[number] as Matter;
      const features = new Float64Array(FEATURES.length);
      fillFeatures(
        features,
        frame,
        query,
        questionWeight,
        scores,
        matter,
        number,
        this.nameWeights,
        regionCode,
      );
      const eligible =
        !path ||
        matter.notOurs ||
        matter.item.implementations.some(
          (own) =>
            path.has(own.regionCode) ||
            (scope?.within === true && this.regions.covers(regionCode ?? '', own.regionCode)),
        );
      matches.push({ matter, number, score: this.model.score(features), features, eligible });
    }
    matches.sort(
      (a, b) => Number(b.eligible) - Number(a.eligible) || b.score - a.score || a.number - b.number,
    );
    return matches.slice(0, limit);
  }

  /** @returns the wording of a matter that is nearest to a question, for explaining. */
  nearestWording(frame: QuestionFrame, match: Match): string | null {
    const { nearestWording } = this.index.score(this.index.query(frame.terms));
    const wording = (nearestWording[match.number] as number) - this.index.firstWordingOf(match.number);
    return match.matter.item.questions[wording] ?? null;
  }

  /** The best candidates by a plain sum of the retrieval scores. */
  private retrieve(): number[] {
    const { name, questions, body, nearest } = this.index.scores;
    const { preliminary } = this;
    const chosen: number[] = [];
    for (let number = 0; number < preliminary.length; number++) {
      const score =
        (questions[number] as number) +
        0.7 * (name[number] as number) +
        0.3 * (body[number] as number) +
        40 * (nearest[number] as number);
      preliminary[number] = score;
      if (score > 0) chosen.push(number);
    }
    return chosen
      .sort((a, b) => (preliminary[b] as number) - (preliminary[a] as number))
      .slice(0, CANDIDATES);
  }
}

function weightOf(query: readonly QueryTerm[]): number {
  return query.reduce((sum, term) => sum + term.weight, 0);
}
