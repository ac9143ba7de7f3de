import type { QuestionFrame } from '../language/frame.js';
import { onlyTells } from '../language/intent-features.js';
import { CONTEXT_FEATURES, type Says } from '../matching/context-model.js';
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
  /** What its words say by themselves. */
  says: Says;
  /** Matters that stay candidates whatever the words: what is and was talked about, what was offered. */
  remembered: readonly Match[];
}

/** A share below this says no more than this. */
const LEAST_SHARE = 0.002;
/** Brings log shares to the size of the other features. */
const LOG_SCALE = 1 / Math.log(1 / LEAST_SHARE);
/** A tenth of the log odds of a matter that a reading does not find. */
const NOT_LEARNED = -1;
/** Being further behind says no more. */
const FURTHEST_BEHIND = -1.5;

/** The candidates of a later message: what either reading finds and what is remembered. */
export function contextCandidates(input: ContextInput): ContextCandidate[] {
  const { alone, joined, remembered, leaning, conversation } = input;
  const found = new Map<string, Match>();
  // Which topic that is not ours does not matter: the clearest stands for all of them. 要带些啥 is about none of them.
  const topic = leaning.bare
    ? undefined
    : [...alone.eligible, ...joined.eligible].find(({ matter }) => matter.notOurs)?.matter;
  for (const match of [...joined.eligible, ...alone.eligible, ...remembered])
    if (
      match.eligible &&
      !found.has(match.matter.item.id) &&
      (!match.matter.notOurs || match.matter === topic)
    )
      found.set(match.matter.item.id, match);
  const current = remembered.find(({ matter }) => matter.item.id === conversation.itemId) ?? null;
  const readings = [placesIn(alone), placesIn(joined)] as const;
  const ofMessage = featuresOfMessage(input);
  return [...found.values()].map((match) => ({
    match,
    features: featuresOf(input, match.matter, readings, current, ofMessage),
  }));
}

/** Share (0–1) of the topics that are not ours among the candidates of a reading. */
function foreignShare({ eligible, decision }: Reading): number {
  return eligible.reduce(
    (sum, { matter }, index) => sum + (matter.notOurs ? (decision.shares[index] ?? 0) : 0),
    0,
  );
}

/** How a reading finds one matter. */
interface Found {
  /** Share (0–1) among the candidates. */
  share: number;
  features: Float64Array;
}

/** A reading by the ids of its matters. */
interface Places {
  first: Match | undefined;
  byId: ReadonlyMap<string, Found>;
}

function placesIn({ eligible, decision }: Reading): Places {
  const byId = new Map(
    eligible.map(({ matter, features }, index) => [
      matter.item.id,
      { share: decision.shares[index] ?? 0, features },
    ]),
  );
  return { first: eligible[0], byId };
}

/** The second half of CONTEXT_FEATURES: what is the same for all candidates. */
function featuresOfMessage({ frame, leaning, alone, joined, says }: ContextInput): number[] {
  const { lean, bare, marked, pointsBack, swaps, holds } = leaning;
  return [
    alone.decision.confidence,
    joined.decision.confidence,
    foreignShare(alone),
    lean,
    ...[bare, marked, pointsBack, swaps, onlyTells(frame.text)].map(Number),
    says.same,
    says.none,
    Number(holds),
    Number(frame.corrects),
    Number(frame.actions.length > 0),
    Number(frame.objects.length > 0),
  ];
}

function featuresOf(
  { frame, conversation }: ContextInput,
  matter: Matter,
  [alone, joined]: readonly [Places, Places],
  talkedOf: Match | null,
  ofMessage: readonly number[],
): Float64Array {
  const { id, name } = matter.item;
  const byItself = alone.byId.get(id);
  const together = joined.byId.get(id);
  const current = talkedOf?.matter ?? null;
  const same = id === conversation.itemId || (talkedOf !== null && takesPlaceOf(talkedOf, matter));
  const near = !same && current !== null && [...current.objects].some((object) => matter.objects.has(object));
  const features = Float64Array.of(
    logShare(byItself?.share),
    Number(alone.first?.matter === matter),
    byItself?.features[FEATURE_INDEX.nameCovered] ?? 0,
    byItself?.features[FEATURE_INDEX.objectAgrees] ?? 0,
    byItself?.features[FEATURE_INDEX.covered] ?? 0,
    learnedOf(byItself),
    byItself && alone.first
      ? Math.max(FURTHEST_BEHIND, learnedOf(byItself) - learnedOf(alone.first))
      : NOT_LEARNED,
    logShare(together?.share),
    Number(joined.first?.matter === matter),
    together?.features[FEATURE_INDEX.nameCovered] ?? 0,
    together?.features[FEATURE_INDEX.covered] ?? 0,
    Number(same),
    Number(near),
    same || !current ? 0 : sharedOf(name, current.item.name),
    Number(near && likeName(current?.item.name ?? '', name)),
    Number(conversation.choices.includes(id)),
    Number(conversation.earlier.includes(id)),
    Number(namesOther(frame.actions, matter.actions)),
    Number(namesOther(frame.objects, matter.objects)),
    Number(matter.notOurs),
    ...ofMessage,
  );
  if (features.length !== CONTEXT_FEATURES.length)
    throw new RangeError('features of the context are out of step');
  return features;
}

function learnedOf(found: Pick<Found, 'features'> | undefined): number {
  return found?.features[FEATURE_INDEX.learned] ?? NOT_LEARNED;
}

/** Whether a message names concepts and the matter is about none of them. */
function namesOther(named: readonly string[], has: ReadonlySet<string>): boolean {
  return named.length > 0 && !named.some((id) => has.has(id));
}

/** Share of the characters of a name that another has, too. */
function sharedOf(name: string, other: string): number {
  const characters = [...new Set(name)];
  return characters.filter((character) => other.includes(character)).length / characters.length;
}

/** A linked matter with such a share of the other's name is the same in another list. */
const SAME_NAME = 0.5;

/** 达州呢: what was spoken of is not handled there, but that region's list has the same. */
function takesPlaceOf({ matter: { item }, eligible }: Match, { item: other }: Matter): boolean {
  return !eligible && item.linked.includes(other.id) && sharedOf(item.name, other.name) >= SAME_NAME;
}

/** 食品经营许可变更 and 食品经营许可注销 begin alike. */
function likeName(a: string, b: string): boolean {
  const least = Math.min(a.length, b.length) / 2;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  return same >= least;
}

/** 1 for a certain matter, 0 for one that the reading does not find. */
function logShare(share = 0): number {
  return 1 + Math.log(Math.max(share, LEAST_SHARE)) * LOG_SCALE;
}
