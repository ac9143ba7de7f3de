import type { IntentId } from '../src/answer/response.js';

/** What a citizen can want to know. */
export interface Intent {
  id: IntentId;
  /** Heading of the section that answers it. */
  label: string;
  /** Words that show the intent: `strong` decide, `medium` usually do, `weak` only when nothing else speaks. */
  cues: { strong?: readonly string[]; medium?: readonly string[]; weak?: readonly string[] };
  /** Words that hold a cue and mean something else: 人工养殖 wishes for nobody. */
  not?: readonly string[];
  /** Questions that must be recognised; run as tests. */
  examples: readonly string[];
  /** Keys of the sections of the answer, the asked one first. */
  sections: readonly string[];
}

/** Declares an intent; exists so that each file is checked against `Intent` and reads like a sentence. */
export function defineIntent(intent: Intent): Intent {
  return intent;
}
