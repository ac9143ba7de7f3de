import type { Section } from '../../../../../src/answer/response.js';
import type { SourceRef } from '../../../../../src/catalogue/snapshot.js';

/** How sure a section is, in the words of the card. */
export const STATUS_WORDS: Readonly<Record<Section['status'], string>> = {
  stated: '原文',
  derived: '推算',
  unknown: '未载明',
};

/** @returns whether the caller should be told to ask before going: nothing is known, or a line says so. */
export function needsCheck({ status, lines }: Section): boolean {
  return status === 'unknown' || lines.some((line) => line.includes('核实'));
}

/** @returns a source as one line: title, 文号, date and place. */
export function sourceWords({ title, docNumber, date, seq }: SourceRef): string {
  const place = seq === null ? '' : `第${seq}项`;
  return [`《${title}》`, docNumber ?? '', date ?? '日期未载', place].filter(Boolean).join(' ');
}
