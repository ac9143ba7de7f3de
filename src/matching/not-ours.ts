import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ItemRecord, Snapshot } from '../catalogue/snapshot.js';

/** A topic that the catalogue does not hold: matters of other offices, weather, games. */
export interface NotOurs extends ItemRecord {
  /** One sentence that says who can help; empty when nobody can. */
  advice: string;
}

const NO_MATTER = { type: null, themes: [], linked: [], implementations: [] };

/** @returns the topics that keepers added at the desk. */
export function addedTopics({ additions }: Pick<Snapshot, 'additions'>): NotOurs[] {
  return (additions?.topics ?? []).map((topic) => ({ ...topic, ...NO_MATTER }));
}

/**
 * Reads every `.txt` file of a folder, in order of their names. The topics compete with the matters; when one wins, the
 * honest answer is no.
 *
 * @param folder - data/not-ours; one that does not exist holds no topics.
 */
export function loadNotOurs(folder: string): NotOurs[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.txt'));
  return files.sort().flatMap((file) => readNotOurs(join(folder, file)));
}

/** Reads one file of topics: `## none-<id> <topic> | <advice>` and one wording a line. */
export function readNotOurs(path: string): NotOurs[] {
  const topics: NotOurs[] = [];
  for (const line of readFileSync(path, 'utf8').split(/\r?\n/)) {
    const heading = /^## (none-[\w-]+)\s+([^|]*)\|?(.*)$/.exec(line);
    if (heading)
      topics.push({
        id: heading[1] as string,
        name: (heading[2] as string).trim(),
        advice: (heading[3] as string).trim(),
        ...NO_MATTER,
        questions: [],
      });
    else if (line.trim() && !line.startsWith('#')) topics.at(-1)?.questions.push(line.trim());
  }
  return topics;
}
