import type { IntentId } from '../answer/response.js';
import type { QuestionFrame } from '../language/frame.js';
import { cuedIntents } from '../language/intent-cues.js';
import { onlyTells } from '../language/intent-features.js';
import type { Engine } from '../matching/engine.js';
import type { Leaning } from './follow-up.js';

/** A probability below this says no more than this. */
const LEAST_PROBABILITY = 0.001;

/** An intent that a later message may have. */
export interface IntentCandidate {
  intent: IntentId;
  /** In the order of INTENT_FEATURES. */
  features: Float64Array;
}

/**
 * The intents that a later message may have: what its words show, and what was asked before (垫江呢 asks the same again).
 *
 * @param same - whether it is still about the matter of the turn before.
 * @param before - intent of the turn before.
 */
export function intentCandidates(
  engine: Engine,
  frame: QuestionFrame,
  leaning: Leaning,
  same: boolean,
  before: IntentId,
): IntentCandidate[] {
  const cued = new Set(cuedIntents(frame.text));
  const uncued = cued.size === 0;
  const told = onlyTells(frame.text);
  return engine.language.likelyIntents(frame).map(({ intent, probability }) => {
    const again = intent === before ? 1 : 0;
    return {
      intent,
      features: Float64Array.of(
        Math.log(Math.max(probability, LEAST_PROBABILITY)),
        cued.has(intent) ? 1 : 0,
        again,
        again && uncued ? 1 : 0,
        again && uncued ? leaning.lean : 0,
        again && !same ? 1 : 0,
        again && told ? 1 : 0,
        again && told && !same ? 1 : 0,
      ),
    };
  });
}

/** @returns the intent of a later message. */
export function intentInContext(
  engine: Engine,
  frame: QuestionFrame,
  leaning: Leaning,
  same: boolean,
  before: IntentId,
): IntentId {
  let best: { intent: IntentId; score: number } = { intent: frame.intent, score: -Infinity };
  for (const { intent, features } of intentCandidates(engine, frame, leaning, same, before)) {
    const score = engine.context.scoreIntent(features);
    if (score > best.score) best = { intent, score };
  }
  return best.intent;
}
