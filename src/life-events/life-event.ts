import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Snapshot } from '../catalogue/snapshot.js';
import { projectPath } from '../project-root.js';

const stepSchema = z.strictObject({
  id: z.string().min(1),
  /** What the resident does, in plain words. */
  title: z.string().min(1).max(40),
  /** Row keys (`dj-067`) and guide keys (`guide-…`) of the matters, the first that serves the region counts. */
  matters: z.array(z.string().min(1)).min(1),
  /** 办理情形 of the matter that this step is about. */
  situation: z.string().optional(),
  /** Why, and when it is needed: our own words. */
  why: z.string().min(1).max(60),
  /** Ids of the steps that come before. */
  after: z.array(z.string()).optional(),
  /** Left out where no matter serves the region; other steps stay, with whom to ask. */
  optional: z.literal(true).optional(),
});

const lifeEventSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  name: z.string().min(1),
  summary: z.string().min(1).max(80),
  /** Regular expressions for the wordings of residents. */
  triggers: z.array(z.string().min(1)).min(1),
  steps: z.array(stepSchema).min(2),
});

/** 一件事: what has to be done after an event of life, in order. */
export type LifeEvent = z.output<typeof lifeEventSchema>;
export type LifeEventStep = LifeEvent['steps'][number];

const DIRECTORY = projectPath('data', 'life-events');

let loaded: readonly LifeEvent[] | null = null;

/**
 * @returns the events of data/life-events/ in the order of their file names, read once.
 * @throws when a file is faulty: an unknown form, an id that stands twice, a step after one that is not before it.
 */
export function loadLifeEvents(): readonly LifeEvent[] {
  loaded ??= readLifeEvents();
  return loaded;
}

function readLifeEvents(): LifeEvent[] {
  const events = readdirSync(DIRECTORY)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => lifeEventSchema.parse(JSON.parse(readFileSync(join(DIRECTORY, name), 'utf8'))));
  const ids = new Set<string>();
  for (const { id, steps } of events) {
    if (ids.has(id)) throw new Error(`data/life-events: ${id} stands twice`);
    ids.add(id);
    const before = new Set<string>();
    for (const step of steps) {
      if (before.has(step.id)) throw new Error(`data/life-events: ${id} has two steps ${step.id}`);
      for (const earlier of step.after ?? [])
        if (!before.has(earlier))
          throw new Error(`data/life-events: ${id}: ${step.id} stands before ${earlier}`);
      before.add(step.id);
    }
  }
  return events;
}

/**
 * @returns keys of printed rows that no matter of the catalogue carries, `event: key`. Guides come and go; their keys
 *   are not checked. For tests and for whoever replaces a list.
 */
export function unknownMatterKeys({ items }: Snapshot): string[] {
  const known = new Set(
    items.flatMap(({ implementations }) =>
      implementations.flatMap(({ sources }) => sources.map(({ key }) => key)),
    ),
  );
  return loadLifeEvents().flatMap(({ id, steps }) =>
    steps
      .flatMap(({ matters }) => matters)
      .filter((key) => !key.startsWith('guide-') && !known.has(key))
      .map((key) => `${id}: ${key}`),
  );
}
