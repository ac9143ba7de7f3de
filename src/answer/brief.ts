import type { Section } from './response.js';
import { clip, withoutRemarks } from './sentences.js';

/** A section as one line. */
export interface Brief {
  text: string;
  /** 办理情形 that the text holds for, where it does not hold for all: 房屋过户, or 房屋过户等. */
  about: string | null;
  /** Nothing of the section is left out. */
  whole: boolean;
}

/** @returns the indexes of the lines that a question is about; empty when it is about none or all of them. */
export type Choose = (lines: readonly string[]) => readonly number[];
const NONE: Choose = () => [];

/** Lines that hold for one 办理情形; for the whole matter where it is null. */
export interface Part {
  situation: string | null;
  lines: string[];
}

/** Before the words of a line: `1. `, `2．`, `（一）`. */
const NUMBER = /^(?:[0-9]{1,2}[.．、](?![0-9])\s*|[（(][一二三四五六七八九十]{1,3}[）)])/;
/** How a paper is filled in, handed in or looked up; other notes tell who needs it, or when. */
const HOW =
  /填|领取$|下载|拍照|签|上传|缴|收回|核验|首页|留存|出具|加盖|写明|姓名|转载|来源|^如|合同$|等$|份$|副本|共享/;
/** A note longer than this takes the room of other papers. */
const NOTE_LENGTH = 20;
/** Names a case: 有未成年子女随迁…时提供, 仅异地分娩, 其他人员. */
const CASE = /时(?:提供|提交|办理)?$|的$|仅|除外/;
const UNNECESSARY = '非必要';

/** @returns the lines that state something; remarks on them stand in brackets. */
export function statingLines({ lines }: Section): string[] {
  return lines.filter((line) => !line.startsWith('（'));
}

const partsKnown = new WeakMap<Section, readonly Part[]>();

/** @returns the stating lines of a section by 办理情形; the headings of cases are no lines of their own. */
export function partsOf(section: Section): readonly Part[] {
  let known = partsKnown.get(section);
  if (!known) {
    known = readParts(section);
    partsKnown.set(section, known);
  }
  return known;
}

function readParts(section: Section): Part[] {
  const situations = situationsIn(section);
  const parts: Part[] = [];
  let current: Part = { situation: null, lines: [] };
  for (const line of statingLines(section)) {
    const heading = situations.find((one) => line.startsWith(`${one}：`));
    if (heading !== undefined || parts.length === 0) {
      current = { situation: heading ?? null, lines: [] };
      parts.push(current);
    }
    const words = (heading === undefined ? line : line.slice(heading.length + 1)).replace(NUMBER, '');
    if (words) current.lines.push(words);
  }
  return parts.filter(({ lines }) => lines.length > 0);
}

function situationsIn({ data }: Section): string[] {
  const parts = (data.parts ?? [data]) as { situation?: string }[];
  return parts.flatMap(({ situation }) => situation ?? []);
}

/**
 * A section as one line of at most `length` characters. What holds for one case only says for which; papers that not
 * everybody needs say who does; 等 stands where anything is left out.
 *
 * @param choose - the lines of a part that the question is about come first.
 * @returns null when nothing is short enough.
 */
export function briefOf(section: Section, length: number, choose: Choose = NONE): Brief | null {
  const parts = partsOf(section);
  const [first] = parts;
  if (!first) return null;
  const same = parts.every(({ lines }) => lines.join('\n') === first.lines.join('\n'));
  const shown = inOrder(first.lines, choose);
  const list =
    section.key === 'materials' ? papersWithin(shown, length) : linesWithin(shown, length, section.key);
  if (!list) return null;
  const about = first.situation && (same && parts.length > 1 ? `${first.situation}等` : first.situation);
  return { text: list.text, about, whole: list.whole && (same || parts.length === 1) };
}

function inOrder(lines: readonly string[], choose: Choose): string[] {
  const chosen = choose(lines);
  return [...chosen.map((at) => lines[at] as string), ...lines.filter((_, at) => !chosen.includes(at))];
}

type List = Pick<Brief, 'text' | 'whole'>;

/** One of several conditions would pass for all of them: where not even two fit, none is told. */
const LEAST_CONDITIONS = 2;

function linesWithin(lines: readonly string[], length: number, key: string): List | null {
  // The first place or number is one to go to or to call; the others are no less right.
  const wanted = key === 'location' || key === 'phone' ? lines.slice(0, 1) : lines;
  const forms = wanted.map((line) => line.replace(/[；;。，]$/, ''));
  const bare = forms.map((line) => withoutRemarks(line));
  for (const some of [forms, bare])
    if (some.join('；').length <= length)
      return { text: some.join('；'), whole: some === forms && wanted.length === lines.length };
  let shown = 0;
  while (bare.slice(0, shown + 1).join('；').length < length) shown++;
  if (shown >= (key === 'conditions' ? LEAST_CONDITIONS : 1))
    return { text: `${bare.slice(0, shown).join('；')}等`, whole: false };
  if (key === 'conditions') return null;
  const [line = ''] = bare;
  if (key === 'location') return { text: clausesWithin(line, length), whole: false };
  const sentence = line.split(/[；。]/)[0] ?? '';
  return { text: sentence.length < length ? `${sentence}等` : clip(line, length), whole: false };
}

/** An address as far as it fits: half a phone number helps nobody. */
function clausesWithin(line: string, length: number): string {
  const clauses = line.split('，');
  while (clauses.length > 1 && clauses.join('，').length > length) clauses.pop();
  return clip(clauses.join('，'), length);
}

interface Paper {
  /** With who needs it, or when. */
  text: string;
  /** Everybody needs it. */
  always: boolean;
}

function papersWithin(lines: readonly string[], length: number): List | null {
  const papers = lines.map(paperOf);
  const needed = papers.filter((paper) => paper !== null);
  const ordered = [...needed.filter(({ always }) => always), ...needed.filter(({ always }) => !always)];
  let shown = 0;
  const textOf = (count: number): string =>
    ordered
      .slice(0, count)
      .map(({ text }) => text)
      .join('、');
  while (shown < ordered.length && textOf(shown + 1).length < length) shown++;
  if (shown === 0) return ordered[0] ? { text: clip(ordered[0].text, length), whole: false } : null;
  const all = shown === papers.length;
  return {
    text: all ? textOf(shown) : `${textOf(shown)}等`,
    whole: all && lines.every((line) => !line.includes('：')),
  };
}

/** `户口簿（原件）：仅外省户籍需要` → 户口簿（原件；仅外省户籍需要）; null: nobody needs it. */
function paperOf(line: string): Paper | null {
  const [name = '', ...notes] = line.split('：');
  const note = notes.join('：');
  if (note.startsWith(UNNECESSARY)) return null;
  const [clause = ''] = note.split(/[；。]/);
  if (!clause || HOW.test(clause)) return { text: name, always: true };
  const when = [clause, clause.split('，')[0] ?? ''].find((one) => one.length <= NOTE_LENGTH);
  // A long note that names no case describes the paper.
  if (!when && !CASE.test(clause)) return { text: name, always: true };
  const short = when ?? '部分情形要';
  return {
    text: name.endsWith('）') ? `${name.slice(0, -1)}；${short}）` : `${name}（${short}）`,
    always: false,
  };
}

/** @returns the name of a paper with who needs it, or when, as short as it gets. */
export function shortPaper(line: string): string {
  return paperOf(line)?.text ?? `${line.split('：')[0]}（${UNNECESSARY}）`;
}
