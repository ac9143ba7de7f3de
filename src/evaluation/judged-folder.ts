import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDialogue, isQuestion, type JudgedDialogue, type JudgedQuestion, readJsonLines } from './judged.js';

/**
 * Reads every `.jsonl` file of a folder, questions and conversations alike; other lines are passed over.
 *
 * @param folder - data/judged, where an office may add files of its own; one that does not exist holds none.
 * @throws {JudgedFileError} naming the line that is no JSON.
 */
export function loadJudged(folder: string): { questions: JudgedQuestion[]; dialogues: JudgedDialogue[] } {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.jsonl')) : [];
  const lines = files.sort().flatMap((file) => readJsonLines(join(folder, file)));
  return { questions: lines.filter(isQuestion), dialogues: lines.filter(isDialogue) };
}
