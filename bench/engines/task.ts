import { implementationFor } from '../../src/answer/resolve.js';
import type { Region } from '../../src/catalogue/regions.js';
import type { ItemRecord } from '../../src/catalogue/snapshot.js';
import { isGuideOnly, type JudgedQuestion } from '../../src/evaluation/judged.js';
import { normalise } from '../../src/language/normalise.js';
import type { Engine } from '../../src/matching/engine.js';
import type { BenchDocument, BenchQuestion, BenchTask } from './engine.js';

const BODY_FIELDS = ['content', 'standard', 'audience', 'agency'] as const;

/**
 * Turns the published catalogue and judged questions into what every engine gets alike.
 *
 * @param engine - ours, used for reading regions only.
 */
export function prepareTask(
  engine: Engine,
  judged: readonly JudgedQuestion[],
  databaseUrl: string,
  withSimilarQuestions: boolean,
): BenchTask {
  const items = engine.snapshot.items.filter((item) => !isGuideOnly(keysOf(item)));
  return {
    documents: items.map((item) => documentOf(item, withSimilarQuestions)),
    questions: judged.map(({ question, region }) => questionOf(engine, items, question, region)),
    databaseUrl,
    withSimilarQuestions,
  };
}

function documentOf(item: ItemRecord, withSimilarQuestions: boolean): BenchDocument {
  const names = [item.name, ...item.implementations.map(({ name }) => name)];
  const body = item.implementations.flatMap(({ elements }) =>
    BODY_FIELDS.flatMap((field) => (elements[field] ?? []).map(({ value }) => value)),
  );
  return {
    id: item.id,
    name: joined(names),
    questions: withSimilarQuestions ? joined(item.questions) : '',
    body: joined(body),
    keys: keysOf(item),
  };
}

function keysOf(item: ItemRecord): string[] {
  return [...new Set(item.implementations.flatMap(({ sources }) => sources.map(({ key }) => key)))];
}

function joined(texts: readonly string[]): string {
  return [...new Set(texts)].map(normalise).join('\n');
}

/** The same region for every engine: the one named in the question, else the profile's. */
function questionOf(
  engine: Engine,
  items: readonly ItemRecord[],
  question: string,
  profile: string | null,
): BenchQuestion {
  const { regions } = engine.snapshot;
  const region: Region | null =
    engine.language.read(question).region ?? (profile ? regions.resolve(profile) : null);
  const allowed = region
    ? items.filter((item) => implementationFor(item, region.code, regions)).map(({ id }) => id)
    : null;
  return { question, region: profile, text: normalise(question), allowed };
}
