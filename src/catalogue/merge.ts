import type { Elements } from '../../entities/elements.js';
import { firstValue, kindOf, normaliseName, publicServiceKind } from './kinds.js';
import { type ReviewedLink, RowFinder } from './links.js';
import { guideKeyOf, joinElements, type Reading, type ReadingSource } from './readings.js';

/** One agency's implementation of a matter, joined from every row and guide that speaks of it. */
export interface MergedImplementation {
  itemId: string;
  regionCode: string;
  /** As printed; null where no row names one. */
  agency: string | null;
  name: string;
  elements: Elements;
  sources: ReadingSource[];
}

export interface MergedItem {
  id: string;
  name: string;
  type: string | null;
  themes: string[];
  implementations: MergedImplementation[];
}

export interface MergedCatalogue {
  items: MergedItem[];
  /** Reviewed links between two matters. */
  related: { from: string; to: string; note: string | null }[];
  /** Reading key → id of its matter. */
  itemOf: Map<string, string>;
  /** Reviewed links that could not be followed, with the reason: for the keeper of data/links.json. */
  refused: { link: ReviewedLink; reason: 'rowMissing' | 'sameRegion' | 'sameMatter' }[];
  /** Guides left out because the matter they describe is not in the catalogue. */
  orphans: string[];
}

/**
 * Joins readings to matters. A reading belongs to an existing matter only when the official basic code agrees, when
 * the folded name and the kind agree (and the codes do not contradict it), or when a reviewed link says so; a link
 * never joins two rows of one region. Within a matter, rows of one region and agency are one implementation, and guides
 * add to what a list prints for their region.
 *
 * @param readings - in the order of the documents: the first reading of a matter founds it and names it.
 * @param known - ids that readings carried so far, by key; a matter keeps its id as long as one of them is left.
 */
export function mergeReadings(
  readings: readonly Reading[],
  links: readonly ReviewedLink[],
  known: ReadonlyMap<string, string> = new Map(),
): MergedCatalogue {
  const groups = new Groups(readings);
  groups.joinEqual();
  const finder = new RowFinder(readings);
  const refused: MergedCatalogue['refused'] = [];
  const rows = (link: ReviewedLink, follow: (from: Reading, to: Reading) => void) => {
    const from = groups.byKey(finder.find(link.from));
    const to = groups.byKey(finder.find(link.to));
    if (from && to) follow(from, to);
    // A link into a list that this deployment does not hold is no fault.
    else if (finder.knowsTableOf(link.from) && finder.knowsTableOf(link.to))
      refused.push({ link, reason: 'rowMissing' });
  };
  for (const link of links.filter(({ kind }) => kind === 'same'))
    rows(link, (from, to) => {
      if (!groups.joinReviewed(from, to)) refused.push({ link, reason: 'sameRegion' });
    });
  groups.joinGuides(known);

  const orphaned = (matter: readonly Reading[]) => matter.every(isOrphan);
  const orphans = groups.all().filter(orphaned).flat();
  const matters = groups.all().filter((matter) => !orphaned(matter));
  const ids = chooseIds(matters, known);
  const itemOf = new Map<string, string>();
  for (const [index, matter] of matters.entries())
    for (const reading of matter) itemOf.set(reading.key, ids[index] ?? '');

  const related = new Map<string, MergedCatalogue['related'][number]>();
  for (const link of links.filter(({ kind }) => kind === 'related'))
    rows(link, ({ key: fromKey }, { key: toKey }) => {
      const [from = '', to = ''] = [itemOf.get(fromKey), itemOf.get(toKey)].sort();
      if (from === to) refused.push({ link, reason: 'sameMatter' });
      else if (!related.has(`${from} ${to}`)) related.set(`${from} ${to}`, { from, to, note: link.note });
    });

  const items = matters.map((matter, index) => itemOfReadings(ids[index] ?? '', matter));
  return { items, related: [...related.values()], itemOf, refused, orphans: orphans.map(({ key }) => key) };
}

/** Readings as a partition that only ever grows together; the earliest reading stands for its group. */
class Groups {
  private readonly root = new Map<Reading, Reading>();
  private readonly members = new Map<Reading, Reading[]>();
  private readonly order = new Map<Reading, number>();
  private readonly keys = new Map<string, Reading>();

  constructor(readonly readings: readonly Reading[]) {
    for (const [index, reading] of readings.entries()) {
      if (this.keys.has(reading.key)) throw new Error(`row ${reading.key} stands in two documents`);
      this.keys.set(reading.key, reading);
      this.order.set(reading, index);
      this.root.set(reading, reading);
      this.members.set(reading, [reading]);
    }
  }

  byKey(key: string | null): Reading | null {
    return (key !== null && this.keys.get(key)) || null;
  }

  all(): Reading[][] {
    return [...this.members.values()];
  }

  joinEqual(): void {
    const byCode = new Map<string, Reading>();
    const byName = new Map<string, Reading[]>();
    for (const reading of this.readings) {
      if (reading.matter !== null) continue;
      const code = firstValue(reading.elements, 'basicCode');
      if (code) {
        const first = byCode.get(code);
        if (first) this.join(first, reading);
        else byCode.set(code, reading);
      }
      const kind = kindOf(reading.elements, reading.heading);
      if (kind === null) continue;
      const nameAndKind = `${normaliseName(reading.name)} ${kind}`;
      const namesakes = byName.get(nameAndKind) ?? [];
      const same = namesakes.find((other) => codesAgree(other, reading));
      if (same) this.join(same, reading);
      byName.set(nameAndKind, [...namesakes, reading]);
    }
  }

  /** @returns false when the two matters have rows in one region, which are two matters there. */
  joinReviewed(from: Reading, to: Reading): boolean {
    if (this.find(from) === this.find(to)) return true;
    const regions = new Set(this.groupOf(from).map((reading) => reading.regionCode));
    if (this.groupOf(to).some((reading) => regions.has(reading.regionCode))) return false;
    this.join(from, to);
    return true;
  }

  /** Adds guides to the matter they name by row key or by the id it had so far. */
  joinGuides(known: ReadonlyMap<string, string>): void {
    const rowOfItem = new Map<string, Reading>();
    for (const reading of this.readings) {
      const id = known.get(reading.key);
      if (id && reading.matter === null && !rowOfItem.has(id)) rowOfItem.set(id, reading);
    }
    for (const reading of this.readings) {
      if (reading.matter === null) continue;
      const row = rowOfItem.get(reading.matter) ?? this.byKey(reading.matter);
      if (row && row !== reading) this.join(row, reading);
    }
  }

  private groupOf(reading: Reading): Reading[] {
    return this.members.get(this.find(reading)) ?? [];
  }

  private find(reading: Reading): Reading {
    let root = reading;
    for (let up = this.root.get(root); up && up !== root; up = this.root.get(root)) root = up;
    this.root.set(reading, root);
    return root;
  }

  private join(a: Reading, b: Reading): void {
    const [first, second] = [this.find(a), this.find(b)];
    if (first === second) return;
    const place = (reading: Reading) => this.order.get(reading) ?? 0;
    const [root, other] = place(first) < place(second) ? [first, second] : [second, first];
    const joined = [...this.groupOf(root), ...this.groupOf(other)].sort((x, y) => place(x) - place(y));
    this.root.set(other, root);
    this.members.set(root, joined);
    this.members.delete(other);
  }
}

function codesAgree(a: Reading, b: Reading): boolean {
  const [codeA, codeB] = [firstValue(a.elements, 'basicCode'), firstValue(b.elements, 'basicCode')];
  return !codeA || !codeB || codeA === codeB;
}

/** Ids carried on come first, so that a new row whose number was once another matter's does not take its id. */
function chooseIds(matters: readonly Reading[][], known: ReadonlyMap<string, string>): string[] {
  const taken = new Set<string>();
  const ids = matters.map((matter) => {
    const carried = matter.map(({ key }) => known.get(key)).find((id) => id !== undefined && !taken.has(id));
    if (carried) taken.add(carried);
    return carried;
  });
  const retired = new Set(known.values());
  return ids.map((carried, index) => {
    if (carried) return carried;
    const founder = matters[index]?.[0]?.key ?? '';
    let id = founder;
    for (let next = 2; taken.has(id) || retired.has(id); next++) id = `${founder}~${next}`;
    taken.add(id);
    return id;
  });
}

/** A guide that describes a matter, and is not that matter itself. */
function isOrphan({ key, matter }: Reading): boolean {
  return matter !== null && matter !== key;
}

function itemOfReadings(id: string, matter: readonly Reading[]): MergedItem {
  const type = matter.map(({ elements }) => firstValue(elements, 'type')).find((value) => value);
  return {
    id,
    name: matter[0]?.name ?? '',
    type: type ?? null,
    themes: themesOf(matter),
    implementations: officesOf(matter).map((readings) => {
      const speaker = readings.find(speaksForAll);
      return {
        itemId: id,
        regionCode: readings[0]?.regionCode ?? '',
        agency: (speaker && firstValue(speaker.elements, 'agency')) ?? null,
        name: speaker?.name ?? matter[0]?.name ?? '',
        ...joinElements(readings),
      };
    }),
  };
}

/**
 * The readings of each implementation: rows by region and agency. A guide names the agency in its own words, so it
 * goes with the row of its region, or with the region's other guides where no list prints the matter.
 */
function officesOf(matter: readonly Reading[]): Reading[][] {
  const offices: Reading[][] = [];
  const seen = new Set<string>();
  for (const reading of matter) {
    const office = offices.find(
      ([first]) =>
        first?.regionCode === reading.regionCode &&
        (isGuide(reading) || isGuide(first) || agencyOf(first) === agencyOf(reading)),
    );
    // A guide of two rows that turned out to be one matter is heard once.
    if (isGuide(reading) && seen.has(guideKeyOf(reading.key))) continue;
    if (isGuide(reading)) seen.add(guideKeyOf(reading.key));
    if (office) office.push(reading);
    else offices.push([reading]);
  }
  return offices;
}

function isGuide({ heading }: Reading): boolean {
  return heading === null;
}

function agencyOf({ elements }: Reading): string {
  return normaliseName(firstValue(elements, 'agency') ?? '');
}

/** Not of a part of the matter alone, and not of a source that residents are not shown. */
function speaksForAll({ elements }: Reading): boolean {
  const { confidence, situation } = elements.name?.[0] ?? {};
  return confidence !== 'low' && situation === undefined;
}

/** Themes the lists state, and the kind of 基本公共服务 their sections, types or tables name. */
function themesOf(matter: readonly Reading[]): string[] {
  const themes = new Set<string>();
  for (const { elements, heading } of matter) {
    for (const { value } of elements.themes ?? []) for (const theme of value) themes.add(theme);
    for (const text of [firstValue(elements, 'section'), firstValue(elements, 'type'), heading]) {
      const kind = text && publicServiceKind(text);
      if (kind) themes.add(kind);
    }
  }
  return [...themes];
}
