import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { ImplementationRecord, ItemRecord, Snapshot } from '../catalogue/snapshot.js';
import { projectPath } from '../project-root.js';
import type { MatterInRegion } from './resolve.js';
import type { Section } from './response.js';
import { uniqueSources } from './sections/section.js';

/** Longest summary, in characters: what an old person listens to in one breath. */
export const SUMMARY_LENGTH = 120;

const summary = z.strictObject({
  /** Key of the matter. */
  item: z.string().min(1, '没有写事项'),
  /** Keys of the printed rows and guides that say it; it is shown where all of them hold. */
  sources: z.array(z.string().min(1)).min(1, '没有写出处'),
  text: z.string().trim().min(10, '太短').max(SUMMARY_LENGTH, `不能超过${SUMMARY_LENGTH}字`),
});

/** 通俗说明: what a matter is, in plain words, written from its sources. */
export type Summary = z.output<typeof summary>;

/** Faults of data/summaries.jsonl, one Chinese line each. */
export class SummariesError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`通俗说明的数据有误：\n${faults.join('\n')}`);
    this.name = 'SummariesError';
  }
}

/** @throws {SummariesError} naming every faulty line. */
export function loadSummaries(file = projectPath('data', 'summaries.jsonl')): Summary[] {
  return readSummaries(readFileSync(file, 'utf8'));
}

/**
 * @param text - one JSON object a line; blank lines are passed over.
 * @throws {SummariesError}
 */
export function readSummaries(text: string): Summary[] {
  const found = new Map<string, Summary>();
  const faults: string[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const parsed = summary.safeParse(parseJson(line));
    const where = `第${index + 1}行`;
    if (!parsed.success) {
      faults.push(
        `${where}：${parsed.error.issues.map(({ path, message }) => [...path, message].join(' ')).join('；')}`,
      );
      continue;
    }
    if (found.has(parsed.data.item)) faults.push(`${where}：${parsed.data.item} 已经有一条`);
    found.set(parsed.data.item, parsed.data);
  }
  if (faults.length > 0) throw new SummariesError(faults);
  return [...found.values()];
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** @returns one Chinese line for each summary that the catalogue does not bear out: an unknown key, a number of its own. */
export function faultsOfSummaries(summaries: readonly Summary[], { items }: Snapshot): string[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  return summaries.flatMap((one) => faultOf(one, byId.get(one.item)) ?? []);
}

/** @returns the summaries that the catalogue bears out, by matter; an office may have replaced the list they speak of. */
export function soundSummaries(summaries: readonly Summary[], { items }: Snapshot): Map<string, Summary> {
  const byId = new Map(items.map((item) => [item.id, item]));
  const sound = summaries.filter((one) => faultOf(one, byId.get(one.item)) === null);
  return new Map(sound.map((one) => [one.item, one]));
}

function faultOf({ item: id, sources, text }: Summary, item: ItemRecord | undefined): string | null {
  if (!item) return `通俗说明：没有事项 ${id}`;
  const known = new Set(item.implementations.flatMap((own) => own.sources.map(({ key }) => key)));
  const missing = sources.find((key) => !known.has(key));
  if (missing) return `通俗说明 ${id}：事项没有出处 ${missing}`;
  const words = item.implementations.map((own) => wordsOf(own, sources)).join('\n');
  const numbers = new Set(numbersIn(words));
  const strange =
    numbersIn(text).find((number) => !numbers.has(number)) ??
    (text.match(CHINESE_NUMBER) ?? []).find((number) => !words.includes(number));
  return strange === undefined ? null : `通俗说明 ${id}：出处里没有“${strange}”`;
}

/** 一个月, 三级, 两寸: a number that a resident would hold us to. */
const CHINESE_NUMBER = /[一二三四五六七八九十两]+(?:个月|日|级|寸|周|档)/g;

function numbersIn(text: string): number[] {
  return (text.match(/[0-9]+(?:\.[0-9]+)?/g) ?? []).map(Number);
}

/** Everything the named sources state in an implementation, and their printed rows. */
function wordsOf({ name, elements, sources }: ImplementationRecord, keys: readonly string[]): string {
  const named = sources.map(({ key }) => keys.includes(key));
  const statements = Object.values(elements)
    .flat()
    .filter(({ source, confidence }) => named[source] && confidence !== 'low');
  const rows = sources.filter((_, index) => named[index]).map(({ row }) => row ?? {});
  return JSON.stringify([name, statements.map(({ value }) => value), rows]).normalize('NFKC');
}

/**
 * The summary as a section of an overview.
 *
 * @returns null when there is none for the matter, or when a source of it does not hold in the region.
 */
export function summarySection(
  matter: MatterInRegion,
  summaries: ReadonlyMap<string, Summary>,
): Section | null {
  const summary = summaries.get(matter.item.id);
  if (!summary) return null;
  const here = matter.implementations.flatMap(({ sources }) => sources);
  const sources = here.filter(
    ({ key, date }) => summary.sources.includes(key) && !(date && date > matter.today),
  );
  if (!summary.sources.every((key) => sources.some((source) => source.key === key))) return null;
  const secondHand = matter.implementations.some((own) =>
    Object.values(own.elements)
      .flat()
      .some(
        ({ source, confidence }) =>
          confidence === 'medium' && summary.sources.includes(own.sources[source]?.key ?? ''),
      ),
  );
  return {
    key: 'summary',
    label: '通俗说明',
    status: 'derived',
    lines: [
      summary.text,
      '（根据所列出处写的通俗说明，以原文和办理窗口答复为准。）',
      ...(secondHand ? ['（办理前请电话核实）'] : []),
    ],
    data: {},
    sources: uniqueSources(sources),
  };
}
