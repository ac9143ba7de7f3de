import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { CheckParts } from '../../src/catalogue-desk/check-release.js';
import { type DeskTask, runTask, type TaskRunner } from '../../src/catalogue-desk/tasks.js';
import type { JudgedQuestion } from '../../src/evaluation/judged.js';
import { projectPath } from '../../src/project-root.js';

/** Does tasks in this thread: a database in memory cannot be opened by another. */
export class TasksHere implements TaskRunner {
  /**
   * @param dataFolder - what ships with the program unless told.
   * @param written - links and wordings to publish with; none unless told, `{}`: what ships with the program.
   */
  constructor(
    private readonly ds: DataSource,
    private readonly dataFolder = projectPath('data'),
    private readonly written: CheckParts['written'] = { links: [], questions: [] },
  ) {}

  run(task: DeskTask): Promise<unknown> {
    const { ds, dataFolder, written } = this;
    return runTask(task, { ds, dataFolder, homeRegion: null, written });
  }
}

/** A folder like data/ with judged questions of a test's own. */
export function dataWithJudged(questions: readonly JudgedQuestion[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'wenban-data-'));
  for (const name of readdirSync(projectPath('data')))
    if (name !== 'judged') symlinkSync(projectPath('data', name), join(folder, name));
  mkdirSync(join(folder, 'judged'));
  const lines = questions.map((question) => JSON.stringify(question));
  writeFileSync(join(folder, 'judged', 'questions.jsonl'), lines.join('\n'));
  return folder;
}
