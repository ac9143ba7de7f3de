import { INTENTS } from '../../intents/index.js';
import type { IntentId } from '../answer/response.js';
import type { Danger, DangerReader } from './danger.js';
import { featureNumber } from './features-of-text.js';
import { type FormHit, FormTrie, longestOnly } from './form-trie.js';
import { normalise } from './normalise.js';
import { NumberSet } from './number-set.js';
import { blankOut, type Span } from './spans.js';
import { type TextModel, textFeatureNumbers, textFeatures } from './text-model.js';

const STRENGTH = { strong: 3, medium: 1.6, weak: 0.4 } as const;
/** A second cue of the same intent adds a little. */
const REPEAT = 0.25;
/** People put the question last: cues in the last clause count more than those of the story before it. */
const LAST_CLAUSE = 1.3;

interface Cue {
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
function cuesIn(text: string): FormHit<Cue>[] {
  return longestOnly(cues.scan(text)).filter((hit): hit is FormHit<Cue> => hit.value !== null);
}

const CUE_NUMBERS = Object.fromEntries(INTENTS.map(({ id }) => [id, featureNumber(`cue:${id}`)])) as Record<
  IntentId,
  number
>;

/** Intents that concern no matter: they are decided by what is left when their cues are taken away. */
const CHAT: ReadonlySet<IntentId> = new Set(['greeting', 'thanks', 'human', 'outOfScope', 'emergency']);

const MONEY = /(?:多少|好多|几)(?:块)?钱/;
/** Money that comes to the citizen. 补办 and 补证 are no benefits. */
const RECEIVED =
  /补贴|补助|津贴|助学金|奖学金|扶助|奖励|救助|低保金|吃低保|待遇|养老金|退休金|失业金|抚恤|报销|赔|领|发给|发好多|给我|补好多|补多少|政府给|国家给/;
const FILLER =
  /小助手|机器人|助手|客服|同志|师傅|老师|朋友|麻烦|请|[啊呀嘛哦哈呢吧噻哟哒了的我们你您都个那这就是在下一些点儿\s]/g;

/** In a message as short as this (要钱不) one strong cue says it all. */
const SHORT = 8;

/** Which intent a text shows and how clearly. */
export interface IntentReading {
  intent: IntentId;
  /** Sum of cue strengths; 0 when nothing but the matter was named. */
  strength: number;
  /** Cues that spoke for it, for explaining. */
  cues: string[];
  /** The call for help, with intent `emergency`. */
  danger?: Danger;
}

/** Kept from question to question, for the text and for the text before anything was taken from it. */
const ownRuns = new NumberSet();
const wholeRuns = new NumberSet();

/** Trained models; without one the cues decide. */
export interface IntentModels {
  danger?: DangerReader | null;
  intents?: TextModel | null;
}

/**
 * Reads the intent of a normalised text: danger first, then chat by what is left without its cues, everything else by
 * the trained model.
 *
 * @param whole - the text before anything that was ruled out was taken from it: 我不想活了 rules out nothing.
 * @returns `overview` with strength 0 when there is no cue.
 */
export function readIntent(text: string, models: IntentModels = {}, whole = text): IntentReading {
  const hits = cuesIn(text);
  const runs = textFeatureNumbers(text, ownRuns);
  const danger =
    whole === text
      ? readDanger(text, hits, runs, models.danger ?? null)
      : readDanger(whole, cuesIn(whole), textFeatureNumbers(whole, wholeRuns), models.danger ?? null);
  if (danger) return danger;
  const lastClause = text.lastIndexOf(' ') + 1;
  const found = new Map<IntentId, IntentReading>();
  for (const { value: cue, form, start } of hits) {
    const weight = cue.weight * (lastClause > 0 && start >= lastClause ? LAST_CLAUSE : 1);
    const known = found.get(cue.intent);
    if (!known) found.set(cue.intent, { intent: cue.intent, strength: weight, cues: [form] });
    else {
      known.strength = Math.max(known.strength, weight) + REPEAT * Math.min(known.strength, weight);
      known.cues.push(form);
    }
  }
  const chat = readChat(text, hits, found);
  if (chat) return chat;
  for (const id of CHAT) found.delete(id);
  const short = text.length <= SHORT ? strongest(found) : null;
  if (short && short.strength >= STRENGTH.strong) return short;
  if (models.intents) return readByModel(text, hits, runs, found, models.intents);
  settleMoney(text, found);
  return strongest(found) ?? { intent: 'overview', strength: 0, cues: [] };
}

function readDanger(
  text: string,
  hits: readonly FormHit<Cue>[],
  runs: ArrayLike<number>,
  reader: DangerReader | null,
): IntentReading | null {
  const words = hits.filter(({ value }) => value.intent === 'emergency').map(({ form }) => form);
  const cued = words.length > 0;
  const sureByWords = cued ? { signs: [], sure: true } : null;
  const danger = reader ? reader.read(text, runs, cued) : sureByWords;
  return danger && { intent: 'emergency', strength: STRENGTH.strong, cues: words, danger };
}

function strongest(found: ReadonlyMap<IntentId, IntentReading>): IntentReading | null {
  let best: IntentReading | null = null;
  for (const intent of INTENTS) {
    const reading = found.get(intent.id);
    if (reading && (!best || reading.strength > best.strength)) best = reading;
  }
  return best;
}

/** A wish for a person that no cue shows needs a model that is this sure. */
const SURE_CHAT = 0.9;

function readByModel(
  text: string,
  hits: readonly FormHit<Cue>[],
  runs: ArrayLike<number>,
  found: ReadonlyMap<IntentId, IntentReading>,
  model: TextModel,
): IntentReading {
  const probabilities = model.predict(runs, otherNumbers(text, hits));
  let best = -1;
  model.labels.forEach((label, i) => {
    const intent = label as IntentId;
    if (CHAT.has(intent) && !(intent === 'human' && (probabilities[i] as number) >= SURE_CHAT)) return;
    if (best < 0 || (probabilities[i] as number) > (probabilities[best] as number)) best = i;
  });
  const intent = (model.labels[best] ?? 'overview') as IntentId;
  const strength = [...found.values()].reduce((max, reading) => Math.max(max, reading.strength), 0);
  return { intent, strength, cues: found.get(intent)?.cues ?? [] };
}

/**
 * @returns every intent about a matter with its probability; without a model the one that the cues show.
 */
export function likelyIntents(
  text: string,
  model: TextModel | null,
): { intent: IntentId; probability: number }[] {
  if (!model) return [{ intent: readIntent(text).intent, probability: 1 }];
  const probabilities = model.predict(textFeatureNumbers(text, ownRuns), otherNumbers(text, cuesIn(text)));
  return model.labels.flatMap((label, i) => {
    const intent = label as IntentId;
    return CHAT.has(intent) ? [] : [{ intent, probability: probabilities[i] as number }];
  });
}

/** Words and forms that ask: 哪里, 好多, 办不办, 得行不. */
const ASKS =
  /[吗么嘛没不]$|[吗么没不][哦嘛呢啊喃哈呀诶]?(?: |$)|没得(?: |$)|啷|咋|怎|哪|几|多少|好多|多久|好久|多长|多大|什么|啥|何|谁|呢(?: |$)|是不是|能不能|能否|是否|还是|有没|得不|管不|够不|(.{1,2})[不没]\1/u;
/** A situation is told and nothing is asked: the whole of the matter is wanted. */
const TOLD_FEATURE = '#told';
const TOLD_NUMBER = featureNumber(TOLD_FEATURE);

/** @returns whether a normalised text tells a situation or names a thing, and asks for no part of a matter. */
export function onlyTells(text: string): boolean {
  return !ASKS.test(text) && cueForms(text).length === 0;
}

/** Features of a text as the model of intents is trained on them: its runs, the intents whose cues occur, whether it asks. */
export function intentFeatures(text: string): Set<string> {
  const features = textFeatures(text);
  if (!ASKS.test(text)) features.add(TOLD_FEATURE);
  for (const { value } of cuesIn(text)) features.add(`cue:${value.intent}`);
  return features;
}

/** Numbers of the features that a text has beside its runs, each once. */
function otherNumbers(text: string, hits: readonly FormHit<Cue>[]): number[] {
  const numbers: number[] = [];
  for (const { value } of hits) {
    const number = CUE_NUMBERS[value.intent];
    if (!numbers.includes(number)) numbers.push(number);
  }
  if (!ASKS.test(text)) numbers.push(TOLD_NUMBER);
  return numbers;
}

/** Parts of an answer that every matter has: words that ask for them say nothing about which matter is meant. */
const COMMON_PARTS: ReadonlySet<IntentId> = new Set([
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

/** What is left of a text without the cues of some intents. */
function withoutHits(text: string, hits: readonly FormHit<Cue>[], intents: readonly IntentId[]): string {
  return blankOut(
    text,
    hits.filter(({ value }) => intents.includes(value.intent)),
  );
}

function readChat(
  text: string,
  hits: readonly FormHit<Cue>[],
  found: ReadonlyMap<IntentId, IntentReading>,
): IntentReading | null {
  for (const id of ['human', 'thanks', 'greeting'] as const) {
    const reading = found.get(id);
    if (!reading || (id === 'human' && asksAboutHotline(found))) continue;
    const left = withoutHits(text, hits, [id, 'greeting']).replace(FILLER, '').length;
    if (left <= (id === 'human' ? 10 : id === 'thanks' ? 5 : 1)) return reading;
  }
  return null;
}

/** 12333人工服务是几点到几点 asks about a service, not for a person. */
function asksAboutHotline(found: ReadonlyMap<IntentId, IntentReading>): boolean {
  return ['hours', 'fee', 'location', 'online'].some((id) => found.has(id as IntentId));
}

/** 多少钱 alone is a fee; with a benefit beside it, it is what the citizen gets. */
function settleMoney(text: string, found: Map<IntentId, IntentReading>): void {
  const fee = found.get('fee');
  if (!fee || !MONEY.test(text) || !RECEIVED.test(text.replace(/补办|补领|补证|补卡|补换/g, ''))) return;
  const standard = found.get('standard');
  if (standard && standard.strength >= fee.strength) return;
  if (fee.cues.every((cue) => MONEY.test(cue) || cue === '钱')) {
    found.delete('fee');
    found.set('standard', { intent: 'standard', strength: fee.strength + 1, cues: fee.cues });
  }
}
