import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import type { Elements, Statement } from '../../entities/elements.js';
import { projectPath } from '../project-root.js';
import { type GuideDraft, guideKeyIn } from './readings.js';

const text = z.string().trim().min(1);
const texts = z.array(text).min(1);
/** Pages often carry no more than a year or a month. */
const date = z.string().regex(/^\d{4}(-\d{2}){0,2}$/, '日期应为 2023-07-28、2023-07 或 2023');
const count = z.number().int().nonnegative();

const legalBases = z
  .array(z.strictObject({ title: text, docNumber: text.optional(), article: text.optional(), text }))
  .min(1);
const materials = z
  .array(
    z.strictObject({
      name: text,
      form: text.optional(),
      copies: count.optional(),
      issuer: text.optional(),
      note: text.optional(),
      verifiedOnline: z.boolean().optional(),
      substitute: text.optional(),
    }),
  )
  .min(1);
const timeLimit = z.strictObject({
  days: count.optional(),
  unit: z.enum(['workingDay', 'calendarDay']).optional(),
  text,
});
const locations = z
  .array(
    z.strictObject({
      name: text,
      address: text.optional(),
      window: text.optional(),
      hours: text.optional(),
      phones: texts.optional(),
      latitude: z.number().optional(),
      longitude: z.number().optional(),
    }),
  )
  .min(1);
const phones = z.array(z.strictObject({ number: text, label: text.optional() })).min(1);
const fees = z
  .array(
    z.strictObject({
      amount: z.number().nonnegative().optional(),
      per: text.optional(),
      exemptions: text.optional(),
      text,
    }),
  )
  .min(1);

/** What a guide may state: elements of the form, and how much is paid out. */
const elements = z
  .strictObject({
    type: text,
    legalBases,
    content: text,
    agencyNature: text,
    legalTimeLimit: timeLimit,
    conditions: texts,
    materials,
    jointAgencies: texts,
    intermediaryServices: text,
    process: z.array(z.strictObject({ text, time: text.optional() })).min(1),
    quota: text,
    resultName: text,
    resultSample: text,
    feeCharged: z.boolean(),
    feeStandard: fees,
    feeBasis: text,
    audience: text,
    handlingType: z.enum(['即办件', '承诺件']),
    promisedTimeLimit: timeLimit,
    serviceScope: text,
    handlingForms: texts,
    appointment: z.boolean(),
    onlinePayment: z.boolean(),
    courier: z.boolean(),
    system: text,
    locations,
    serviceHours: text,
    consultPhones: phones,
    faqs: z.array(z.strictObject({ question: text, answer: text })).min(1),
    supervisePhones: phones,
    standard: text,
  })
  .partial();

const guide = z
  .strictObject({
    key: z.string().regex(/^guide-[a-z0-9-]+$/, '应为 guide- 加小写字母、数字和连字符'),
    matters: z.array(z.string().regex(/^[a-z0-9-]+$/)),
    situation: text.nullish().transform((label) => label ?? null),
    name: text,
    regionCode: z.string().regex(/^\d{6,12}(-\d{2})?$/),
    agency: text.nullish().transform((name) => name ?? null),
    confidence: z.enum(['high', 'medium', 'low']),
    notes: z
      .string()
      .trim()
      .nullish()
      .transform((note) => note || null),
    sources: z.array(z.strictObject({ url: text, title: text, date: date.nullable() })).min(1, '没有出处'),
    elements,
    sourceOf: z.record(z.string(), count).default({}),
  })
  .superRefine(({ elements: stated, sourceOf, sources, agency, situation, matters }, context) => {
    const fault = (message: string, path: string[]) => context.addIssue({ code: 'custom', message, path });
    if (agency === null && Object.keys(stated).length === 0) fault('没有任何要素', ['elements']);
    if (situation !== null && matters.length === 0) fault('只有挂在某个事项下才有办理情形', ['situation']);
    for (const [key, source] of Object.entries(sourceOf)) {
      if (!(key in stated) && key !== 'agency') fault('没有这个要素', ['sourceOf', key]);
      if (source >= sources.length) fault(`没有第 ${source} 个出处`, ['sourceOf', key]);
    }
  });

/**
 * 办事资料: what pages outside the official lists state about one matter in one region, as data/implementations/README.md
 * describes it. `elements` holds plain values; `sourceOf` names the source of an element where it is not the first.
 */
export type Guide = z.output<typeof guide>;

/** A file of guides that cannot be used; the message is a Chinese sentence with file and line. */
export class GuideFileError extends Error {
  constructor(file: string, line: number, problem: string) {
    super(`${file} 第 ${line} 行：${problem}`);
    this.name = 'GuideFileError';
  }
}

/**
 * Reads every `.jsonl` file of a folder, in order of their names.
 *
 * @param folder - by default data/implementations; a folder that does not exist holds no guides.
 * @throws {GuideFileError} at the first line that is no guide or repeats a key.
 */
export function loadGuides(folder = projectPath('data', 'implementations')): Guide[] {
  let files: string[];
  try {
    files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const keys = new Set<string>();
  return files.sort().flatMap((file) => parseGuides(readFileSync(join(folder, file), 'utf8'), file, keys));
}

/**
 * Reads guides, one JSON object a line; empty lines are passed over.
 *
 * @param file - name for messages.
 * @param keys - keys that are taken; those read are added.
 * @throws {GuideFileError}
 */
export function parseGuides(jsonl: string, file: string, keys: Set<string> = new Set()): Guide[] {
  return jsonl.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    const fault = (problem: string) => new GuideFileError(basename(file), index + 1, problem);
    const parsed = guide.safeParse(parseJson(line), { error: chineseMessage });
    if (parsed.success) {
      if (keys.has(parsed.data.key)) throw fault(`${parsed.data.key} 已经用过`);
      keys.add(parsed.data.key);
      return [parsed.data];
    }
    const issue = parsed.error.issues[0];
    const place = issue?.path.join('.');
    throw fault(`${place ? `${place} ` : ''}${issue?.message ?? '格式不对'}`);
  });
}

/**
 * Makes guides ready for publication: every statement carries its source, confidence, note and situation. A guide of
 * several matters becomes one draft for each; the further ones are told apart by `@` and the matter in their keys.
 */
export function guideDrafts(guides: readonly Guide[]): GuideDraft[] {
  return guides.flatMap((guide): GuideDraft[] => {
    const { key, matters, regionCode, name, sources } = guide;
    const drafted = { regionCode, name, elements: statementsOf(guide), sources };
    if (matters.length === 0) return [{ key, matter: null, ...drafted }];
    return matters.map((matter, index) => ({
      key: index === 0 ? key : guideKeyIn(key, matter),
      matter,
      ...drafted,
    }));
  });
}

function statementsOf({ name, agency, elements, sourceOf, confidence, notes, situation }: Guide): Elements {
  const values = { name, ...(agency ? { agency } : {}), ...elements };
  const statements = Object.entries(values).map(([key, value]): [string, Statement<unknown>[]] => {
    const extra = {
      ...(notes === null ? {} : { note: notes }),
      ...(situation === null ? {} : { situation }),
    };
    return [key, [{ value, source: sourceOf[key] ?? 0, confidence, ...extra }]];
  });
  return Object.fromEntries(statements) as Elements;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** What the schema says itself stays; the library's own words are put in Chinese. */
function chineseMessage(issue: { code: string; input?: unknown; keys?: string[] }): string {
  if (issue.input === undefined) return '缺少内容，或不是一行 JSON';
  if (issue.code === 'unrecognized_keys') return `不认识 ${issue.keys?.join('、')}`;
  if (issue.code === 'too_small') return '不能为空';
  return '内容不合格式';
}
