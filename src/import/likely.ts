import { readSourceJson } from './documents.js';
import type { PrintedRow } from './draft.js';
import { squeeze } from './values/text.js';

/** A place where the print looks wrong: what stands there and what was most likely meant. */
interface Misprint {
  key: string;
  header: string;
  print: string;
  likely: string;
}

let curated: Map<string, Misprint[]> | null = null;

/**
 * @param name - header of the column that names the matter; its likely form is on one line without blanks.
 * @returns header → likely form of every cell whose print looks wrong; undefined when none does.
 */
export function likelyForms(row: PrintedRow, name: string): Record<string, string> | undefined {
  const forms: Record<string, string> = {};
  for (const { header, text } of row.cells) {
    // Names are compared without the blanks and breaks that printing put into them.
    const printed = header === name ? squeeze(text) : text;
    const likely = misprintsOf(row.key)
      .filter((each) => each.header === header)
      .reduce((form, each) => form.replace(each.print, each.likely), mend(printed, header === name));
    if (likely !== printed) forms[header] = likely;
  }
  return Object.keys(forms).length > 0 ? forms : undefined;
}

/** Slips of character recognition that need no reading of the sentence. */
function mend(text: string, isName: boolean): string {
  const mended = text
    .replace(/(\p{Script=Han})\s?and\s?(\p{Script=Han})/gu, '$1和$2')
    .replace(/(\p{Script=Han})`(?=\p{Script=Han})/gu, '$1');
  // Long texts open and close brackets across their pieces; only in a name is a pair surely one.
  return isName ? pairBrackets(mended) : mended;
}

/** （延续) → （延续）: a bracket closed with the other width than it was opened with. */
function pairBrackets(text: string): string {
  const open: string[] = [];
  let mended = '';
  for (const char of text) {
    if (char === '(' || char === '（') open.push(char);
    const opener = char === ')' || char === '）' ? open.pop() : undefined;
    mended += opener === '（' ? '）' : opener === '(' ? ')' : char;
  }
  return mended;
}

function misprintsOf(key: string): readonly Misprint[] {
  if (!curated) {
    curated = new Map();
    for (const each of readSourceJson<Misprint[]>('likely.json'))
      curated.set(each.key, [...(curated.get(each.key) ?? []), each]);
  }
  return curated.get(key) ?? [];
}
