/**
 * How several values stand in one cell of an 实施清单: one value a line, its parts separated by ｜, every part
 * but the first with its name: 户口簿｜形式：原件｜份数：1. A backslash takes the meaning from the character behind.
 */
import { cellText } from '../readers/blocks.js';

/** A cell that cannot be understood; the message is one Chinese sentence without the name of the field. */
export class CellError extends Error {}

type Part = string | number | boolean | string[];

/** One named part of a record: its key, its name in the cell, and what it holds. */
export interface PartSpec {
  key: string;
  label: string;
  kind: 'text' | 'number' | 'boolean' | 'list';
}

/** A record on one line: `primary` comes first and without a name. */
export interface RecordSpec {
  primary: string;
  parts: readonly PartSpec[];
  /** Reads a line somebody wrote freely, without named parts. */
  free?: (text: string) => object;
}

const EMPTY = '\\e';
/** Control characters and the start of what workbooks take for an escaped character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be written as codes
const UNSAFE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]|_(?=x)/g;

/** @returns text that reads back unchanged by `unescapeText`; on one line when `oneLine` is given. */
export function escapeText(text: string, oneLine = false): string {
  if (text === '') return EMPTY;
  let escaped = text
    .replace(/\\/g, '\\\\')
    .replace(/｜/g, '\\｜')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t');
  if (oneLine || cellText(text) !== text) escaped = escaped.replace(/\n/g, '\\n');
  return escaped
    .replace(UNSAFE, codeOf)
    .replace(/^\s+|\s+$/g, (blanks) => blanks.split('').map(codeOf).join(''))
    .replace(/^(?=[〔＝])/gm, '\\');
}

export function unescapeText(text: string): string {
  return text.replace(/\\(u[0-9a-f]{4}|[\s\S])/g, (_, code: string) => {
    if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return { n: '\n', r: '\r', t: '\t', e: '' }[code] ?? code;
  });
}

/** @returns one line for each value; 无 for none. */
export function encodeLines(values: readonly string[]): string {
  return notNone(values.map((value) => escapeText(value, true)));
}

export function decodeLines(cell: string): string[] {
  return cell === '无' ? [] : cell.split('\n').map(unescapeText);
}

export function encodeRecords(values: readonly object[], spec: RecordSpec): string {
  return notNone(values.map((value) => encodeRecord(value, spec)));
}

/** 无 alone means that there is none; a value of that name is marked. */
function notNone(lines: readonly string[]): string {
  const cell = lines.join('\n');
  return lines.length === 0 ? '无' : cell === '无' ? '\\无' : cell;
}

/** @throws {CellError} for a part that is no number or no 是/否. */
export function decodeRecords<T>(cell: string, spec: RecordSpec): T[] {
  return cell === '无' ? [] : cell.split('\n').map((line) => decodeRecord(line, spec) as T);
}

export function encodeRecord(value: object, spec: RecordSpec): string {
  const record = value as Record<string, Part | undefined>;
  const first = escapeText(String(record[spec.primary] ?? ''), true);
  if (spec.free && same(spec.free(String(record[spec.primary] ?? '')), record)) return first;
  const parts = spec.parts.flatMap(({ key, label, kind }) => {
    const part = record[key];
    if (part === undefined) return [];
    if (kind === 'list' && Array.isArray(part))
      return part.length === 0 ? [`${label}：`] : part.map((each) => `${label}：${escapeText(each, true)}`);
    if (kind === 'boolean') return [`${label}：${part ? '是' : '否'}`];
    return [`${label}：${escapeText(String(part), true)}`];
  });
  // A lone first part would be read freely; an empty mark keeps it as it is.
  return [first, ...(parts.length > 0 || !spec.free ? parts : [''])].join('｜');
}

export function decodeRecord(line: string, spec: RecordSpec): object {
  const [first = '', ...rest] = splitParts(line);
  const primary = unescapeText(first);
  if (rest.length === 0 && spec.free) return spec.free(primary);
  const record: Record<string, Part> = { [spec.primary]: primary };
  for (const part of rest) takePart(record, part, spec);
  return record;
}

/** Splits at every ｜ that no backslash stands before. */
function splitParts(line: string): string[] {
  const parts = [''];
  let escaped = false;
  for (const char of line) {
    if (char === '｜' && !escaped) parts.push('');
    else parts[parts.length - 1] += char;
    escaped = char === '\\' && !escaped;
  }
  return parts;
}

/** @returns whether a line was written as a record, with ｜ between its parts. */
export function hasParts(line: string): boolean {
  return splitParts(line).length > 1;
}

function takePart(record: Record<string, Part>, part: string, spec: RecordSpec): void {
  if (part === '') return;
  const colon = part.search(/[：:]/);
  const named = spec.parts.find(({ label }) => label === part.slice(0, Math.max(colon, 0)).trim());
  if (!named) {
    // Words somebody added without a name belong to the first part.
    record[spec.primary] = `${record[spec.primary]}（${unescapeText(part)}）`;
    return;
  }
  const text = part.slice(colon + 1);
  if (named.kind === 'list') {
    const list = (record[named.key] as string[] | undefined) ?? [];
    record[named.key] = text === '' ? list : [...list, unescapeText(text)];
  } else if (named.kind === 'boolean') record[named.key] = decodeYesNo(text);
  else if (named.kind === 'number') {
    const digits = text.normalize('NFKC').trim();
    if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(digits))
      throw new CellError(`“${named.label}”应填数字，现为“${text}”`);
    record[named.key] = Number(digits);
  } else record[named.key] = unescapeText(text);
}

/** @throws {CellError} when it is neither yes nor no. */
export function decodeYesNo(text: string): boolean {
  const answer = text.trim();
  if (/^(是|支持|有|公开|收费)$/.test(answer)) return true;
  if (/^(否|不支持|无|不公开|不收费|免费)$/.test(answer)) return false;
  throw new CellError(`应填“是”或“否”，现为“${answer}”`);
}

function codeOf(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** @returns whether both hold the same values; keys without value do not count. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, ordered(each)]),
  );
}
