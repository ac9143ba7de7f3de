import type { Statement } from '../../entities/elements.js';
import type { Region, RegionTree } from '../catalogue/regions.js';
import type { SourceRef } from '../catalogue/snapshot.js';

/** Where the words of a source hold, as far as the source itself tells. */
export type SourceScope =
  /** Law of the whole country. */
  | { kind: 'nation' }
  /** A list, document or regulation of the region as a whole. */
  | { kind: 'whole' }
  /** Text of one place; `code` is null where it is no administrative division (重庆高新区, another province's county). */
  | { kind: 'place'; name: string; code: string | null }
  /** A page that does not tell. */
  | { kind: 'unsure' };

/** A note says it of the whole guide only where it begins with it: 全国性规则。 外县官方页，全市通用口径； */
const NATION_NOTE = /(?:^|[；。]|页，)(?:全国(?:性|规则|统一|通用)|国家统一)/;
const WHOLE_NOTE = /(?:^|[；。]|页，)全[市省](?:统一|通用)|规则全市通用/;
const NATION_TITLE = /全国统一|国务院/;
/** 渝民规〔2025〕6号, 渝府办发〔2017〕184号; 渝中府办, 渝北府发 are districts'. */
const CITY_NUMBER = /渝(?![中北])[一-鿿]{1,6}〔/;
const LAW = /(?:法|条例|规定|办法|细则)(?:第[一二三四五六七八九十、条]+)?$/;
const CENTRE = /(?:重庆)?(?:中心城区|主城)/;
/** Parts of the city that have an administration of their own and are no districts. */
const NEW_AREA = /两江新区|(?:重庆)?高新区|万盛(?:经开区)?/;
/** 漳平市政府…, 获嘉县…局: a place beyond the regions that are known here. */
const OTHER_OFFICE = /^[^：:]{0,4}?([一-鿿]{2,3}[市县区])(?:政府|政务|[一-鿿]{1,6}[局委])/;
const ELSEWHERE = '外省';
const PUBLISHED_ON = /（[^（）]*(?:网|转载)）/g;

/**
 * @param statement - its note and situation may tell, too.
 * @param regionCode - region that the statement was filed under.
 * @returns where a statement holds, told by its source's title and the keeper's note.
 */
export function scopeOf(
  { note = '', situation = '', confidence }: Pick<Statement<unknown>, 'note' | 'situation' | 'confidence'>,
  source: SourceRef,
  regionCode: string,
  regions: RegionTree,
): SourceScope {
  if (!source.key.startsWith('guide-')) return { kind: 'whole' };
  const { title } = source;
  if (CENTRE.test(situation)) return { kind: 'place', name: '重庆中心城区', code: null };
  if (NATION_TITLE.test(title) || NATION_NOTE.test(note)) return { kind: 'nation' };
  if (CITY_NUMBER.test(title) || WHOLE_NOTE.test(note)) return { kind: 'whole' };
  const place = placeIn(title, regionCode, regions);
  if (place) return place;
  const own = ownNames(regionCode, regions).some((name) => title.includes(name));
  if (LAW.test(title.replace(/（.*$/, ''))) return { kind: own ? 'whole' : 'nation' };
  const official = confidence !== 'medium' && (!source.url || /\.gov\.cn(?:\/|$)/.test(source.url));
  return { kind: official && (own || /^[市省]/.test(title)) ? 'whole' : 'unsure' };
}

/** The names of a region and those above it within the country. */
function ownNames(code: string, regions: RegionTree): string[] {
  return regions
    .pathOf(code)
    .flatMap((above) => regions.findByCode(above) ?? [])
    .filter(({ level }) => level !== 'nation')
    .flatMap(({ name, shortNames }) => [name, ...shortNames]);
}

const places = new WeakMap<RegionTree, Map<string, SourceScope | null>>();

/** The place whose text it is: a district of the city, a city elsewhere; null where the title names none. */
function placeIn(title: string, regionCode: string, regions: RegionTree): SourceScope | null {
  const known = places.get(regions) ?? new Map<string, SourceScope | null>();
  places.set(regions, known);
  const key = `${regionCode} ${title}`;
  let place = known.get(key);
  if (place === undefined) {
    place = findPlace(title, regionCode, regions);
    known.set(key, place);
  }
  return place;
}

function findPlace(title: string, regionCode: string, regions: RegionTree): SourceScope | null {
  // 重庆市…目录清单（南岸区人民政府网）: the district only has it on its pages.
  const own = ownNames(regionCode, regions);
  const text = own.some((name) => title.startsWith(name)) ? title.replace(PUBLISHED_ON, '') : title;
  const area = NEW_AREA.exec(text)?.[0];
  if (area) return { kind: 'place', name: area, code: null };
  const region = namedRegion(text, regionCode, regions);
  if (region) return { kind: 'place', name: region.name, code: region.code };
  const other = OTHER_OFFICE.exec(own.reduce((rest, name) => rest.replaceAll(name, ''), text))?.[1];
  if (other) return { kind: 'place', name: other, code: null };
  return text.includes(ELSEWHERE) ? { kind: 'place', name: ELSEWHERE, code: null } : null;
}

/** The finest region named that is not the one filed under or above it; a name within a longer one does not count. */
function namedRegion(text: string, regionCode: string, regions: RegionTree): Region | null {
  const found = regions.all
    .filter(
      ({ code, level }) => level !== 'nation' && level !== 'village' && !regions.covers(code, regionCode),
    )
    .flatMap((region) =>
      [region.name, ...region.shortNames]
        .filter((name) => text.includes(name))
        .map((name) => ({ region, name })),
    )
    // A town is named by the county that stands before it.
    .filter(({ region }) => region.level !== 'town');
  const [first] = found.sort((a, b) => b.name.length - a.name.length || nearness(b) - nearness(a));
  return first?.region ?? null;

  function nearness({ region }: { region: Region }): number {
    return regions.covers(regionCode, region.code) ? 1 : 0;
  }
}
