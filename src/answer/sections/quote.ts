import type { FieldKey } from '../../../entities/elements.js';
import type { MatterInRegion, ResolvedValue } from '../resolve.js';

/** A sentence of the source that speaks about what was asked. */
export interface Quote {
  text: string;
  value: ResolvedValue<FieldKey>;
}

const QUOTABLE = ['standard', 'content', 'audience'] as const;
/** Longest sentence that is quoted whole; longer ones are cut at the clause that matches. */
const LONGEST = 160;

/**
 * Sentences of the row's own words that match a pattern: 免费, 每人每月 60 元 …
 * Only what the source says, in its words.
 */
export function quotesAbout(matter: MatterInRegion, pattern: RegExp, most = 3): Quote[] {
  const quotes: Quote[] = [];
  for (const key of QUOTABLE) {
    const value = matter.find(key);
    if (!value) continue;
    // Page breaks tear what is printed in a narrow column: 持证 / 残疾人.
    const text = key === 'audience' ? value.value.replace(/\n/g, '') : value.value;
    for (const sentence of sentencesOf(text)) {
      if (!pattern.test(sentence)) continue;
      quotes.push({
        text: shorten(sentence.replace(/[；;]$/, '。'), pattern),
        value: value as ResolvedValue<FieldKey>,
      });
      if (quotes.length === most) return quotes;
    }
  }
  return quotes;
}

/** @returns the paragraphs of a cell. */
export function paragraphs(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** @returns sentences without the blanks that page breaks left behind. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[。；;])|\n/)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}

function shorten(sentence: string, pattern: RegExp): string {
  if (sentence.length <= LONGEST) return sentence;
  const clauses = sentence.split(/(?<=[，,])/);
  const hit = clauses.findIndex((clause) => pattern.test(clause));
  let text = '';
  for (let i = Math.max(0, hit); i < clauses.length && text.length < LONGEST / 2; i++) text += clauses[i];
  return `${hit > 0 ? '……' : ''}${text.replace(/[，,]$/, '……')}`;
}
