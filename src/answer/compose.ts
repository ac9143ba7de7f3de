import { INTENTS } from '../../intents/index.js';
import type { MatterInRegion } from './resolve.js';
import type { IntentId, Section } from './response.js';
import { SECTION_BUILDERS } from './sections/index.js';

/** Order in which the rest of an answer follows. */
const REST = [
  'content',
  'standard',
  'conditions',
  'materials',
  'process',
  'location',
  'hours',
  'fee',
  'timeLimit',
  'phone',
  'online',
  'result',
  'basis',
];

/** The section that answers an intent. Intents about a situation are answered with what the matter is. */
const SECTION_OF_INTENT: Partial<Record<IntentId, string>> = {
  overview: 'content',
  eligibility: 'conditions',
  lifeEvent: 'content',
};

/** Sections by matter and key: whatever is asked of a matter, what is said of each point is the same. */
const composed = new WeakMap<MatterInRegion, Map<string, Section>>();

/**
 * All sections of an answer, the asked one first.
 *
 * @returns every section the matter can have; those without a source have the status `unknown`.
 */
export function composeSections(matter: MatterInRegion, intent: IntentId): Section[] {
  const asked = askedKey(matter, intent);
  const order = INTENTS.find((candidate) => candidate.id === intent)?.sections ?? [];
  const keys = new Set([asked, ...order, ...REST].filter((key) => key in SECTION_BUILDERS));
  return [...keys].map((key) => sectionOf(matter, key));
}

/** Sections that tell something of a matter of which no source says what it is, the most telling first. */
const TELLING = ['conditions', 'process', 'standard', 'materials', 'fee', 'timeLimit', 'location'];

/** What a matter is that is known by its name alone is told by the first section of which a source states anything. */
function askedKey(matter: MatterInRegion, intent: IntentId): string {
  const key = SECTION_OF_INTENT[intent] ?? intent;
  if (key !== 'content' || !sectionOf(matter, key).data.nameOnly) return key;
  const told = TELLING.find((one) => {
    const { status, data } = sectionOf(matter, one);
    return status !== 'unknown' && !data.agencies && !data.counters;
  });
  return told ?? key;
}

/** One section; the same for whatever is asked. */
export function sectionOf(matter: MatterInRegion, key: string): Section {
  let known = composed.get(matter);
  if (!known) {
    known = new Map();
    composed.set(matter, known);
  }
  let section = known.get(key);
  if (!section) {
    section = (SECTION_BUILDERS[key] as (typeof SECTION_BUILDERS)[string])(matter);
    known.set(key, section);
  }
  return section;
}
