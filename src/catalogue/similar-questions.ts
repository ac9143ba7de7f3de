import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectPath } from '../project-root.js';
import { parseRowName, type RowName } from './links.js';

/** Longest wording kept, in characters: as long as a question may be. */
const MAX_QUESTION_LENGTH = 500;

/** 相似问 of one row: wordings in which residents ask for its matter. */
export interface RowQuestions {
  row: RowName;
  questions: string[];
}

/** 相似问 as they are written in data/questions/. */
export interface SimilarQuestions extends RowQuestions {
  /** Those of the questions whose asked part somebody named, for training. */
  intents: { question: string; intent: string }[];
}

/**
 * Reads every `.txt` file of a folder, in order of their names.
 *
 * @param folder - by default data/questions; a folder that does not exist holds no questions.
 * @throws {Error} naming file and line when a wording stands before the first heading or is too long.
 */
export function loadSimilarQuestions(folder = projectPath('data', 'questions')): SimilarQuestions[] {
  let files: string[];
  try {
    files = readdirSync(folder).filter((file) => file.endsWith('.txt'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return files
    .sort()
    .flatMap((file) => parseSimilarQuestions(readFileSync(join(folder, file), 'utf8'), file));
}

/**
 * Reads headings `## dj-017 补、换社会保障卡`, each followed by one wording a line; `# …` is a comment. A TAB and the
 * id of an intent may follow a wording.
 *
 * @param file - name for messages.
 */
export function parseSimilarQuestions(text: string, file: string): SimilarQuestions[] {
  const blocks: SimilarQuestions[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    const fault = (reason: string) => new Error(`${file}:${index + 1}: ${reason}`);
    if (line.startsWith('## '))
      blocks.push({ row: parseRowName(line.slice(3).trim()), questions: [], intents: [] });
    else if (line === '' || line.startsWith('#')) continue;
    else if (line.length > MAX_QUESTION_LENGTH)
      throw fault(`a wording is longer than ${MAX_QUESTION_LENGTH} characters`);
    else {
      const block = blocks.at(-1);
      if (!block) throw fault('a wording stands before the first heading');
      const [question = '', intent] = line.split('\t');
      block.questions.push(question);
      if (intent !== undefined) block.intents.push({ question, intent });
    }
  }
  return blocks;
}
