import type { Section } from './response.js';
import { clip, withoutRemarks } from './sentences.js';

/** A section as one line. */
export interface Brief {
  text: string;
  /** Nothing of the section is left out. */
  whole: boolean;
}

/** @returns the lines that state something; remarks on them stand in brackets. */
export function statingLines({ lines }: Section): string[] {
  return lines.filter((line) => !line.startsWith('（'));
}

/**
 * A section as one line of at most `length` characters: remarks go before words do, and papers are all named before
 * anything is told of one.
 */
export function briefOf(section: Section, length: number): Brief {
  const lines = statingLines(section).map((line) => line.replace(/^[0-9]+\. /, ''));
  if (section.key === 'materials') return listOf(lines, length);
  const [first = '', second = ''] = lines;
  const line = first.endsWith('：') ? first + second : first;
  const bare = withoutRemarks(line);
  const text = [line, bare, bare.split(/[；。]/)[0] ?? ''].find((one) => one && one.length <= length);
  return { text: text ?? clip(bare, length), whole: text === line && lines.length === 1 };
}

function listOf(lines: readonly string[], length: number): Brief {
  const names = lines.map((line) => line.split('：')[0] ?? '');
  let shown = 0;
  while (shown < names.length && names.slice(0, shown + 1).join('、').length < length) shown++;
  const text = shown > 0 ? names.slice(0, shown).join('、') : clip(names[0] ?? '', length - 1);
  const all = shown === names.length;
  return {
    text: all ? text : `${text}等`,
    whole: all && names.every((name, index) => name === lines[index]),
  };
}
