import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RegionTree } from '../catalogue/regions.js';
import type { SourceRef } from '../catalogue/snapshot.js';
import { projectPath } from '../project-root.js';

const text = z.string().trim().min(1);
const line = z.strictObject({
  key: z.string().regex(/^place-[a-z0-9-]+$/, 'expected place-… in small letters, digits and hyphens'),
  name: text,
  address: text.nullish(),
  window: text.nullish(),
  hours: text.nullish(),
  phones: z.array(text),
  regionCode: text,
  domains: z.array(text).min(1),
  agency: text.nullish(),
  /** WGS84, in degrees. */
  latitude: z.number().min(-90).max(90).nullish(),
  longitude: z.number().min(-180).max(180).nullish(),
  sources: z
    .array(
      z.strictObject({
        url: text,
        title: text,
        date: z
          .string()
          .regex(/^\d{4}(-\d{2}){0,2}$/)
          .nullish(),
      }),
    )
    .min(1),
  confidence: z.enum(['high', 'medium', 'low']),
  notes: z.string().nullish(),
});

/** An office or counter where residents are received, as a source states it. */
export interface PlaceRecord {
  /** `place-…`. */
  key: string;
  name: string;
  address: string | null;
  window: string | null;
  /** As printed. */
  hours: string | null;
  phones: readonly string[];
  regionCode: string;
  /** Fields of work, see domains.ts; 综合 for a hall of several departments. */
  domains: readonly string[];
  agency: string | null;
  /** WGS84, only when a source states them. */
  latitude: number | null;
  longitude: number | null;
  sources: readonly SourceRef[];
  /** `low` is kept for the keeper and never shown to residents. */
  confidence: 'high' | 'medium' | 'low';
  /** Ids of matters whose implementations name this place. */
  itemIds: readonly string[];
}

/** Faults of data/places, one line each with file and line number. */
export class PlacesError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`办理地点的数据有误：\n${faults.join('\n')}`);
    this.name = 'PlacesError';
  }
}

/**
 * Reads every .jsonl file of the folder; blank lines are passed over.
 *
 * @param regions - a place has to lie in one of them.
 * @throws {PlacesError} naming all faults; a missing folder is no fault.
 */
export function loadPlaces(regions: RegionTree, folder = projectPath('data', 'places')): PlaceRecord[] {
  const places = new Map<string, PlaceRecord>();
  const faults: string[] = [];
  for (const { place, where } of readLines(folder)) {
    const parsed = line.safeParse(place);
    if (!parsed.success) {
      const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim());
      faults.push(`${where}: ${issues.join('; ')}`);
      continue;
    }
    const { data } = parsed;
    if (places.has(data.key)) faults.push(`${where}: key ${data.key} is given twice`);
    if (!regions.findByCode(data.regionCode)) faults.push(`${where}: no region ${data.regionCode}`);
    if ((data.latitude == null) !== (data.longitude == null))
      faults.push(`${where}: latitude and longitude belong together`);
    places.set(data.key, recordOf(data));
  }
  if (faults.length > 0) throw new PlacesError(faults);
  return [...places.values()];
}

function* readLines(folder: string): Generator<{ place: unknown; where: string }> {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.jsonl')) continue;
    for (const [index, json] of readFileSync(join(folder, name), 'utf8').split(/\r?\n/).entries()) {
      if (json.trim() === '') continue;
      yield { place: parseJson(json), where: `${name}:${index + 1}` };
    }
  }
}

/** Broken JSON becomes undefined, which the schema refuses with the place where it stands. */
function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function recordOf({ notes: _, sources, ...place }: z.output<typeof line>): PlaceRecord {
  return {
    ...place,
    address: place.address ?? null,
    window: place.window ?? null,
    hours: place.hours ?? null,
    agency: place.agency ?? null,
    latitude: place.latitude ?? null,
    longitude: place.longitude ?? null,
    sources: sources.map(({ url, title, date }) => ({
      document: url,
      title,
      docNumber: null,
      date: date ?? null,
      table: null,
      seq: null,
      key: place.key,
      line: null,
      // A place may also be read from a document of the catalogue, named by its file.
      ...(/^https?:/.test(url) ? { url } : {}),
    })),
    itemIds: [],
  };
}
