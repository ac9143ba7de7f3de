import { type CheckParts, checkRelease } from './check-release.js';
import { type PreviewRequest, previewDraft } from './preview-entry.js';
import { publishRelease, type Release } from './publish-release.js';
import { readImport } from './read-import.js';

/** Work that takes seconds of computing. */
export type DeskTask =
  | { kind: 'import'; jobId: string }
  | { kind: 'check'; checkId: string }
  | { kind: 'publish'; release: Release }
  | { kind: 'preview'; request: PreviewRequest };

/** Where such work is done. */
export interface TaskRunner {
  /** @returns what the task yields. @throws what it throws, or when its thread ends before it. */
  run(task: DeskTask): Promise<unknown>;
}

/** Does a task here and now. */
export async function runTask(task: DeskTask, parts: CheckParts): Promise<unknown> {
  switch (task.kind) {
    case 'import':
      return readImport(parts, task.jobId);
    case 'check':
      return checkRelease(parts, task.checkId);
    case 'publish':
      return publishRelease(parts, task.release);
    case 'preview':
      return previewDraft(parts, task.request);
  }
}
