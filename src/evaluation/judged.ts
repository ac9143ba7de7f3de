import { readFileSync } from 'node:fs';

/** A judged question of an evaluation file. */
export interface JudgedQuestion {
  id: string;
  question: string;
  /** Region of the asker's profile, or null. */
  region: string | null;
  /** Row keys of which the first candidate has to carry one; empty: nothing in the catalogue answers it. */
  gold: string[];
  intent: string;
}

/** A judged conversation. */
export interface JudgedDialogue {
  id: string;
  region: string | null;
  turns: { question: string; gold: string[]; intent: string }[];
}

/**
 * @param keys - of the sources of a matter.
 * @returns whether it is known from collected guides and the desk alone: judged keys name printed rows, so it is passed over.
 */
export function isGuideOnly(keys: readonly string[]): boolean {
  return keys.length > 0 && keys.every((key) => /^(guide|desk)-/.test(key));
}

/** An evaluation file that cannot be used. */
export class JudgedFileError extends Error {
  constructor(file: string, line: number, problem: string) {
    super(`${file} 第 ${line} 行：${problem}`);
    this.name = 'UsageError';
  }
}

/** Reads JSON Lines. @throws {JudgedFileError} naming the line that is no JSON. */
export function readJsonLines(path: string): unknown[] {
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .flatMap((text, index) => {
      if (!text.trim()) return [];
      try {
        return [JSON.parse(text) as unknown];
      } catch {
        throw new JudgedFileError(path, index + 1, '不是一行 JSON');
      }
    });
}

export function isDialogue(line: unknown): line is JudgedDialogue {
  return typeof line === 'object' && line !== null && Array.isArray((line as JudgedDialogue).turns);
}

export function isQuestion(line: unknown): line is JudgedQuestion {
  return (
    typeof line === 'object' &&
    line !== null &&
    typeof (line as JudgedQuestion).question === 'string' &&
    Array.isArray((line as JudgedQuestion).gold)
  );
}
