import { MatterInRegion } from '../answer/resolve.js';
import type { RegionName } from '../answer/response.js';
import type { RegionTree } from '../catalogue/regions.js';
import type { ItemRecord, Snapshot, SourceRef } from '../catalogue/snapshot.js';
import { type LifeEvent, type LifeEventStep, loadLifeEvents } from './life-event.js';
import { type MergedMaterial, mergeMaterials } from './materials.js';
import { onlineWay } from './online.js';

/** One step of a 一件事 in a region. */
export interface StepView {
  title: string;
  /** Null when no list covers it for the region. */
  itemId: string | null;
  /** Name of the matter as the region's list prints it; the title where there is none. */
  name: string;
  agency: string | null;
  /** Positions of the steps that come before. */
  after: number[];
  note: string | null;
  /** How it can be done without going there; null when no source says so. */
  online: string | null;
  sources: SourceRef[];
}

/** A 一件事 for a region: steps in order, and the papers of all steps merged (一次告知). */
export interface LifeEventInRegion {
  id: string;
  name: string;
  summary: string;
  region: RegionName | null;
  steps: StepView[];
  materials: MergedMaterial[];
}

const MOST_SOURCES = 3;
const NOT_LISTED = '现有清单没有收录本地的办法，请拨打12345问。';
const itemsByKey = new WeakMap<Snapshot, ReadonlyMap<string, ItemRecord>>();

/** @returns all events with the number of their steps, in order of life. */
export function listLifeEvents(): { id: string; name: string; summary: string; steps: number }[] {
  return loadLifeEvents().map(({ id, name, summary, steps }) => ({ id, name, summary, steps: steps.length }));
}

/**
 * @param regionCode - GB/T 2260 code; undefined takes the first implementation of each matter.
 * @param today - ISO date in Beijing; what is not in force is left out.
 * @returns the event for the region, or null when there is none with this id.
 */
export function findLifeEvent(
  id: string,
  regionCode: string | undefined,
  snapshot: Snapshot,
  today: string,
): LifeEventInRegion | null {
  const event = loadLifeEvents().find((one) => one.id === id);
  return event ? resolve(event, regionCode, snapshot, today) : null;
}

function resolve(
  event: LifeEvent,
  regionCode: string | undefined,
  snapshot: Snapshot,
  today: string,
): LifeEventInRegion {
  const found = event.steps
    .map((step) => ({ step, matter: matterOf(step, regionCode, snapshot, today) }))
    .filter(({ step, matter }) => matter !== null || !step.optional);
  const positions = new Map(found.map(({ step }, index) => [step.id, index]));
  const region = regionCode ? snapshot.regions.findByCode(regionCode) : null;
  return {
    id: event.id,
    name: event.name,
    summary: event.summary,
    region: region ? { code: region.code, name: region.name } : null,
    steps: found.map(({ step, matter }) => presentStep(step, matter, positions)),
    materials: mergeMaterials(
      found.map(({ step, matter }) => ({ matter, situation: step.situation ?? null })),
    ),
  };
}

function presentStep(
  step: LifeEventStep,
  matter: MatterInRegion | null,
  positions: ReadonlyMap<string, number>,
): StepView {
  const after = (step.after ?? []).flatMap((id) => positions.get(id) ?? []);
  const shown = matter?.shown;
  if (!matter || !shown)
    return {
      title: step.title,
      itemId: null,
      name: step.title,
      agency: null,
      after,
      note: `${step.why}${NOT_LISTED}`,
      online: null,
      sources: [],
    };
  return {
    title: step.title,
    itemId: matter.item.id,
    name: shown.name,
    agency: shown.agency,
    after,
    note: step.why,
    online: onlineWay(matter, step.situation ?? null),
    sources: shown.sources.slice(0, MOST_SOURCES),
  };
}

/** The first matter of the step that serves the region; for a province or city also one of a place within it. */
function matterOf(
  { matters }: LifeEventStep,
  regionCode: string | undefined,
  snapshot: Snapshot,
  today: string,
): MatterInRegion | null {
  const items = itemIndex(snapshot);
  const known = matters.map((key) => items.get(key)).filter((item) => item !== undefined);
  const chosen = regionCode
    ? (known.find((item) => serves(item, regionCode, snapshot.regions)) ??
      known.find((item) => liesWithin(item, regionCode, snapshot.regions)))
    : known[0];
  return chosen ? new MatterInRegion(chosen, regionCode ?? null, snapshot.regions, today) : null;
}

function serves({ implementations }: ItemRecord, regionCode: string, regions: RegionTree): boolean {
  return implementations.some((own) => isPublic(own) && regions.covers(own.regionCode, regionCode));
}

function liesWithin({ implementations }: ItemRecord, regionCode: string, regions: RegionTree): boolean {
  return implementations.some((own) => isPublic(own) && regions.covers(regionCode, own.regionCode));
}

function isPublic({ elements }: ItemRecord['implementations'][number]): boolean {
  return elements.disclosed?.[0]?.value !== false;
}

function itemIndex(snapshot: Snapshot): ReadonlyMap<string, ItemRecord> {
  let index = itemsByKey.get(snapshot);
  if (!index) {
    index = new Map(
      snapshot.items.flatMap((item) =>
        item.implementations.flatMap(({ sources }) => sources.map(({ key }) => [key, item] as const)),
      ),
    );
    itemsByKey.set(snapshot, index);
  }
  return index;
}
