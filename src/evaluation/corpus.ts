import { RegionTree } from '../catalogue/regions.js';
import type { ItemRecord, Snapshot } from '../catalogue/snapshot.js';
import { buildEngine, type Engine } from '../matching/engine.js';
import type { Match } from '../matching/matcher.js';
import { loadTools } from '../matching/tools.js';
import { percentile, type RankFigures, rankFigures } from './ranks.js';

/** A document of a foreign catalogue. */
export interface CorpusDocument {
  id: string;
  title: string;
  text: string;
}

export interface CorpusFigures extends RankFigures {
  questions: number;
  p50Ms: number;
  p99Ms: number;
}

/** Candidates looked at, for `mrrAt10`. */
const DEPTH = 10;

/** Builds the same matcher over a foreign catalogue: its titles are names, its texts are contents. */
export function corpusEngine(documents: readonly CorpusDocument[], dataFolder: string): Engine {
  const items = documents.map(
    ({ id, title, text }): ItemRecord => ({
      id,
      name: title,
      type: null,
      themes: [],
      questions: [],
      linked: [],
      implementations: [
        {
          itemId: id,
          regionCode: '',
          agency: null,
          name: title,
          elements: { content: [{ value: text, source: 0 }] },
          sources: [],
        },
      ],
    }),
  );
  const snapshot: Snapshot = { revision: 0, publishedAt: '', items, regions: new RegionTree([]) };
  return buildEngine(snapshot, loadTools(dataFolder, { notOurs: false }));
}

/**
 * @param relevant - question id → ids of the documents that answer it.
 */
export function evaluateCorpus(
  engine: Engine,
  questions: readonly { id: string; text: string }[],
  relevant: ReadonlyMap<string, ReadonlySet<string>>,
): CorpusFigures {
  const judged = questions.filter(({ id }) => relevant.has(id));
  const match = ({ text }: { text: string }): Match[] =>
    engine.matcher.match(engine.language.read(text), null, DEPTH);
  // Once unmeasured: times are those of a process whose code is compiled.
  for (const question of judged) match(question);
  const times: number[] = [];
  const ranks: number[] = [];
  for (const question of judged) {
    const started = performance.now();
    const matches = match(question);
    times.push(performance.now() - started);
    const right = relevant.get(question.id);
    ranks.push(matches.findIndex(({ matter }) => right?.has(matter.item.id)) + 1);
  }
  times.sort((a, b) => a - b);
  return {
    ...rankFigures(ranks),
    questions: ranks.length,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
  };
}
