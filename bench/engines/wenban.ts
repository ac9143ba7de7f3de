import { Asker } from '../../src/ask.js';
import { loadSnapshot } from '../../src/catalogue/compile.js';
import type { Snapshot } from '../../src/catalogue/snapshot.js';
import { todayInBeijing } from '../../src/clock.js';
import { MemoryConversations } from '../../src/dialogue/session.js';
import { isGuideOnly } from '../../src/evaluation/judged.js';
import { buildEngine } from '../../src/matching/engine.js';
import { loadTools } from '../../src/matching/tools.js';
import { projectPath } from '../../src/project-root.js';
import { createDataSource } from '../../src/storage/data-source.js';
import type { BenchTask } from './engine.js';

/** Asks as a channel asks: understanding, matching, decision and the composed answer with its sources. */
export interface AskingEngine {
  /** Milliseconds from the snapshot to an engine that answers. */
  buildMs: number;
  /** @returns the row keys of each candidate, best first; candidates known only from guides are passed over. */
  ask(question: string, region: string | null, limit: number): Promise<string[][]>;
}

/** Opens what a channel needs to answer, on the task's database. */
export async function openAsking({ databaseUrl, withSimilarQuestions }: BenchTask): Promise<AskingEngine> {
  const dataSource = createDataSource(databaseUrl);
  await dataSource.initialize();
  const published = await loadSnapshot(dataSource);
  await dataSource.destroy();
  const snapshot = withSimilarQuestions ? published : withoutQuestions(published);
  const started = performance.now();
  const engine = buildEngine(snapshot, loadTools(projectPath('data')));
  const buildMs = performance.now() - started;
  const asker = new Asker({
    engine: () => engine,
    conversations: new MemoryConversations(),
    homeRegion: null,
    today: todayInBeijing,
  });
  return {
    buildMs,
    async ask(question, region, limit) {
      const { candidates } = await asker.ask({ question, region: region ?? undefined, limit });
      return candidates
        .map(({ sources }) => sources.map(({ key }) => key))
        .filter((keys) => !isGuideOnly(keys));
    },
  };
}

function withoutQuestions(snapshot: Snapshot): Snapshot {
  return { ...snapshot, items: snapshot.items.map((item) => ({ ...item, questions: [] })) };
}
