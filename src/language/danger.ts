import { existsSync, readFileSync } from 'node:fs';
import { LexiconError } from './lexicon.js';
import { type TextModel, textFeatures } from './text-model.js';

/** A sign of danger, or (with a name that begins with `~`) of how the others are meant. */
export interface DangerSign {
  name: string;
  pattern: RegExp;
}

/** Probability from which a text is a call for help: a number too many costs a glance, one too few a life. */
const DANGER_FROM = 0.5;
/** The same where words of a call for help stand and nothing speaks against it. */
const CUED_FROM = 0.2;
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

/**
 * Features of a text for telling danger from talk about it: its runs of characters, its signs, and whether something
 * says that it is over or a matter for an office: 去年着火 is no call for help.
 */
export function dangerFeatures(text: string, signs: readonly DangerSign[]): Set<string> {
  const features = textFeatures(text, []);
  const { dangers, modifiers, plain } = readSigns(text, signs);
  for (const danger of dangers) {
    features.add(`sign:${danger}`);
    for (const modifier of modifiers) features.add(`sign:${danger}${modifier}`);
    if (plain) features.add(`sign:${danger}!`);
  }
  for (const modifier of modifiers) features.add(`sign:${modifier}`);
  features.add(`signs:${Math.min(dangers.length, MOST_SIGNS)}${modifiers.join('')}`);
  return features;
}

/** Signs of a text; plain when nothing says that it is over or a matter for an office. */
function readSigns(
  text: string,
  signs: readonly DangerSign[],
): { dangers: string[]; modifiers: string[]; plain: boolean } {
  const found = signs.filter(({ pattern }) => pattern.test(text)).map(({ name }) => name);
  const modifiers = found.filter((name) => name.startsWith(MODIFIER));
  const dangers = found.filter((name) => !name.startsWith(MODIFIER));
  return { dangers, modifiers, plain: modifiers.every((name) => name === '~urgent') };
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
   * @param cued - whether it holds words that are a call for help unless something speaks against it.
   */
  isDanger(text: string, cued: boolean): boolean {
    const probability = this.model.predict(dangerFeatures(text, this.signs))[this.index] ?? 0;
    return probability >= (cued && readSigns(text, this.signs).plain ? CUED_FROM : DANGER_FROM);
  }
}
