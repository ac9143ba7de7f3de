import type { ExerciseLevel, ServiceLocation } from '../../../entities/elements.js';
import type { SourceRef } from '../../catalogue/snapshot.js';
import { COUNTER_NAMES } from '../../places/counters.js';
import { officeRegion } from '../../places/office-region.js';
import type { MatterInRegion } from '../resolve.js';
import type { Section } from '../response.js';
import { agencyLine, ledMatter } from './led-matter.js';
import { fromAbove, isAbove, placeData, placeLine, placesByLevel, placesToGo, verifyHint } from './places.js';
import {
  type Body,
  derived,
  fieldBody,
  otherPlaceIn,
  otherPlaceRemark,
  uniqueSources,
  unknown,
} from './section.js';

/** Nearest to the resident first. */
const LEVELS: readonly ExerciseLevel['level'][] = ['village', 'town', 'county', 'city', 'province', 'nation'];

/** 办理地点: where to go. */
export function locationSection(matter: MatterInRegion): Section {
  const head = { key: 'location', label: '办理地点' };
  return { ...head, ...(statedLocations(matter) ?? knownPlaces(matter)) };
}

/** Locations that the matter's own sources state; what they leave out of a place known otherwise is added to it. */
function statedLocations(matter: MatterInRegion): Body | null {
  const added: SourceRef[] = [];
  const line = (location: ServiceLocation): string => {
    const known = location.address ? undefined : matter.places.find(({ name }) => name === location.name);
    if (!known?.address) return placeLine(location);
    added.push(...known.sources);
    return `${placeLine({ ...location, address: known.address })}${verifyHint(known)}`;
  };
  const body = fieldBody(matter, 'locations', (locations, { implementation: { regionCode } }) => {
    const onlyAbove = locations.every((one) =>
      isAbove(matter, officeRegion(one, regionCode, matter.regions)),
    );
    return [...(onlyAbove ? [fromAbove(matter)] : []), ...locations.map(line)];
  });
  return body && { ...body, sources: uniqueSources([...body.sources, ...added]) };
}

/** Known places of the agency or of the levels that handle the matter, then the kinds of counter. */
function knownPlaces(matter: MatterInRegion): Body {
  const levels = matter.find('exerciseLevels');
  const { office } = matter;
  if (!levels && (office?.leadsOnly ?? matter.officesOfParts.length > 0)) return ledMatter(matter);
  const source = levels?.source ?? office?.stated.source;
  if (!source) return unknown(matter, '办理地点');
  const places = placesToGo(matter);
  const { own, above } = placesByLevel(matter);
  const from = levels
    ? `行使层级推算${office ? `；实施机构：${office.printed}` : ''}`
    : places.length > 0
      ? '实施机构和地点的业务范围推算'
      : '实施机构推算';
  const missing = places.length > 0 ? '' : '具体地址清单没有写，';
  return derived(
    [
      ...own,
      levels ? counterLine(levels.value) : office ? agencyLine(office) : '',
      ...above,
      `（按清单载明的${from}。${missing}出门前可拨12345问清。）`,
      ...(office && !levels ? otherPlaceRemark(office.stated) : []),
    ],
    [source, ...places.flatMap(({ sources }) => sources)],
    {
      ...(places.length > 0 ? { places: places.map(placeData) } : {}),
      ...(levels
        ? { counters: nearestFirst(levels.value).map(({ level }) => COUNTER_NAMES[level]) }
        : { agencies: office?.bodies ?? [], ...(office ? otherPlaceIn(office.stated) : {}) }),
    },
  );
}

function counterLine(levels: readonly ExerciseLevel[]): string {
  const counters = nearestFirst(levels).map(
    ({ level, role, note }) =>
      `${COUNTER_NAMES[level]}${role ? `（${role}）` : ''}${note ? `（${note}）` : ''}`,
  );
  return `可到：${counters.join('、')}。`;
}

function nearestFirst(levels: readonly ExerciseLevel[]): ExerciseLevel[] {
  return [...levels].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}
