import { INTENTS } from '../../intents/index.js';
import type { IntentId } from '../answer/response.js';
import { addPairs, featureNumber } from './features-of-text.js';
import type { FormHit } from './form-trie.js';
import { type Cue, cueForms, cuesIn } from './intent-cues.js';
import { NumberSet } from './number-set.js';
import { textFeatureNumbers, textFeatures } from './text-model.js';

/** Words and forms that ask: 哪里, 好多, 办不办, 得行不. */
const ASKS =
  /[吗么嘛没不]$|[吗么没不][哦嘛呢啊喃哈呀诶]?(?: |$)|没得(?: |$)|啷|咋|怎|哪|几|多少|好多|多久|好久|多长|多大|什么|啥|何|谁|呢(?: |$)|是不是|能不能|能否|是否|还是|有没|得不|管不|够不|(.{1,2})[不没]\1/u;
/** A situation is told and nothing is asked: the whole of the matter is wanted. */
const TOLD_FEATURE = '#told';
const TOLD_NUMBER = featureNumber(TOLD_FEATURE);

const cueFeature = (intent: IntentId): string => `cue:${intent}`;
const CUE_NUMBERS = Object.fromEntries(
  INTENTS.map(({ id }) => [id, featureNumber(cueFeature(id))]),
) as Record<IntentId, number>;

/** How far the two characters of a pair stand from each other: 要*不, 带*啥. Neighbours are runs already. */
const APART = [2, 4] as const;

/** @returns whether a normalised text has a word or a form that asks: 哪里, 好多, 办不办. */
export function asksSomething(text: string): boolean {
  return ASKS.test(text);
}

/** @returns whether a normalised text tells a situation or names a thing, and asks for no part of a matter. */
export function onlyTells(text: string): boolean {
  return !asksSomething(text) && cueForms(text).length === 0;
}

/**
 * Features of a text as the model of intents is trained on them: its runs, the intents whose cues occur, whether it asks,
 * and the pairs of characters of the last clause, where people ask.
 */
export function intentFeatures(text: string): Set<string> {
  const features = textFeatures(text);
  if (!ASKS.test(text)) features.add(TOLD_FEATURE);
  for (const { value } of cuesIn(text)) features.add(cueFeature(value.intent));
  const clause = text.slice(text.lastIndexOf(' ') + 1);
  for (let i = 0; i < clause.length; i++)
    for (let gap = APART[0]; gap <= APART[1] && i + gap < clause.length; gap++)
      features.add(`${clause[i]}*${clause[i + gap]}`);
  return features;
}

/** Kept from question to question. */
const numbers = new NumberSet();
const runs = new NumberSet();

/** @returns numbers of all the features of a text, in two lists; good until the next question. */
export function intentTextNumbers(text: string): [Int32Array, Int32Array] {
  return [textFeatureNumbers(text, runs), intentFeatureNumbers(text, cuesIn(text))];
}

/**
 * @param hits - the cues of the text.
 * @returns numbers of the features that a text has beside its runs (`textFeatureNumbers`), each once; good until the next
 *   question.
 */
export function intentFeatureNumbers(text: string, hits: readonly FormHit<Cue>[]): Int32Array {
  numbers.clear();
  for (const { value } of hits) numbers.add(CUE_NUMBERS[value.intent]);
  if (!ASKS.test(text)) numbers.add(TOLD_NUMBER);
  addPairs(numbers, text, [text.lastIndexOf(' ') + 1, text.length], APART);
  return numbers.list();
}
