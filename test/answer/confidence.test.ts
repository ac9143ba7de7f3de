import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeSections } from '../../src/answer/compose.js';
import { MatterInRegion } from '../../src/answer/resolve.js';
import type { Section } from '../../src/answer/response.js';
import { SECTION_BUILDERS } from '../../src/answer/sections/index.js';
import { loadSnapshot } from '../../src/catalogue/compile.js';
import { type Guide, loadGuides } from '../../src/catalogue/guides.js';
import { guideKeyOf } from '../../src/catalogue/readings.js';
import { loadPlaces } from '../../src/places/load-places.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

const TODAY = '2026-03-02';
const VERIFY = '办理前请电话核实';
/** Lines that only name the agency, worked out, with a number to call beside it; what is not stated, and progress. */
const ONLY_AGENCY = /推算|没有写明|查不到/;

let wenban: Wenban;
let guides: Map<string, Guide>;
/** Every section of every matter in every region that implements it, with the matter's id. */
const sections: { id: string; section: Section }[] = [];

beforeAll(async () => {
  wenban = await openTestWenban();
  guides = new Map(loadGuides().map((guide) => [guide.key, guide]));
  const { items, regions } = wenban.catalogue.current();
  for (const item of items)
    for (const { regionCode } of item.implementations) {
      const matter = new MatterInRegion(item, regionCode, regions, TODAY);
      const built = new Map(composeSections(matter, 'overview').map((section) => [section.key, section]));
      for (const [key, build] of Object.entries(SECTION_BUILDERS))
        if (!built.has(key)) built.set(key, build(matter));
      for (const section of built.values()) sections.push({ id: `${item.id} ${regionCode}`, section });
    }
}, 60_000);
afterAll(() => wenban.close());

const confidenceOf = (key: string) => guides.get(guideKeyOf(key))?.confidence ?? 'high';

describe('what was collected from pages', () => {
  it('is never shown while nobody has verified it', () => {
    expect([...guides.values()].some(({ confidence }) => confidence === 'low')).toBe(true);
    const shown = sections.filter(({ section }) =>
      section.sources.some(({ key }) => confidenceOf(key) === 'low'),
    );
    expect(shown.map(({ id, section }) => `${id} ${section.key}`)).toEqual([]);
  });

  it('comes with the hint to call first where no official page says it', () => {
    const unofficial = sections.filter(
      ({ section: { status, sources, lines } }) =>
        status !== 'unknown' &&
        !lines.some((line) => ONLY_AGENCY.test(line)) &&
        sources.length > 0 &&
        sources.every(({ key }) => confidenceOf(key) === 'medium'),
    );
    expect(unofficial.length).toBeGreaterThan(100);
    const silent = unofficial.filter(({ section }) => !section.lines.some((line) => line.includes(VERIFY)));
    expect(silent.map(({ id, section }) => `${id} ${section.key}: ${section.lines.join('/')}`)).toEqual([]);
  });

  it('keeps what the keeper must know: notes, dates and addresses of every guide that is published', async () => {
    const staff = await loadSnapshot(wenban.dataSource, undefined, { forStaff: true });
    const published = staff.items.flatMap((item) => item.implementations);
    for (const { key, notes, sources } of guides.values()) {
      const own = published.filter((one) => one.sources.some((source) => guideKeyOf(source.key) === key));
      expect(own.length, key).toBeGreaterThan(0);
      const kept = own.flatMap((one) => one.sources.filter((source) => guideKeyOf(source.key) === key));
      for (const { url, title, date } of sources)
        expect(kept, key).toContainEqual(expect.objectContaining({ document: url, title, date }));
      if (notes === null) continue;
      const said = own.flatMap((one) => Object.values(one.elements).flat()).map(({ note }) => note);
      expect(said, key).toContain(notes);
    }
  });

  it('holds for places as well', async () => {
    const places = loadPlaces(wenban.catalogue.current().regions);
    const named = (confidence: string) =>
      new Set(places.filter((place) => place.confidence === confidence).map(({ name }) => name));
    expect(named('low').size).toBeGreaterThan(0);
    const found = await wenban.places.find({ limit: 1_000 });
    expect(found.filter(({ name }) => named('low').has(name))).toEqual([]);
    const doubtful = found.filter(({ name }) => named('medium').has(name));
    expect(new Set(doubtful.map(({ name }) => name))).toEqual(named('medium'));
    expect(doubtful.filter(({ verify }) => verify !== VERIFY)).toEqual([]);
  });
});
