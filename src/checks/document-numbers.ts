import type { Snapshot } from '../catalogue/snapshot.js';
import { originOf } from './subject.js';

/** 渝府发〔2012〕22号, with the brackets and blanks that lists really use. */
const DOC_NUMBER =
  /(\p{Script=Han}{1,12})\s*[〔﹝【[［(（]\s*((?:19|20)\d{2})\s*[〕﹞】\]］)）]\s*(?:第\s*)?(\d{1,5})\s*号/gu;
/** Words of a sentence that run into the issuer's abbreviation: 根据渝府发〔2012〕22号. */
const BEFORE = /^.*(?:根据|依据|按照?|执行|贯彻|转发|印发|文件|通知|和|及|与|见)(?=.)/u;

/** One 文号: its normal form, for comparing, and its year. */
export interface DocNumber {
  text: string;
  year: number;
}

/** @returns the 文号 that a text names. */
export function docNumbersIn(text: string): DocNumber[] {
  return [...text.matchAll(DOC_NUMBER)].map(([, issuer = '', year = '', number = '']) => ({
    text: `${issuer.replace(BEFORE, '')}〔${year}〕${Number(number)}号`,
    year: Number(year),
  }));
}

/** @returns the 文号 that a source of the catalogue has: its own, in its title, or in a row of an official list. */
export function knownDocNumbers({ items }: Snapshot): Set<string> {
  const known = new Set<string>();
  for (const { implementations } of items)
    for (const { sources } of implementations)
      for (const source of sources) {
        const printed = originOf(source) === 'print' ? Object.values(source.row ?? {}) : [];
        for (const text of [source.title, source.docNumber ?? '', ...printed])
          for (const number of docNumbersIn(text)) known.add(number.text);
      }
  return known;
}
