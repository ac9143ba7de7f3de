import type { IntentId } from '../answer/response.js';
import type { Region } from '../catalogue/regions.js';
import type { QuestionFrame } from '../language/frame.js';
import type { Decision } from '../matching/decision.js';
import type { Engine } from '../matching/engine.js';
import type { Match, Scope } from '../matching/matcher.js';
import { plainlyNamed } from '../matching/plainly-named.js';

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
  /** What would be the answer if the region did not count, and only other regions have; null: nothing. */
  elsewhere: Match | null;
  /** Text that a follow-up is read with. */
  text: string;
  /** Whether the message calls a matter of the region by its name: it says all by itself. */
  called: boolean;
  /** It is about what was spoken of before only because that was spoken of. */
  leans?: boolean;
  /** What the message asks besides, about another matter. */
  second?: Understood;
  /** What it says about another matter that was not understood. */
  unclear?: string;
}

/** Where the asker is, as far as it is known. */
export interface Place {
  region: Region | null;
  /** Matters of the regions inside it count too. */
  within: boolean;
}

/** Ranked candidates that the decision weighs, whatever the caller wants to see. */
export const WEIGHED = 12;

/** @returns the region for the matcher; null for everywhere. */
export function scopeOf({ region, within }: Place): Scope | null {
  return region ? { regionCode: region.code, within } : null;
}

/**
 * Reads a frame as it stands, at a place.
 *
 * @param kept - ids of matters that are looked at whatever the words.
 */
export function find(
  engine: Engine,
  frame: QuestionFrame,
  place: Place,
  kept: readonly string[] = [],
): Understood {
  const ranked = engine.matcher.match(frame, scopeOf(place), WEIGHED, kept);
  const named = plainlyNamed(frame, ranked);
  const matches = named?.eligible ? [named, ...ranked.filter((match) => match !== named)] : ranked;
  const eligible = matches.filter((match) => match.eligible);
  const decided = engine.decision.decide(frame, eligible);
  const decision = named ? decisionAbout(named, decided) : decided;
  const text = `${frame.background} ${frame.text}`.trim();
  // 新成立的 names nothing: an action alone is one of what was spoken of.
  const called = named?.eligible === true && frame.objects.length > 0;
  const elsewhere =
    decision.verdict === 'answer' ? null : findElsewhere(engine, frame, ranked, named, decision);
  const { intent, region } = frame;
  return { frame, intent, region: place.region, named: region, matches, decision, elsewhere, text, called };
}

/** A matter of another region is named only when it is this sure. */
const ELSEWHERE_FROM = 0.75;
/** How far (log odds) it must be ahead of what the asked region has, when that may be meant, too. */
const FAR_BETTER = 2;

/** A matter of other regions has to be the answer among all candidates: among its like alone, the best of a bad lot is sure. */
function findElsewhere(
  engine: Engine,
  frame: QuestionFrame,
  ranked: readonly Match[],
  named: Match | null,
  here: Decision,
): Match | null {
  if (named) return named.eligible ? null : named;
  const all = [...ranked].sort((a, b) => b.score - a.score || a.number - b.number);
  const first = all.find(({ matter }) => !matter.notOurs);
  if (!first || first.eligible) return null;
  const own = all.find(({ matter, eligible }) => eligible && !matter.notOurs);
  if (here.verdict === 'clarify' && own && first.score < own.score + FAR_BETTER) return null;
  const { verdict, confidence } = engine.decision.decide(frame, all);
  return verdict === 'answer' && confidence >= ELSEWHERE_FROM ? first : null;
}

/** Least confidence in a matter that a plain question calls by its name. */
const NAMED_CONFIDENCE = 0.9;

function decisionAbout({ eligible }: Match, decided: Decision): Decision {
  const { verdict, confidence, shares } = decided;
  // Only another region has what is called by that name; something near enough here is still an answer.
  if (!eligible) return verdict === 'answer' ? decided : { verdict: 'none', confidence, shares };
  return { verdict: 'answer', confidence: Math.max(confidence, NAMED_CONFIDENCE), shares };
}
