import type { Snapshot, SourceRef } from '../catalogue/snapshot.js';
import { applicableBenefits, type ListedBenefit } from './applicable.js';
import type { FactKey } from './facts.js';
import { AGE_FACTS, ageRange } from './implications.js';
import {
  type Circumstances,
  type Comparison,
  commonness,
  compareAge,
  judge,
  type Leaf,
  type Predicate,
  partAt,
  type Truth,
} from './predicate.js';

/** Kleene's values as numbers, so that an array holds them: 1 true, 0 not known, -1 false. */
export type Level = -1 | 0 | 1;

/** A condition whose leaves are numbers: places in the list of all different leaves. */
type Tree = number | { all: Tree[] } | { any: Tree[] } | { not: Tree };

/** A sentence of a printed row that decided, or that waits for a fact. */
export interface Reason {
  sentence: string;
  source: SourceRef | null;
}

/** The truth of every leaf for one person, by its number. */
export type Truths = Int8Array;

/**
 * The conditions of all benefits of a place, with each different leaf judged once: two hundred benefits ask the same few
 * things (age, 低保, 残疾 …). Made once for a snapshot and region; answers are those of `judge`.
 */
export class BenefitTable {
  private readonly leaves: Leaf[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly trees: Tree[];
  /** The sentences of each row with the part of the condition that reads them. */
  private readonly quotes: { reason: Reason; part: Tree }[][];
  private readonly leavesOfFact = new Map<FactKey, number[]>();
  private readonly ageLeaves: number[] = [];
  private readonly leafFacts: (FactKey | null)[];
  /** Numbers of the benefits whose condition asks for each leaf. */
  private readonly benefitsOfLeaf: number[][];

  constructor(readonly listed: readonly ListedBenefit[]) {
    this.trees = listed.map(({ benefit }) => this.treeOf(benefit.when));
    this.benefitsOfLeaf = this.leaves.map(() => []);
    for (const [number, tree] of this.trees.entries())
      for (const leaf of leavesOf(tree)) this.benefitsOfLeaf[leaf]?.push(number);
    this.quotes = listed.map(({ benefit: { when, quotes }, source }) => {
      const reasons = new Map(quotes.map(({ sentence }) => [sentence, { sentence, source }]));
      return quotes.map(({ sentence, predicatePart }) => ({
        reason: reasons.get(sentence) as Reason,
        // The loader refuses a path that leads nowhere.
        part: this.treeOf(partAt(when, predicatePart) as Predicate),
      }));
    });
    this.leafFacts = this.leaves.map(factOf);
    for (const [number, leaf] of this.leaves.entries()) {
      const fact = factOf(leaf);
      if (fact === 'age') this.ageLeaves.push(number);
      else if (fact) this.leavesOfFact.set(fact, [...(this.leavesOfFact.get(fact) ?? []), number]);
    }
  }

  truthsOf(known: Circumstances): Truths {
    const truths = new Int8Array(this.leaves.length);
    const age = ageRange(known.facts);
    for (const [number, leaf] of this.leaves.entries())
      truths[number] = levelOf(isAboutAge(leaf) ? compareAge(leaf, age) : judge(leaf, known));
    return truths;
  }

  /**
   * @param then - the same person with other facts.
   * @param changed - the facts that may be others now.
   * @param result - where the truths are written, of the same length.
   * @returns numbers of the leaves whose truth is another now.
   */
  truthsWith(truths: Truths, then: Circumstances, changed: Iterable<FactKey>, result: Truths): number[] {
    result.set(truths);
    const turned: number[] = [];
    const take = (leaf: number, truth: Truth): void => {
      const level = levelOf(truth);
      if (level === result[leaf]) return;
      result[leaf] = level;
      turned.push(leaf);
    };
    let ages = false;
    for (const fact of changed) {
      if (AGE_FACTS.includes(fact)) ages = true;
      for (const leaf of this.leavesOfFact.get(fact) ?? [])
        take(leaf, judge(this.leaves[leaf] as Leaf, then));
    }
    if (!ages) return turned;
    // Four facts tell of the age; its many leaves are looked at once.
    const age = ageRange(then.facts);
    for (const leaf of this.ageLeaves) take(leaf, compareAge(this.leaves[leaf] as Comparison, age));
    return turned;
  }

  /** @returns numbers of the benefits whose condition asks for a leaf. */
  asking(leaf: number): readonly number[] {
    return this.benefitsOfLeaf[leaf] as number[];
  }

  /** @returns the truth of a benefit's condition. */
  judge(benefit: number, truths: Truths): Level {
    return judgeTree(this.trees[benefit] as Tree, truths);
  }

  /** @returns the sentences whose part of the condition has this truth; all of the row where none has. */
  reasons(benefit: number, truths: Truths, level: Level): Reason[] {
    const quotes = this.quotes[benefit] ?? [];
    const deciding = quotes.filter(({ part }) => judgeTree(part, truths) === level);
    // A sentence that speaks of two parts stands there once.
    return [...new Set((deciding.length > 0 ? deciding : quotes).map(({ reason }) => reason))];
  }

  /** @returns a rough guess (0–1) whether a benefit will turn out met; 1 and 0 where that is settled. For ordering only. */
  likelihood(benefit: number, truths: Truths, known: Circumstances): number {
    return this.guess(this.trees[benefit] as Tree, truths, known);
  }

  private guess(tree: Tree, truths: Truths, known: Circumstances): number {
    if (typeof tree === 'number') {
      const level = truths[tree] as Level;
      return level === 0 ? commonness(this.leaves[tree] as Leaf, known) : level === 1 ? 1 : 0;
    }
    if ('not' in tree) return 1 - this.guess(tree.not, truths, known);
    const all = 'all' in tree;
    let product = 1;
    for (const part of all ? tree.all : tree.any) {
      const guess = this.guess(part, truths, known);
      product *= all ? guess : 1 - guess;
      if (product === 0) break;
    }
    return all ? product : 1 - product;
  }

  /** @returns facts whose values an undecided condition waits for, in its order; `region` stands for the place itself. */
  missing(benefit: number, truths: Truths): Set<string> {
    const missing = new Set<string>();
    this.eachMissing(benefit, truths, (fact) => missing.add(fact));
    return missing;
  }

  /** As `missing`, one call a condition: a fact may come more than once. */
  eachMissing(benefit: number, truths: Truths, visit: (fact: string) => void): void {
    const collect = (tree: Tree): void => {
      if (judgeTree(tree, truths) !== 0) return;
      if (typeof tree === 'number') visit(this.leafFacts[tree] ?? 'region');
      else if ('not' in tree) collect(tree.not);
      else for (const part of 'all' in tree ? tree.all : tree.any) collect(part);
    };
    collect(this.trees[benefit] as Tree);
  }

  private treeOf(predicate: Predicate): Tree {
    if ('all' in predicate) return { all: predicate.all.map((part) => this.treeOf(part)) };
    if ('any' in predicate) return { any: predicate.any.map((part) => this.treeOf(part)) };
    if ('not' in predicate) return { not: this.treeOf(predicate.not) };
    const name = JSON.stringify(predicate);
    let number = this.numbers.get(name);
    if (number === undefined) {
      number = this.leaves.push(predicate) - 1;
      this.numbers.set(name, number);
    }
    return number;
  }
}

/** @returns the numbers of a tree's leaves, each once. */
function leavesOf(tree: Tree): Set<number> {
  if (typeof tree === 'number') return new Set([tree]);
  if ('not' in tree) return leavesOf(tree.not);
  return new Set(('all' in tree ? tree.all : tree.any).flatMap((part) => [...leavesOf(part)]));
}

function judgeTree(tree: Tree, truths: Truths): Level {
  if (typeof tree === 'number') return truths[tree] as Level;
  if ('not' in tree) return -judgeTree(tree.not, truths) as Level;
  const parts = 'all' in tree ? tree.all : tree.any;
  const settled: Level = 'all' in tree ? -1 : 1;
  let open = false;
  for (const part of parts) {
    const level = judgeTree(part, truths);
    if (level === settled) return settled;
    if (level === 0) open = true;
  }
  return open ? 0 : (-settled as Level);
}

function levelOf(truth: Truth): Level {
  return truth === null ? 0 : truth ? 1 : -1;
}

function isAboutAge(leaf: Leaf): leaf is Comparison {
  return 'fact' in leaf && leaf.fact === 'age';
}

/** @returns the fact that a leaf asks for; null for one that asks for the place. */
function factOf(leaf: Leaf): FactKey | null {
  if ('householdIn' in leaf) return 'localHousehold';
  return 'fact' in leaf ? leaf.fact : null;
}

/** Regions whose tables are kept; each holds references and a few kilobytes of its own. */
const MOST_REGIONS = 64;
const tables = new WeakMap<Snapshot, Map<string, BenefitTable>>();

/** @returns the table of the benefits whose row covers the region; all of them where it is not known. */
export function benefitTable(snapshot: Snapshot, regionCode: string | undefined): BenefitTable {
  const byRegion = tables.get(snapshot) ?? new Map<string, BenefitTable>();
  tables.set(snapshot, byRegion);
  const key = regionCode ?? '';
  const known = byRegion.get(key);
  if (known) return known;
  const table = new BenefitTable(applicableBenefits(snapshot, regionCode));
  byRegion.set(key, table);
  if (byRegion.size > MOST_REGIONS) byRegion.delete(byRegion.keys().next().value as string);
  return table;
}
