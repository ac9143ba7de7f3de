import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectPath } from '../project-root.js';
import { FACT_KEYS, type FactKey } from './facts.js';
import { type Predicate, partAt, predicateSchema } from './predicate.js';

const quote = z.strictObject({
  /** Words of the row, verbatim but for line breaks. */
  sentence: z.string().min(1),
  /** Path of the part of `when` that reads them, e.g. `/any/0`; empty: the whole. */
  predicatePart: z.string().regex(/^(\/(all|any|not|\d+))*$/),
});

const benefitSchema = z.strictObject({
  /** Key of the printed row. */
  key: z.string().min(1),
  name: z.string().min(1),
  when: predicateSchema,
  quotes: z.array(quote).min(1),
  /** 0–100: money and care for those in need first, what everybody may use last. */
  priority: z.number().int().min(0).max(100),
  /** For every resident; never in the foreground. */
  everyone: z.literal(true).optional(),
  /** Whoever has told this fact has the benefit already and need not be told of it: 低保户, 特困供养. */
  already: z.enum(FACT_KEYS as [FactKey, ...FactKey[]]).optional(),
  /** How a word of the row was understood where it leaves room, for people. */
  note: z.string().optional(),
  /** The last day for which the row itself promises it, with the sentence that says so. */
  validTo: z.strictObject({ date: z.iso.date(), sentence: z.string().min(1) }).optional(),
});

/** Who may get what one printed row grants. */
export interface Benefit extends z.output<typeof benefitSchema> {
  when: Predicate;
}

const DIRECTORY = projectPath('data', 'eligibility');
/** Beside the benefits; see questions.ts. */
export const QUESTIONS_FILE = join(DIRECTORY, 'questions.json');

let loaded: readonly Benefit[] | null = null;

/**
 * @returns the benefits of data/eligibility/, read once.
 * @throws when a file is faulty: an entry of an unknown form, a key that stands twice, a quote for a part that is not there.
 */
export function loadBenefits(): readonly Benefit[] {
  loaded ??= readBenefits();
  return loaded;
}

function readBenefits(): Benefit[] {
  const files = readdirSync(DIRECTORY)
    .map((name) => join(DIRECTORY, name))
    .filter((path) => path.endsWith('.json') && path !== QUESTIONS_FILE)
    .sort();
  const benefits = files.flatMap(
    (path) => z.array(benefitSchema).parse(JSON.parse(readFileSync(path, 'utf8'))) as Benefit[],
  );
  const keys = new Set<string>();
  for (const { key, when, quotes } of benefits) {
    if (keys.has(key)) throw new Error(`data/eligibility: ${key} stands twice`);
    keys.add(key);
    for (const { predicatePart } of quotes)
      if (!partAt(when, predicatePart)) throw new Error(`data/eligibility: ${key} has no ${predicatePart}`);
  }
  return benefits;
}
