import type { QuestionFrame } from '../language/frame.js';
import { CONTEXT_FEATURES } from '../matching/context-model.js';
import type { Decision } from '../matching/decision.js';
import { FEATURE_INDEX } from '../matching/features.js';
import type { Match } from '../matching/matcher.js';
import type { Matter } from '../matching/matter.js';
import type { Leaning } from './follow-up.js';
import type { Conversation } from './session.js';

/** Ranked matters for one reading of a message: by itself, or together with what was said before. */
export interface Reading {
  /** Those handled in the region, best first. */
  eligible: readonly Match[];
  decision: Decision;
}

/** A matter that a later message may be about. */
export interface ContextCandidate {
  match: Match;
  /** In the order of CONTEXT_FEATURES. */
  features: Float64Array;
}

/** Everything known about a later message. */
export interface ContextInput {
  frame: QuestionFrame;
  leaning: Leaning;
  conversation: Conversation;
  alone: Reading;
  joined: Reading;
  /** Matters that stay candidates whatever the words: what is and was talked about, what was offered. */
  remembered: readonly Match[];
}

/** A share below this says no more than this. */
const LEAST_SHARE = 0.002;
/** Brings log shares to the size of the other features. */
const LOG_SCALE = 1 / Math.log(1 / LEAST_SHARE);

/** The candidates of a later message: what either reading finds and what is remembered. */
export function contextCandidates(input: ContextInput): ContextCandidate[] {
  const { alone, joined, remembered, leaning } = input;
  const found = new Map<string, Match>();
  // Which topic that is not ours does not matter: the clearest stands for all of them. 要带些啥 is about none of them.
  const foreign = leaning.bare
    ? undefined
    : [...alone.eligible, ...joined.eligible].find(({ matter }) => matter.notOurs)?.matter;
  for (const match of [...joined.eligible, ...alone.eligible, ...remembered])
    if (
      match.eligible &&
      !found.has(match.matter.item.id) &&
      (!match.matter.notOurs || match.matter === foreign)
    )
      found.set(match.matter.item.id, match);
  const aloneShares = sharesById(alone);
  const joinedShares = sharesById(joined);
  const current =
    remembered.find(({ matter }) => matter.item.id === input.conversation.itemId)?.matter ?? null;
  const foreignAlone = foreignShare(alone);
  return [...found.values()].map((match) => ({
    match,
    features: featuresOf(input, match.matter, aloneShares, joinedShares, foreignAlone, current),
  }));
}

/** Share (0–1) of the topics that are not ours among the candidates of a reading. */
export function foreignShare({ eligible, decision }: Reading): number {
  return eligible.reduce(
    (sum, { matter }, index) => sum + (matter.notOurs ? (decision.shares[index] ?? 0) : 0),
    0,
  );
}

function featuresOf(
  { frame, leaning, conversation, alone }: ContextInput,
  matter: Matter,
  aloneShares: ReadonlyMap<string, number>,
  joinedShares: ReadonlyMap<string, number>,
  foreignAlone: number,
  current: Matter | null,
): Float64Array {
  const { id } = matter.item;
  const sure = alone.decision.confidence;
  const foreign = matter.notOurs ? foreignAlone : 0;
  const byItself = logShare(aloneShares.get(id));
  const together = logShare(joinedShares.get(id));
  const same = id === conversation.itemId ? 1 : 0;
  const otherAction = frame.actions.length > 0 && !frame.actions.some((action) => matter.actions.has(action));
  const otherObject = frame.objects.length > 0 && !frame.objects.some((object) => matter.objects.has(object));
  const near = !same && current !== null && [...current.objects].some((object) => matter.objects.has(object));
  const kin = same || !current ? 0 : sharedOf(matter.item.name, current.item.name);
  const offered = conversation.choices.includes(id) ? 1 : 0;
  const earlier = conversation.earlier.includes(id) ? 1 : 0;
  const back = leaning.pointsBack ? earlier : 0;
  const found = alone.eligible.find((match) => match.matter === matter)?.features;
  const features = Float64Array.of(
    byItself,
    byItself * sure,
    found?.[FEATURE_INDEX.nameCovered] ?? 0,
    found?.[FEATURE_INDEX.objectAgrees] ?? 0,
    found?.[FEATURE_INDEX.covered] ?? 0,
    together,
    together * leaning.lean,
    same,
    same && leaning.bare ? 1 : 0,
    same * leaning.lean,
    same * sure,
    same && leaning.marked ? 1 : 0,
    same && leaning.swaps ? 1 : 0,
    same && otherAction ? 1 : 0,
    same && otherObject ? 1 : 0,
    near ? 1 : 0,
    near ? byItself : 0,
    near ? together : 0,
    near ? foreignAlone : 0,
    kin,
    kin * byItself,
    kin * together,
    near && likeName(current?.item.name ?? '', matter.item.name) ? 1 : 0,
    offered,
    offered * byItself,
    earlier,
    back,
    back * byItself,
    matter.notOurs ? 1 : 0,
    matter.notOurs && leaning.marked ? 1 : 0,
    foreign,
    foreign * (1 - leaning.lean),
  );
  if (features.length !== CONTEXT_FEATURES.length)
    throw new RangeError('features of the context are out of step');
  return features;
}

/** Share of the characters of a name that another has, too. */
function sharedOf(name: string, other: string): number {
  const characters = [...new Set(name)];
  return characters.filter((character) => other.includes(character)).length / characters.length;
}

/** 食品经营许可变更 and 食品经营许可注销 begin alike. */
function likeName(a: string, b: string): boolean {
  const least = Math.min(a.length, b.length) / 2;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  return same >= least;
}

function sharesById({ eligible, decision }: Reading): Map<string, number> {
  return new Map(eligible.map(({ matter }, index) => [matter.item.id, decision.shares[index] ?? 0]));
}

/** 1 for a certain matter, 0 for one that the reading does not find. */
function logShare(share = 0): number {
  return 1 + Math.log(Math.max(share, LEAST_SHARE)) * LOG_SCALE;
}
