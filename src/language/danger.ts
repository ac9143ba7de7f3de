import { existsSync, readFileSync } from 'node:fs';
import { featureNumber } from './features-of-text.js';
import { LexiconError } from './lexicon.js';
import type { TextModel } from './text-model.js';

/** A sign of danger, or (with a name that begins with `~`) of how the others are meant. */
export interface DangerSign {
  name: string;
  pattern: RegExp;
}

/** Probability from which a text is a call for help although none of the words for one stands in it. */
const DANGER_FROM = 0.4;
/** The same where such words stand and nothing speaks against it: one too few costs more than one too many. */
const CUED_FROM = 0.06;
/** From here on the call for help is sure; below it the answer also names the matter that may be meant instead. */
const SURE_FROM = 0.97;
/** Log odds by the characters alone that no sign can lift over the threshold; most questions end here. */
const HOPELESS = -8;
const MODIFIER = '~';
/** More signs than this say no more than this many. */
const MOST_SIGNS = 4;

/**
 * Reads data/lexicon/dangers.tsv: name, TAB, regular expression over normalised text; `#` begins a comment.
 * @throws {LexiconError} naming the line that cannot be used.
 */
export function loadDangerSigns(path: string): DangerSign[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .flatMap((line, index) => {
      if (!line.trim() || line.startsWith('#')) return [];
      const [name, source, ...rest] = line.split('\t');
      if (!name || !source || rest.length > 0)
        throw new LexiconError('dangers.tsv', index + 1, '应为 名称 TAB 正则表达式');
      try {
        return [{ name, pattern: new RegExp(source, 'u') }];
      } catch {
        throw new LexiconError('dangers.tsv', index + 1, '正则表达式写错了');
      }
    });
}

/** A call for help. */
export interface Danger {
  /** Names of the signs that the text shows; may be empty. */
  signs: string[];
  /** Whether hardly anything else can be meant. */
  sure: boolean;
}

/** What the signs of a text say. */
export interface SignReading {
  /** Names of the dangers. */
  dangers: string[];
  /** Features as they are written in the model. */
  features: string[];
  /** Nothing says that it is over or a matter for an office: 去年着火 is no call for help. */
  plain: boolean;
}

/** Reads the signs of a normalised text. */
export function readSigns(text: string, signs: readonly DangerSign[]): SignReading {
  const found = signs.filter(({ pattern }) => pattern.test(text)).map(({ name }) => name);
  const modifiers = found.filter((name) => name.startsWith(MODIFIER));
  const dangers = found.filter((name) => !name.startsWith(MODIFIER));
  const plain = modifiers.every((name) => name === '~urgent');
  const features = dangers.flatMap((danger) => [
    `sign:${danger}`,
    ...modifiers.map((modifier) => `sign:${danger}${modifier}`),
    ...(plain ? [`sign:${danger}!`] : []),
  ]);
  features.push(...modifiers.map((modifier) => `sign:${modifier}`));
  features.push(`signs:${Math.min(dangers.length, MOST_SIGNS)}${modifiers.join('')}`);
  return { dangers, features, plain };
}

/** Tells calls for help from all other messages. */
export class DangerReader {
  private readonly index: number;

  constructor(
    private readonly signs: readonly DangerSign[],
    private readonly model: TextModel,
  ) {
    this.index = model.labels.indexOf('danger');
  }

  /**
   * @param text - normalised text of the whole message.
   * @param runs - its features by number.
   * @param cued - whether it holds words that are a call for help unless something speaks against it.
   * @returns null when it is no call for help.
   */
  read(text: string, runs: ArrayLike<number>, cued: boolean): Danger | null {
    const odds = this.model.start();
    this.model.add(odds, runs);
    if (!cued && this.logOdds(odds) < HOPELESS) return null;
    const { dangers, features, plain } = readSigns(text, this.signs);
    this.model.add(odds, features.map(featureNumber));
    const probability = 1 / (1 + Math.exp(-this.logOdds(odds)));
    if (probability < (cued && plain ? CUED_FROM : DANGER_FROM)) return null;
    return { signs: dangers, sure: probability >= SURE_FROM };
  }

  /** Of danger against everything else, the other label. */
  private logOdds(odds: Float64Array): number {
    return (odds[this.index] as number) - (odds[1 - this.index] as number);
  }
}
