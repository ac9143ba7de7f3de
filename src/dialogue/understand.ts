import type { Region } from '../catalogue/regions.js';
import { conceptsOf, type QuestionFrame } from '../language/frame.js';
import { sharesOf } from '../matching/decision.js';
import type { Engine } from '../matching/engine.js';
import type { Match } from '../matching/matcher.js';
import { isChat } from './chat-intents.js';
import { type ContextCandidate, contextCandidates, type Reading } from './context.js';
import { intentInContext } from './context-intent.js';
import { find, type Place, scopeOf, type Understood, WEIGHED } from './find.js';
import {
  acknowledges,
  asksForRest,
  backgroundOf,
  chosenByNumber,
  type Leaning,
  leaningOf,
  talkedAbout,
} from './follow-up.js';
import type { Conversation } from './session.js';
import { findTwo } from './two-matters.js';

/** A standing question that grows with every follow-up is cut to this many characters. */
const STANDING_LENGTH = 80;

/**
 * Reads a message in its conversation.
 *
 * @param profile - region known from the request or the deployment.
 */
export function understand(
  engine: Engine,
  question: string,
  profile: Region | null,
  conversation: Conversation | null,
): Understood {
  const frame = engine.language.read(question);
  const spoken = conversation?.regionCode
    ? engine.snapshot.regions.findByCode(conversation.regionCode)
    : null;
  const place = placeOf(engine, frame.region ?? frame.foreign, spoken ?? profile);
  // A call for help comes before whatever else a message asks.
  const two = isChat(frame.intent) ? null : findTwo(engine, frame, place);
  if (two) return two;
  const alone = find(engine, frame, place, conversation ? talkedAbout(conversation) : []);
  if (isChat(frame.intent) || !conversation?.text) return alone;
  // In a check of benefits 嗯，没得残疾 is an answer.
  if (!conversation.eligibility && acknowledges(frame)) return { ...alone, intent: 'thanks' };
  const chosen = chosenByNumber(frame.text, conversation.choices);
  if (chosen)
    return {
      ...settleOn(engine, alone, chosen, place),
      intent: conversation.choiceIntent ?? conversation.intent,
      text: engine.matcher.matterOf(chosen)?.item.name ?? conversation.text,
    };
  const { itemId, intent, text } = conversation;
  if (itemId && !conversation.eligibility && asksForRest(frame.text))
    return { ...settleOn(engine, alone, itemId, place), intent, text, leans: true };
  // 低保怎么办 asks the same whatever was spoken of before.
  if (alone.called) return alone;
  return inContext(engine, alone, conversation, place);
}

/** A later message read in its conversation, with what training needs of it. */
export interface ReadInContext {
  alone: Understood;
  joined: Understood;
  leaning: Leaning;
  candidates: ContextCandidate[];
}

/** Reads a later message by itself and together with what was said before, and lists what it may be about. */
export function readInContext(
  engine: Engine,
  alone: Understood,
  conversation: Conversation,
  place: Place,
): ReadInContext {
  const { frame } = alone;
  const leaning = leaningOf(frame);
  const background = backgroundOf(conversation.text, frame, leaning, engine.language.lexicon);
  const together = engine.language.withBackground(frame, background);
  const joined = find(engine, withActionsOf(engine, conversation.itemId, together), place);
  const candidates = contextCandidates({
    frame,
    leaning,
    conversation,
    alone: readingOf(alone),
    joined: readingOf(joined),
    says: engine.context.says(frame.text),
    remembered: [...talkedAbout(conversation), ...conversation.choices].flatMap(
      (id) => engine.matcher.matchOf(id, scopeOf(place)) ?? [],
    ),
  });
  return { alone, joined, leaning, candidates };
}

/** Ranks a later message by what it says, by what was said before, and by how much it leans on that. */
function inContext(engine: Engine, alone: Understood, conversation: Conversation, place: Place): Understood {
  const { joined, leaning, candidates } = readInContext(engine, alone, conversation, place);
  const matches = candidates
    .map(({ match, features }) => ({ ...match, score: engine.context.score(features) }))
    .sort((a, b) => b.score - a.score || a.number - b.number);
  if (isTakenBack(alone, matches[0], conversation)) matches.push(matches.shift() as Match);
  // About none of the matters: what it is about is told by the message itself, and what was spoken of stays as it is.
  if (matches[0]?.matter.notOurs) return aboutTopic(alone, matches);
  const first = matches[0]?.matter.item.id ?? null;
  const same = first !== null && first === conversation.itemId;
  return {
    ...joined,
    frame: alone.frame,
    intent: intentInContext(engine, alone.frame, leaning, same, conversation.intent),
    matches: [...matches.slice(0, WEIGHED), ...joined.matches.filter((match) => !match.eligible)],
    decision: engine.decision.decideInContext(matches),
    leans: same && !(alone.decision.verdict === 'answer' && alone.matches[0]?.matter.item.id === first),
    text: standingText(conversation, alone, joined, leaning, first),
  };
}

/** A message by itself, with the topic that is not ours at the head where its conversation put it. */
function aboutTopic(alone: Understood, ranked: readonly Match[]): Understood {
  const [topic] = ranked as [Match];
  const others = alone.matches.filter(({ matter }) => matter !== topic.matter);
  const sharesInContext = sharesOf(ranked);
  const shareOf = (match: Match): number =>
    sharesInContext[ranked.findIndex(({ matter }) => matter === match.matter)] ?? 0;
  const matches = [topic, ...others];
  const shares = matches.filter(({ eligible }) => eligible).map(shareOf);
  return { ...alone, matches, decision: { ...alone.decision, verdict: 'none', shares } };
}

/** A matter with less than this of a message by itself is not what it is about. */
const HARDLY = 0.01;

/** 不对，说错了，是个体户 after 注册公司: what was spoken of is not meant where the message by itself is about something else. */
function isTakenBack(alone: Understood, first: Match | undefined, { itemId }: Conversation): boolean {
  const { frame, decision } = alone;
  if (!frame.corrects || first?.matter.item.id !== itemId || decision.verdict === 'none') return false;
  const at = readingOf(alone).eligible.findIndex(({ matter }) => matter.item.id === itemId);
  return (decision.shares[at] ?? 0) < HARDLY;
}

/** What the next follow-up is read with. */
export function standingText(
  { text: before, itemId }: Conversation,
  alone: Understood,
  joined: Understood,
  leaning: Leaning,
  first: string | null,
): string {
  // What the new words would have replaced still holds where the matter is the same.
  if (first === itemId) return leaning.bare ? before : grown(before, alone.text);
  const clear = alone.decision.verdict === 'answer' && alone.matches[0]?.matter.item.id === first;
  if (clear) return alone.text;
  return joined.text.slice(-STANDING_LENGTH);
}

/** A standing question with a detail more; the question comes first, so it is kept where there is too much. */
function grown(before: string, detail: string): string {
  return `${before.slice(0, Math.max(STANDING_LENGTH - detail.length, STANDING_LENGTH / 2))} ${detail}`;
}

function readingOf({ matches, decision }: Understood): Reading {
  return { eligible: matches.filter((match) => match.eligible), decision };
}

/** 那天然气呢 after a new electricity meter means a new gas meter: without an action of its own it keeps the matter's. */
function withActionsOf(engine: Engine, itemId: string | null, frame: QuestionFrame): QuestionFrame {
  const before = itemId === null ? null : engine.matcher.matterOf(itemId);
  const led = conceptsOf(frame).some(({ implies }) => implies.length > 0);
  if (!before || frame.actions.length > 0 || led) return frame;
  return { ...frame, actions: [...before.actions] };
}

/**
 * The region named now counts before the one known from profile or conversation, unless it only names the province or
 * city around that one. A province or city named in passing may mean any district of it.
 */
export function placeOf(engine: Engine, named: Region | null, known: Region | null): Place {
  if (!named) return { region: known, within: false };
  if (known && known.code !== named.code && engine.snapshot.regions.covers(named.code, known.code))
    return { region: known, within: false };
  return { region: named, within: true };
}

/** Puts a matter that was chosen at the head of the candidates. */
function settleOn(engine: Engine, found: Understood, itemId: string, place: Place): Understood {
  const chosen = engine.matcher.matchOf(itemId, scopeOf(place));
  if (!chosen?.eligible) return found;
  const matches = [chosen, ...found.matches.filter(({ matter }) => matter !== chosen.matter)];
  const eligible = matches.filter((match) => match.eligible);
  const shares = eligible.map((_, index) => (index === 0 ? 1 : 0));
  return { ...found, matches, decision: { verdict: 'answer', confidence: 1, shares } };
}
