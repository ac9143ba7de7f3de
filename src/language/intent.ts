import { INTENTS } from '../../intents/index.js';
import type { IntentId } from '../answer/response.js';
import type { Danger, DangerReader } from './danger.js';
import type { FormHit } from './form-trie.js';
import { type Cue, cuesIn, STRENGTH } from './intent-cues.js';
import { intentFeatureNumbers, intentTextNumbers } from './intent-features.js';
import { NumberSet } from './number-set.js';
import { blankOut } from './spans.js';
import { type TextModel, textFeatureNumbers } from './text-model.js';

/** A second cue of the same intent adds a little. */
const REPEAT = 0.25;
/** People put the question last: cues in the last clause count more than those of the story before it. */
const LAST_CLAUSE = 1.3;

/** Intents that concern no matter: they are decided by what is left when their cues are taken away. */
const CHAT: ReadonlySet<IntentId> = new Set(['greeting', 'thanks', 'human', 'outOfScope', 'emergency']);

const FILLER =
  /问办|小助手|机器人|助手|客服|同志|师傅|老师|朋友|麻烦|请|[啊呀嘛哦哈呢吧噻哟哒了的我们你您都个那这就是在下一些点儿\s]/g;

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

/** Trained models; without one the cues decide: training the first one and small tests read so. */
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
  const probabilities = model.predict(runs, intentFeatureNumbers(text, hits));
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
  const probabilities = model.predict(...intentTextNumbers(text));
  return model.labels.flatMap((label, i) => {
    const intent = label as IntentId;
    return CHAT.has(intent) ? [] : [{ intent, probability: probabilities[i] as number }];
  });
}

/** What is left of a text without the cues of some intents. */
function withoutHits(text: string, hits: readonly FormHit<Cue>[], intents: readonly IntentId[]): string {
  return blankOut(
    text,
    hits.filter(({ value }) => intents.includes(value.intent)),
  );
}

/**
 * Most characters that may be left of small talk without its cues: who wants a person often says what for, thanks come with a word
 * or two more (我晓得了), and who greets and says anything else asks it.
 */
const MOST_LEFT = { human: 10, thanks: 5, greeting: 1 } as const;

function readChat(
  text: string,
  hits: readonly FormHit<Cue>[],
  found: ReadonlyMap<IntentId, IntentReading>,
): IntentReading | null {
  const asks = [...found.values()].some(
    ({ intent, strength }) => !CHAT.has(intent) && strength >= STRENGTH.medium,
  );
  for (const id of ['human', 'thanks', 'greeting'] as const) {
    const reading = found.get(id);
    if (!reading || (id === 'human' ? asksAboutHotline(found) : asks)) continue;
    const left = withoutHits(text, hits, [id, 'greeting']).replace(FILLER, '').length;
    if (left <= MOST_LEFT[id]) return reading;
  }
  return null;
}

/** 12333人工服务是几点到几点 asks about a service, not for a person. */
function asksAboutHotline(found: ReadonlyMap<IntentId, IntentReading>): boolean {
  return ['hours', 'fee', 'location', 'online'].some((id) => found.has(id as IntentId));
}
