import type { IntentId } from '../answer/response.js';
import type { Region } from '../catalogue/regions.js';
import type { QuestionFrame } from '../language/frame.js';
import type { Decision } from '../matching/decision.js';
import type { Engine } from '../matching/engine.js';
import type { Match } from '../matching/matcher.js';
import { isChat } from './chat-intents.js';
import { relate } from './follow-up.js';
import type { Conversation } from './session.js';

/** What was understood of one message: frame, region and ranked matters. */
export interface Understood {
  frame: QuestionFrame;
  intent: IntentId;
  /** Region that the answer is for; null when none is known. */
  region: Region | null;
  /** Region named in this message; the conversation remembers it. */
  named: Region | null;
  /** Best first, those handled in the region before all others. */
  matches: Match[];
  /** About the first of the matches that are handled in the region. */
  decision: Decision;
  /** Text that a follow-up is read with. */
  text: string;
}

/** Ranked candidates that the decision weighs, whatever the caller wants to see. */
const WEIGHED = 12;
/** A clause shorter than this says nothing by itself. */
const CLAUSE_LENGTH = 5;
/** A clause is answered alone only when it is this clear. */
const CLAUSE_FROM = 0.85;
/** A marked follow-up is read with its background unless the words alone are surer by this much. */
const LEANING = 0.15;

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
  const alone = clearest(engine, frame, place);
  if (isChat(frame.intent) || !conversation) return alone;
  const relation = relate(frame, conversation, engine.language.lexicon);
  switch (relation.kind) {
    case 'new':
      return alone;
    case 'choice':
    case 'sameMatter': {
      const before = find(engine, engine.language.read(conversation.text), place);
      const chosen = relation.kind === 'choice';
      const itemId = chosen ? relation.itemId : conversation.itemId;
      const intent = chosen || frame.reading.strength === 0 ? conversation.intent : frame.intent;
      return { ...settleOn(before, itemId), intent, named: frame.region };
    }
    case 'continued': {
      if (alone.matches[0]?.matter.notOurs && alone.decision.verdict === 'none') return alone;
      const joined = engine.language.withBackground(frame, relation.background);
      const together = find(engine, withActionsOf(engine, conversation.itemId, joined), place);
      const clear = alone.decision.verdict === 'answer';
      const better = relation.marked
        ? together.decision.confidence >= alone.decision.confidence - LEANING
        : !clear && together.decision.confidence > alone.decision.confidence;
      if (!better) return alone;
      return { ...together, intent: frame.reading.strength > 0 ? frame.intent : conversation.intent };
    }
  }
}

/** 那天然气呢 after a new electricity meter means a new gas meter: without an action of its own it keeps the matter's. */
function withActionsOf(engine: Engine, itemId: string | null, frame: QuestionFrame): QuestionFrame {
  const before = engine.matcher.matters.find(({ item }) => item.id === itemId);
  const led = frame.concepts.some(({ value }) => value.implies.length > 0);
  if (!before || frame.actions.length > 0 || led) return frame;
  return { ...frame, actions: [...before.actions] };
}

/** Where the asker is, as far as it is known. */
interface Place {
  region: Region | null;
  /** Matters of the regions inside it count too. */
  within: boolean;
}

/**
 * The region named now counts before the one known from profile or conversation, unless it only names the province or
 * city around that one. A province or city named in passing may mean any district of it.
 */
function placeOf(engine: Engine, named: Region | null, known: Region | null): Place {
  if (!named) return { region: known, within: false };
  if (known && known.code !== named.code && engine.snapshot.regions.covers(named.code, known.code))
    return { region: known, within: false };
  return { region: named, within: true };
}

/**
 * The whole message, or, where that is not clear, the one clause that is: people greet, tell stories and try tricks
 * around what they ask.
 */
function clearest(engine: Engine, frame: QuestionFrame, place: Place): Understood {
  const whole = find(engine, frame, place);
  const clauses = frame.text.split(' ').filter((clause) => clause.length >= CLAUSE_LENGTH);
  if (whole.decision.verdict === 'answer' || clauses.length < 2 || isChat(whole.intent)) return whole;
  let best = whole;
  for (const clause of clauses) {
    const part = find(engine, engine.language.read(clause), place);
    const sure = part.decision.verdict === 'answer' && part.decision.confidence >= CLAUSE_FROM;
    if (sure && (best === whole || part.decision.confidence > best.decision.confidence)) best = part;
  }
  return best === whole ? whole : { ...best, intent: frame.intent };
}

function find(engine: Engine, frame: QuestionFrame, { region, within }: Place): Understood {
  const matches = engine.matcher.match(frame, region ? { regionCode: region.code, within } : null, WEIGHED);
  const decision = engine.decision.decide(
    frame,
    matches.filter((match) => match.eligible),
  );
  return { frame, intent: frame.intent, region, named: frame.region, matches, decision, text: frame.text };
}

/** Keeps a matter that is already settled at the head of the candidates. */
function settleOn(found: Understood, itemId: string | null): Understood {
  const settled = found.matches.find((match) => match.matter.item.id === itemId && match.eligible);
  if (!settled) return found;
  const matches = [settled, ...found.matches.filter((match) => match !== settled)];
  return { ...found, matches, decision: { ...found.decision, verdict: 'answer' } };
}
