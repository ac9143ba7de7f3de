import type { IntentId } from '../answer/response.js';
import type { Region } from '../catalogue/regions.js';
import { isChat } from '../dialogue/chat-intents.js';
import { intentCandidates } from '../dialogue/context-intent.js';
import { find, type Understood } from '../dialogue/find.js';
import { acknowledges, talkedAbout } from '../dialogue/follow-up.js';
import { type Conversation, MOST_EARLIER } from '../dialogue/session.js';
import { placeOf, readInContext, standingText } from '../dialogue/understand.js';
import { intentFeatures } from '../language/intent-features.js';
import { TextModel, type TextModelWeights } from '../language/text-model.js';
import {
  CONTEXT_FEATURES,
  type ContextFeature,
  type ContextWeights,
  INTENT_FEATURES,
  RELATIONS,
  type Relation,
  saysOf,
} from '../matching/context-model.js';
import type { Engine } from '../matching/engine.js';
import type { Match } from '../matching/matcher.js';
import { dot, Network } from '../matching/network.js';
import { namedWeights } from './folds.js';
import { type RankingGroup, trainRanking } from './linear.js';
import { trainNetwork } from './train-network.js';
import { fitTextModel } from './train-text-model.js';

/** A conversation with the right rows and intent of each turn. */
export interface WrittenDialogue {
  region: string | null;
  turns: { question: string; gold: string[]; intent: string }[];
}

export interface ContextReport {
  weights: ContextWeights;
  relation: TextModelWeights;
  /** Later turns that taught the ranking, and the share whose right matter comes first, cross-validated. */
  turns: number;
  first: number;
  /** The same for the intents. */
  intentTurns: number;
  intentRight: number;
}

/** Written conversations. */
export interface DialogueSet {
  dialogues: readonly WrittenDialogue[];
  /** How much a turn counts for the ranking of matters. */
  weight: number;
  /** Whether the intents of its turns teach, too; all count alike. */
  intents: boolean;
}

const FOLDS = 5;
const NETWORK = { units: 12, l2: 0.003 };
const INTENT_L2 = 0.002;
/** Offered when the turn before was asked back. */
const MOST_CHOICES = 4;

interface Group extends RankingGroup {
  fold: number;
}

/** A later message with the matters it may be about. */
interface Turn extends Group {
  text: string;
  relation: Relation;
}

/** A feature of which no relation has a weight like this is left out. */
const LEAST_RELATION_FEATURE = 0.05;

/**
 * Trains the ranking of later messages on written conversations. Each turn is read after the
 * right turns before it, so that one mistake does not spoil the rest of a conversation.
 */
export function trainContext(engine: Engine, sets: readonly DialogueSet[]): ContextReport {
  const turns: Turn[] = [];
  const intents: Group[] = [];
  for (const { dialogues, weight, intents: taught } of sets)
    for (const [number, dialogue] of dialogues.entries())
      play(engine, dialogue, { fold: number % FOLDS, weight }, turns, taught ? intents : []);
  sayByFold(turns);
  const network = trainNetwork(turns, NETWORK);
  const intentWeights = trainRanking(intents, new Float64Array(INTENT_FEATURES.length), INTENT_L2);
  return {
    weights: {
      note: 'trained by npm run train',
      weights: Object.fromEntries(
        CONTEXT_FEATURES.map((name, i) => [name, (network.weights[i] ?? []).map(rounded)]),
      ) as Record<ContextFeature, number[]>,
      units: network.units.map(({ bias, weight }) => ({ bias: rounded(bias), weight: rounded(weight) })),
      intents: namedWeights(INTENT_FEATURES, intentWeights),
    },
    relation: relationOf(turns),
    turns: turns.length,
    first: crossValidated(turns, (groups) => new Network(trainNetwork(groups, NETWORK))),
    intentTurns: intents.length,
    intentRight: crossValidated(intents, (groups) => {
      const weights = trainRanking(groups, new Float64Array(INTENT_FEATURES.length), INTENT_L2);
      return { score: (features) => dot(weights, features) };
    }),
  };
}

function relationOf(turns: readonly Turn[]): TextModelWeights {
  const samples = turns.map(({ text, relation }) => ({
    label: relation,
    features: [...intentFeatures(text)],
  }));
  return fitTextModel(samples, RELATIONS, LEAST_RELATION_FEATURE);
}

/** Notes what the words of each turn say to a model that has not read it: one that has would be trusted too much. */
function sayByFold(turns: readonly Turn[]): void {
  const [same, none] = [CONTEXT_FEATURES.indexOf('saysSame'), CONTEXT_FEATURES.indexOf('saysNone')];
  for (let fold = 0; fold < FOLDS; fold++) {
    const model = new TextModel(relationOf(turns.filter((turn) => turn.fold !== fold)));
    for (const turn of turns) {
      if (turn.fold !== fold) continue;
      const says = saysOf(model, turn.text);
      for (const features of turn.candidates) {
        features[same] = says.same;
        features[none] = says.none;
      }
    }
  }
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}

/** Adds what one conversation teaches to the groups. */
function play(
  engine: Engine,
  { region, turns: written }: WrittenDialogue,
  { fold, weight }: { fold: number; weight: number },
  turns: Turn[],
  intents: Group[],
): void {
  const profile: Region | null = region ? engine.snapshot.regions.resolve(region) : null;
  let conversation: Conversation | null = null;
  for (const { question, gold, intent } of written) {
    const frame = engine.language.read(question);
    const spoken: Region | null = conversation?.regionCode
      ? engine.snapshot.regions.findByCode(conversation.regionCode)
      : null;
    const place = placeOf(engine, frame.region ?? frame.foreign, spoken ?? profile);
    const alone = find(engine, frame, place, conversation ? talkedAbout(conversation) : []);
    if (isChat(frame.intent) || (conversation && acknowledges(frame))) continue;
    // What is called by its name is never read in its conversation.
    if (!conversation || alone.called) {
      const right = alone.matches.find((match) => match.eligible && isRight(match, gold));
      if (right) conversation = rememberedOf(alone, right, alone.text, intent as IntentId, conversation);
      continue;
    }
    const { joined, leaning, candidates } = readInContext(engine, alone, conversation, place);
    const right = bestRight(
      candidates.map(({ match }) => match),
      gold,
      alone,
      joined,
    );
    if (right < 0) continue;
    const match = candidates[right]?.match as Match;
    const { id } = match.matter.item;
    const same = id === conversation.itemId;
    turns.push({
      candidates: candidates.map(({ features }) => features),
      right,
      fold,
      weight,
      text: frame.text,
      relation: match.matter.notOurs ? 'none' : same ? 'same' : 'other',
    });
    if (match.matter.notOurs) continue;
    const possible = intentCandidates(engine, frame, leaning, same, conversation.intent);
    const rightIntent = possible.findIndex((candidate) => candidate.intent === intent);
    if (rightIntent >= 0)
      intents.push({ candidates: possible.map(({ features }) => features), right: rightIntent, fold });
    const text = standingText(conversation, alone, joined, leaning, id);
    conversation = rememberedOf(joined, match, text, intent as IntentId, conversation);
  }
}

function isRight({ matter }: Match, gold: readonly string[]): boolean {
  if (gold.length === 0) return matter.notOurs;
  return matter.item.implementations.some(({ sources }) => sources.some(({ key }) => gold.includes(key)));
}

/** Of several right matters the one that the words point to most. */
function bestRight(
  candidates: readonly Match[],
  gold: readonly string[],
  alone: Understood,
  joined: Understood,
): number {
  const order = [...joined.matches, ...alone.matches].map(({ matter }) => matter);
  let best = -1;
  let rank = Infinity;
  candidates.forEach((match, index) => {
    if (!isRight(match, gold)) return;
    const place = order.indexOf(match.matter);
    const at = place < 0 ? order.length : place;
    if (at < rank) {
      best = index;
      rank = at;
    }
  });
  return best;
}

function rememberedOf(
  read: Understood,
  right: Match,
  text: string,
  intent: IntentId,
  before: Conversation | null,
): Conversation {
  const itemId = right.matter.item.id;
  const clarified = read.decision.verdict === 'clarify';
  const offered = read.matches.filter((match) => match.eligible && !match.matter.notOurs);
  return {
    text,
    itemId,
    earlier: before
      ? talkedAbout(before)
          .filter((id) => id !== itemId)
          .slice(0, MOST_EARLIER)
      : [],
    intent,
    regionCode: read.named?.code ?? before?.regionCode ?? null,
    eligibility: null,
    choices: clarified ? offered.slice(0, MOST_CHOICES).map(({ matter }) => matter.item.id) : [],
  };
}

/** @returns the share of groups whose right candidate comes first by what was trained without their fold. */
function crossValidated(
  groups: readonly Group[],
  train: (groups: readonly Group[]) => { score(features: Float64Array): number },
): number {
  let right = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const trained = train(groups.filter((group) => group.fold !== fold));
    for (const group of groups.filter((one) => one.fold === fold)) {
      const scores = group.candidates.map((features) => trained.score(features));
      if (scores.indexOf(Math.max(...scores)) === group.right) right++;
    }
  }
  return right / Math.max(1, groups.length);
}
