import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { ReleaseCheck } from '../../entities/release-check.js';
import { Asker } from '../ask.js';
import { candidateSnapshot } from '../catalogue/candidate.js';
import { compileStored } from '../catalogue/compile.js';
import { planPublication } from '../catalogue/plan-publication.js';
import { type PublishOptions, publishInputs } from '../catalogue/publish.js';
import { isEmptyPlan } from '../catalogue/revision-plan.js';
import type { Snapshot } from '../catalogue/snapshot.js';
import { readStored } from '../catalogue/stored-catalogue.js';
import { nextIds } from '../catalogue/write-revision.js';
import { todayInBeijing } from '../clock.js';
import { MemoryConversations } from '../dialogue/session.js';
import { compareOutcomes, type Got, namesByRow } from '../evaluation/compare.js';
import {
  evaluateDialogues,
  evaluateQuestions,
  figuresOf,
  NO_ANSWER,
  type Outcome,
} from '../evaluation/evaluate.js';
import { loadJudged } from '../evaluation/judged-folder.js';
import { buildEngine } from '../matching/engine.js';
import { loadTools, type Tools } from '../matching/tools.js';
import { exclusive } from '../storage/exclusive.js';
import { addedFindings } from './added-findings.js';
import { type AskedWording, askedOf } from './questions/asked-of.js';
import { changedSinceReview, gatherRelease } from './release-contents.js';
import type { ReleaseReport } from './release-report.js';

/** What a check works with. */
export interface CheckParts {
  ds: DataSource;
  /** Folder with lexicon/, model/ and judged/. */
  dataFolder: string;
  homeRegion: string | null;
  /** Links and wordings to publish with; absent: what ships in data/. */
  written?: Pick<PublishOptions, 'links' | 'questions'>;
}

/** Makes the catalogue as it would be after publishing the drafts of a check, asks it, and stores what came out. */
export async function checkRelease(parts: CheckParts, checkId: string): Promise<void> {
  const { ds } = parts;
  const check = await ds.manager.findOneByOrFail(ReleaseCheck, { id: checkId });
  const note = (change: Partial<ReleaseCheck>) =>
    exclusive(ds, () =>
      ds.manager.update(ReleaseCheck, { id: checkId }, {
        ...change,
        aliveAt: new Date().toISOString(),
      } as object),
    );
  try {
    await note({ status: 'running', progress: 5, stage: '生成待发布的目录' });
    const result = await report(parts, check.drafts, (progress, stage) => note({ progress, stage }));
    const done = { status: 'done' as const, progress: 100, stage: '已完成' };
    await note({ ...done, result, baseRevision: result.revision });
  } catch (error) {
    await note({
      status: 'failed',
      stage: '未完成',
      fault: '检查时出现内部错误，请重试；仍不成功请联系管理员。',
    });
    throw error;
  }
}

async function report(
  { ds, dataFolder, homeRegion, written }: CheckParts,
  drafts: ReleaseCheck['drafts'],
  note: (progress: number, stage: string) => Promise<unknown>,
): Promise<ReleaseReport> {
  const contents = await gatherRelease(ds.manager, drafts);
  const stored = await readStored(ds.manager);
  const options = publishInputs({ ...contents.options, ...written });
  const planned = planPublication(stored, await nextIds(ds.manager), contents.results, options);
  const { plan, documents, counts, warnings } = planned;
  const publishedAt = new Date().toISOString();
  const published = compileStored(stored, publishedAt, options.regions);
  const candidate = candidateSnapshot(stored, plan, options.regions, publishedAt);
  const forStaff = { forStaff: true };
  await note(15, '检查目录');
  const findings = addedFindings(
    compileStored(stored, publishedAt, options.regions, forStaff),
    candidateSnapshot(stored, plan, options.regions, publishedAt, forStaff),
    todayInBeijing(),
  );
  const asked = await askedOf(
    ds.manager,
    contents.drafts.map(({ id }) => id),
  );
  await note(30, '用评测问题提问已发布的目录');
  const tools = loadTools(dataFolder);
  const [before, toldBefore] = await ask(published, tools, dataFolder, homeRegion, asked);
  await note(65, '用评测问题提问待发布的目录');
  const [after, toldAfter] = await ask(candidate, tools, dataFolder, homeRegion, asked);
  return {
    revision: stored.revision,
    differs: !isEmptyPlan(plan),
    conflicts: [...contents.conflicts, ...changedSinceReview(contents, documents)],
    warnings,
    counts,
    edits: plan.open.edits.length,
    additions: { added: plan.open.additions.length, withdrawn: plan.close.additions.length },
    asked: asked.map(({ questionId, regionCode, count }, index) => ({
      questionId,
      region: regionCode === null ? null : (published.regions.findByCode(regionCode)?.name ?? null),
      count,
      before: toldBefore[index] as Got,
      after: toldAfter[index] as Got,
    })),
    items: { before: published.items.length, after: candidate.items.length },
    figures: { before: figuresOf(before), after: figuresOf(after) },
    ...compareOutcomes(before, after, namesByRow(published, candidate)),
    findings,
  };
}

/**
 * Asks a catalogue every judged question and conversation, and what residents asked, by the same `ask()` that they are
 * answered with.
 */
async function ask(
  snapshot: Snapshot,
  tools: Tools,
  dataFolder: string,
  homeRegion: string | null,
  asked: readonly AskedWording[],
): Promise<[Outcome[], Got[]]> {
  const { questions, dialogues } = loadJudged(join(dataFolder, 'judged'));
  const engine = buildEngine(snapshot, tools);
  const asker = new Asker({
    engine: () => engine,
    conversations: new MemoryConversations(),
    homeRegion,
    today: todayInBeijing,
  });
  const told: Got[] = [];
  for (const { text, regionCode } of asked) {
    const { kind, candidates } = await asker.ask({ question: text, region: regionCode ?? undefined });
    told.push({ kind, first: NO_ANSWER.has(kind) ? null : (candidates[0]?.name ?? null) });
  }
  const outcomes = [
    ...(await evaluateQuestions(asker, questions)),
    ...(await evaluateDialogues(asker, dialogues)),
  ];
  return [outcomes, told];
}
