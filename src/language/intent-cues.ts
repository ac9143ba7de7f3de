import { INTENTS } from '../../intents/index.js';
import type { IntentId } from '../answer/response.js';
import { type FormHit, FormTrie, longestOnly } from './form-trie.js';
import { normalise } from './normalise.js';
import type { Span } from './spans.js';

/** What a cue counts. */
export const STRENGTH = { strong: 3, medium: 1.6, weak: 0.4 } as const;

/** A word that shows an intent. */
export interface Cue {
  intent: IntentId;
  weight: number;
}

const cues = new FormTrie<Cue | null>();
for (const intent of INTENTS) {
  for (const strength of ['strong', 'medium', 'weak'] as const)
    for (const form of intent.cues[strength] ?? [])
      cues.add(normalise(form), { intent: intent.id, weight: STRENGTH[strength] });
  for (const form of intent.not ?? []) cues.add(normalise(form), null);
}

/** @returns the cues of a text, without those inside a longer one or inside a word that means something else. */
export function cuesIn(text: string): FormHit<Cue>[] {
  return longestOnly(cues.scan(text)).filter((hit): hit is FormHit<Cue> => hit.value !== null);
}

/** Parts of an answer that every matter has: words that ask for them say nothing about which matter is meant. */
export const COMMON_PARTS: ReadonlySet<IntentId> = new Set([
  'materials',
  'conditions',
  'fee',
  'timeLimit',
  'location',
  'process',
  'hours',
  'phone',
  'online',
  'basis',
  'result',
]);

/** @returns where a text asks for a part that every matter has, apart from words that name something: 异地, 关门. */
export function askedSpans(text: string, named: readonly Span[]): Span[] {
  return cuesIn(text).filter(
    ({ value, start, end }) =>
      value.weight >= STRENGTH.medium &&
      COMMON_PARTS.has(value.intent) &&
      !named.some((one) => one.start < end && start < one.end),
  );
}

/** @returns the intents of which a strong or medium cue stands in a text. */
export function cuedIntents(text: string): IntentId[] {
  return cuesIn(text).flatMap(({ value }) => (value.weight >= STRENGTH.medium ? [value.intent] : []));
}

/** @returns the cue words of a text, of whatever intent. */
export function cueForms(text: string): string[] {
  return cuesIn(text).map((hit) => hit.form);
}
