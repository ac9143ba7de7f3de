import type { ExerciseLevel } from '../../entities/elements.js';
import type { Region } from '../catalogue/regions.js';
import { servesDomains } from './domains.js';
import type { PlaceRecord } from './load-places.js';
import type { PlaceDirectory } from './place-directory.js';

type Level = ExerciseLevel['level'];

/** What has to be known of a matter to name its counters. */
export interface CounterMatter {
  /** Id of the matter: places that its implementations name come first. */
  itemId?: string;
  name: string;
  /** 事项类型. */
  type: string | null;
  /** 实施机构 as printed. */
  agency: string | null;
  /** 行使层级 as stated; empty where no source states them. */
  levels: readonly Level[];
}

/** A kind of counter, for want of a known address. */
export interface CounterKind {
  level: Level;
  /** e.g. 乡镇（街道）公共服务中心. */
  name: string;
  /** Name of the region it belongs to; null where the resident's place is not known so exactly. */
  region: string | null;
}

/** Where a matter is handled. */
export interface Counters {
  /** Known places, nearest stated level first. */
  places: PlaceRecord[];
  /** The kinds of counter at the stated levels, nearest first. */
  kinds: CounterKind[];
  /** Chinese remark when only the kind is known; null when a place is. */
  note: string | null;
}

/** The counter at which each level of government receives residents. */
export const COUNTER_NAMES: Readonly<Record<Level, string>> = {
  nation: '国家部门',
  province: '省级政务服务大厅',
  city: '市级政务服务大厅',
  county: '区县政务服务大厅',
  town: '乡镇（街道）公共服务中心',
  village: '村（社区）便民服务中心',
};
const NEAREST_FIRST: readonly Level[] = ['village', 'town', 'county', 'city', 'province', 'nation'];
const SERVICE_HALL = /政务服务|行政服务|便民服务|公共服务|行政审批|政务大厅/;

/**
 * The counters that handle a matter for the residents of a region: places that the matter's own sources name, places
 * of its agency or field of work, and halls of several departments; only at levels that handle it, where these are
 * stated.
 */
export function countersFor(matter: CounterMatter, regionCode: string, directory: PlaceDirectory): Counters {
  const path = directory.regions
    .pathOf(regionCode)
    .flatMap((code) => directory.regions.findByCode(code) ?? []);
  const levels = (matter.levels.length > 0 ? [...matter.levels] : levelsOfAgency(matter.agency)).map(
    (level) => levelInRegion(level, path),
  );
  const ranked = directory
    .find({ regionCode })
    .map(({ place }) => ({ place, rank: rankOf(place, matter), level: levelOf(place, directory) }))
    .filter(
      ({ rank, level }) => rank !== null && (rank === 0 || levels.length === 0 || levels.includes(level)),
    );
  // Sorting is stable: within a level the directory's order, nearest region first, is kept.
  ranked.sort((a, b) => nearness(a.level) - nearness(b.level) || (a.rank ?? 0) - (b.rank ?? 0));
  const places = ranked.map(({ place }) => place);
  const kinds = [...new Set(levels)]
    .sort((a, b) => nearness(a) - nearness(b))
    .map((level) => ({
      level,
      name: COUNTER_NAMES[level],
      region: path.find((region) => region.level === level)?.name ?? null,
    }));
  return { places, kinds, note: places.length > 0 ? null : noteWithoutPlace(matter, kinds) };
}

/** @returns 0 named by the matter's sources, 1 its agency or field, 2 a hall of several departments, null neither. */
function rankOf(place: PlaceRecord, { itemId, name, type, agency }: CounterMatter): number | null {
  if (itemId !== undefined && place.itemIds.includes(itemId)) return 0;
  const narrow = place.domains.some((domain) => domain !== '综合');
  if (narrow && servesDomains(place.domains, agency ?? '', `${name} ${type ?? ''}`)) return 1;
  if (!place.domains.includes('综合')) return null;
  if (place.agency && agency && sameAgency(place.agency, agency)) return 1;
  return SERVICE_HALL.test(place.name) ? 2 : null;
}

/** 市公安局 and 重庆市公安局 are one. */
function sameAgency(a: string, b: string): boolean {
  const bare = (name: string): string => name.replace(/^.{0,5}?[省市区县]/, '');
  return bare(a).length > 1 && bare(a) === bare(b);
}

function nearness(level: Level): number {
  return NEAREST_FIRST.indexOf(level);
}

function levelOf(place: PlaceRecord, { regions }: PlaceDirectory): Level {
  return regions.findByCode(place.regionCode)?.level ?? 'county';
}

/** 市级 in a list of 重庆 is the municipality, which stands at the level of a province. */
function levelInRegion(level: Level, path: readonly Region[]): Level {
  const has = (wanted: Level): boolean => path.some((region) => region.level === wanted);
  return level === 'city' && !has('city') && has('province') ? 'province' : level;
}

/** Levels told by the name of the agency: 乡镇人民政府(街道办事处), 县人力社保局, 区县民政局. */
function levelsOfAgency(agency: string | null): Level[] {
  if (!agency) return [];
  const levels: Level[] = [];
  if (/村[(（]|村民委员会|村委|居委|便民服务中心/.test(agency)) levels.push('village');
  if (/乡镇|街道|镇人民政府|乡人民政府/.test(agency)) levels.push('town');
  if (/区县|县级|(?:^|[/／、])(?!社区)[一-鿿]{0,3}[区县]|县（市、区）/.test(agency)) levels.push('county');
  if (/(?:^|[/／、])市/.test(agency)) levels.push('city');
  return levels;
}

function noteWithoutPlace({ agency }: CounterMatter, kinds: readonly CounterKind[]): string {
  const counters = kinds.map(({ name, region }) => (region ? `${region}的${name}` : name));
  const where =
    counters.length > 0
      ? `只知道可到${counters.join('、')}办理`
      : agency
        ? `只知道由${agency}办理`
        : '没有查到办理窗口';
  return `${where}，具体地址资料没有载明，出门前可拨打12345问清。`;
}
