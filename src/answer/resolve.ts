import type {
  AllValues,
  ExerciseLevel,
  FieldKey,
  Phone,
  ServiceLocation,
  Statement,
} from '../../entities/elements.js';
import type { RegionTree } from '../catalogue/regions.js';
import type { ImplementationRecord, ItemRecord, SourceRef } from '../catalogue/snapshot.js';
import { countersFor } from '../places/counters.js';
import type { HolidayCalendar } from '../places/holiday-calendar.js';
import type { PlaceRecord } from '../places/load-places.js';
import { type NamedOffice, officesFor } from '../places/office-region.js';
import type { PlaceDirectory } from '../places/place-directory.js';
import type { Hotline } from './hotlines.js';
import { isOtherField, type Office, officeOf, splitAgencies } from './offices.js';
import { type SourceScope, scopeOf } from './source-scope.js';

/** One value as it may be shown: who states it and whether it comes from a region above. */
export interface ResolvedValue<K extends FieldKey> {
  value: AllValues[K];
  statement: Statement<AllValues[K]>;
  source: SourceRef;
  implementation: ImplementationRecord;
  /** Stated by a region above the one asked for. */
  inherited: boolean;
  /** Where its source holds: 重庆市统一规定, or the text of one of its districts. */
  scope: SourceScope;
  /** The source is another place's than the resident's, and may not hold here. */
  foreign: boolean;
  /** Its validity has ended and nothing newer is known. */
  expired: boolean;
}

/** What is known around a matter: offices, and the days on which they work. */
export interface Surroundings {
  directory: PlaceDirectory;
  calendar: HolidayCalendar;
  /** Numbers for whole lines of work; none where left out. */
  hotlines?: readonly Hotline[];
}

/**
 * The implementation that is shown: the nearest that serves the region, an official list's before a guide's, which only
 * adds values to it; else one inside the region, for somebody who only named the city; without a region the matter's
 * first, again a list's before a guide's.
 */
export function implementationFor(
  { implementations }: ItemRecord,
  regionCode: string | null,
  regions: RegionTree,
): ImplementationRecord | null {
  if (regionCode === null) return firstPrinted(implementations);
  return (
    firstPrinted(nearestFirst(implementations, regionCode, regions)) ??
    firstPrinted(implementations.filter((own) => regions.covers(regionCode, own.regionCode)))
  );
}

/** 仅涪陵区: a keeper's note that it holds nowhere else. */
const ONLY_THERE = /^仅/;
const ANY_LEVEL: readonly ExerciseLevel['level'][] = ['village', 'town', 'county', 'city', 'province'];
/** Fields that list offices. */
const OFFICE_LISTS: ReadonlySet<FieldKey> = new Set(['locations', 'consultPhones']);
/** What of such an entry tells where the office is. */
const officeNamed = (entry: ServiceLocation | Phone): NamedOffice =>
  'name' in entry ? entry : { name: entry.label ?? '' };

/** A matter in one region: the implementation shown and what the regions above it add. */
export class MatterInRegion {
  /** The implementation shown; null when the matter is handled neither there nor above. */
  readonly shown: ImplementationRecord | null;
  /** The implementations that serve the region, nearest first. */
  readonly implementations: readonly ImplementationRecord[];
  /** Region whose residents the answer is for: the one asked for, else that of the implementation shown. */
  readonly regionCode: string;
  private counters: readonly PlaceRecord[] | null = null;
  private responsible: { office: Office | null } | null = null;
  private known: readonly string[] | null = null;
  private readonly limited = new Map<string, MatterInRegion>();
  private readonly values = new Map<FieldKey, readonly ResolvedValue<FieldKey>[]>();

  /**
   * @param regionCode - region asked for; where no implementation serves it, the one that `implementationFor` names.
   * @param today - ISO date; values and sources of later days are passed over, values that have run out are marked.
   * @param surroundings - null where no offices are known.
   * @param cases - 办理情形 that are asked about, of those that the matter has; empty: all of it.
   */
  constructor(
    readonly item: ItemRecord,
    regionCode: string | null,
    readonly regions: RegionTree,
    readonly today: string,
    readonly surroundings: Surroundings | null = null,
    readonly cases: readonly string[] = [],
  ) {
    this.shown = implementationFor(item, regionCode, regions);
    const shownCode = this.shown?.regionCode ?? '';
    this.regionCode = regionCode !== null && regions.covers(shownCode, regionCode) ? regionCode : shownCode;
    this.implementations = nearestFirst(item.implementations, this.regionCode, regions);
  }

  /**
   * The known places that handle the matter for residents of the region, nearest first: those that its sources name,
   * and those of the region whose agency handles it. Places inside the region count only within one county: whoever
   * named no more than the city may live in any district.
   */
  get places(): readonly PlaceRecord[] {
    this.counters ??= this.findPlaces();
    return this.counters;
  }

  /** Who handles the matter for residents of the region, or who leads where no source says more; null: not stated. */
  get office(): Office | null {
    this.responsible ??= { office: officeOf(this.all('agency'), this.regions) };
    return this.responsible.office;
  }

  /** The body to turn to with a question; null where only a lead or nobody is known. */
  get bodyToAsk(): string | null {
    if (this.office) return this.office.leadsOnly ? null : (this.office.bodies[0] ?? null);
    return splitAgencies(this.shown?.agency ?? '')[0] ?? null;
  }

  /** Who handles the parts of the matter about which sources speak apart, in the order of `situations()`. */
  get officesOfParts(): readonly Office[] {
    return this.situations('agency').flatMap(
      (situation) => officeOf(this.all('agency', situation), this.regions) ?? [],
    );
  }

  /** The number for the agency's line of work that a source states for here, or null. */
  get hotline(): Hotline | null {
    const agency = this.agencyByField(this.shown?.agency ?? null) ?? '';
    const known = this.surroundings?.hotlines ?? [];
    return (
      known.find(
        ({ words, regionCode }) => words.test(agency) && this.regions.covers(regionCode, this.regionCode),
      ) ?? null
    );
  }

  private findPlaces(): readonly PlaceRecord[] {
    if (!this.surroundings || !this.shown) return [];
    const { regionCode, regions, item, shown } = this;
    const stated = this.find('exerciseLevels')?.value.map(({ level }) => level);
    // Who leads a matter tells nothing about the level at which people are received.
    const levels = stated ?? (this.office?.leadsOnly ? ANY_LEVEL : []);
    const { id: itemId, type } = item;
    const { name } = shown;
    const agency = this.agencyByField(shown.agency);
    const { places } = countersFor(
      { itemId, name, type, agency, levels },
      regionCode,
      this.surroundings.directory,
    );
    const small = ['county', 'town', 'village'].includes(regions.findByCode(regionCode)?.level ?? '');
    return places.filter(
      (place) =>
        (small || regions.covers(place.regionCode, regionCode)) &&
        (place.itemIds.includes(itemId) ||
          // Nor that a hall of many departments has a counter for it.
          (!(this.office?.leadsOnly && place.domains.includes('综合')) &&
            regions.covers(shown.regionCode, place.regionCode) &&
            !isElsewhere(place, agency))),
    );
  }

  /** Words of the agency that tell the field of work: of those who handle it; none where only the lead of another field is known. */
  private agencyByField(printed: string | null): string | null {
    const { office } = this;
    if (!office) return printed;
    return isOtherField(office, this.item.name) ? null : office.printed;
  }

  /** @returns the matter as far as some of its cases go: what holds for these alone takes the place of what holds for all. */
  about(cases: readonly string[]): MatterInRegion {
    if (cases.length === 0) return this;
    const key = cases.join('\n');
    const { item, regionCode, regions, today, surroundings } = this;
    const limited =
      this.limited.get(key) ?? new MatterInRegion(item, regionCode, regions, today, surroundings, cases);
    this.limited.set(key, limited);
    return limited;
  }

  /** All 办理情形 about which anything is stated, nearest region first. */
  get allCases(): readonly string[] {
    this.known ??= [
      ...new Set(
        this.implementations
          .flatMap(({ elements }) => Object.values(elements).flat())
          .filter(({ confidence }) => confidence !== 'low')
          .flatMap(({ situation }) => situation ?? []),
      ),
    ];
    return this.known;
  }

  /** Conditions and papers of a case, in one text. */
  wordsOf(situation: string): string {
    const conditions = this.find('conditions', situation)?.value ?? [];
    const materials = this.find('materials', situation)?.value ?? [];
    return [...conditions, ...materials.flatMap(({ name, note }) => [name, note ?? ''])].join('\n');
  }

  /** Name as it heads an answer: 不动产登记：房屋过户 where it is about one case. */
  get title(): string {
    const name = this.shown?.name ?? this.item.name;
    return this.cases.length > 0 ? `${name}：${this.cases.join('、')}` : name;
  }

  /** @returns the nearest statement about a field that residents may see, or null. */
  find<K extends FieldKey>(key: K, situation: string | null = null): ResolvedValue<K> | null {
    return this.all(key, situation)[0] ?? null;
  }

  /**
   * @param situation - 办理情形; null for what holds for the whole matter.
   * @returns all statements in force about a field, nearest region first, within a region those of other places last
   *   and the newest first; those that have run out when there are no others.
   */
  all<K extends FieldKey>(key: K, situation: string | null = null): ResolvedValue<K>[] {
    const about = this.visible(key).filter(({ statement }) => (statement.situation ?? null) === situation);
    const inForce = about.filter(({ expired }) => !expired);
    return inForce.length > 0 ? inForce : about;
  }

  /**
   * Fees and time limits are set from above and change: here the newest official source answers, whichever region's list
   * it is in; what is second-hand, another place's or undated comes after.
   *
   * @returns as `all()`, in that order.
   */
  newestFirst<K extends FieldKey>(key: K, situation: string | null = null): ResolvedValue<K>[] {
    const rank = ({ statement, source, foreign }: ResolvedValue<K>): number =>
      statement.confidence === 'medium' || foreign ? 0 : source.date ? 2 : 1;
    return [...this.all(key, situation)].sort(
      (a, b) => rank(b) - rank(a) || (b.source.date ?? '').localeCompare(a.source.date ?? ''),
    );
  }

  /** @returns the cases that are asked about and have statements of their own about a field, nearest region first. */
  situations(key: FieldKey): string[] {
    const labels = this.visible(key).map(({ statement }) => statement.situation);
    const known = [...new Set(labels)].filter((label) => label !== undefined);
    return this.cases.length > 0 ? known.filter((label) => this.cases.includes(label)) : known;
  }

  /** All that residents may see about a field; every section asks for several fields, some of them again. */
  private visible<K extends FieldKey>(key: K): readonly ResolvedValue<K>[] {
    const known = this.values.get(key) as readonly ResolvedValue<K>[] | undefined;
    if (known) return known;
    const values = this.findValues(key);
    this.values.set(key, values);
    return values;
  }

  private findValues<K extends FieldKey>(key: K): ResolvedValue<K>[] {
    return this.implementations.flatMap((implementation) => {
      const statements = (implementation.elements[key] ?? []) as Statement<AllValues[K]>[];
      return (
        statements
          .filter(
            ({ confidence, validFrom }) => confidence !== 'low' && !(validFrom && this.today < validFrom),
          )
          .flatMap((statement) => this.resolve(key, statement, implementation))
          // A source of a later day says nothing of today; that matters when somebody asks how it was.
          .filter(({ source }) => !(source.date && source.date > this.today))
          .sort(
            (a, b) =>
              Number(a.foreign) - Number(b.foreign) ||
              (b.source.date ?? '').localeCompare(a.source.date ?? ''),
          )
      );
    });
  }

  private resolve<K extends FieldKey>(
    key: K,
    statement: Statement<AllValues[K]>,
    implementation: ImplementationRecord,
  ): ResolvedValue<K>[] {
    const source = implementation.sources[statement.source];
    const value = this.ofHere(key, statement.value, implementation.regionCode);
    if (!source || value === null) return [];
    const { regionCode } = implementation;
    const scope = scopeOf(statement, source, regionCode, this.regions);
    if (this.isForeign(scope) && scope.code && ONLY_THERE.test(statement.note ?? '')) return [];
    return [
      {
        value,
        statement,
        source,
        implementation,
        inherited: this.isAbove(regionCode),
        scope,
        // Offices say themselves whose they are.
        foreign: key !== 'locations' && this.isForeign(scope),
        expired: statement.validTo !== undefined && this.today > statement.validTo,
      },
    ];
  }

  private isForeign(scope: SourceScope): scope is SourceScope & { kind: 'place' } {
    return scope.kind === 'place' && !(scope.code && this.regions.covers(scope.code, this.regionCode));
  }

  /** Without the counters and phones of other counties that a city's list holds too; null where nothing is left. */
  private ofHere<K extends FieldKey>(key: K, value: AllValues[K], listedIn: string): AllValues[K] | null {
    if (!OFFICE_LISTS.has(key)) return value;
    const entries = value as (ServiceLocation | Phone)[];
    const here = officesFor(entries, officeNamed, this.regionCode, listedIn, this.regions);
    return here.length > 0 ? (here as AllValues[K]) : null;
  }

  private isAbove(code: string): boolean {
    const shownCode = this.shown?.regionCode ?? '';
    return code !== shownCode && this.regions.covers(code, shownCode);
  }
}

/** 公安局（居住地派出所）: the bureau itself is not where to go. */
function isElsewhere({ name }: PlaceRecord, agency: string | null): boolean {
  return agency?.includes('派出所') === true && !name.includes('派出所');
}

function nearestFirst(
  implementations: readonly ImplementationRecord[],
  regionCode: string,
  regions: RegionTree,
): ImplementationRecord[] {
  return regions
    .pathOf(regionCode)
    .flatMap((code) => implementations.filter((implementation) => implementation.regionCode === code));
}

function firstPrinted(implementations: readonly ImplementationRecord[]): ImplementationRecord | null {
  return (
    implementations.find(({ sources }) => sources.some(({ key }) => !key.startsWith('guide-'))) ??
    implementations[0] ??
    null
  );
}
