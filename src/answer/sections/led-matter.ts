import { COUNTER_NAMES } from '../../places/counters.js';
import type { Office } from '../offices.js';
import type { MatterInRegion, ResolvedValue } from '../resolve.js';
import { placeData, placesByLevel, placesToGo } from './places.js';
import {
  type Body,
  derived,
  leadWords,
  otherPlaceIn,
  otherPlaceRemark,
  remarksOnce,
  TOWN_COUNTER,
} from './section.js';

/** Words of a source about where to go with the matter or a part of it. */
interface WayIn {
  situation: string | null;
  /** A step of the process, or an agency. */
  words: string;
  stated: ResolvedValue<'process'> | ResolvedValue<'agency'>;
}

/** 向户籍地镇街申请, 到户籍地或常住地医保经办机构登记: words of a step that say where to go. */
const GO_TO =
  /户籍地|居住地|常住地|户口所在|参保地|就近|任一|[向到](?:区县|镇街|乡镇|街道|村|社区|就读|幼儿园)/;
const COUNTER = /镇街|乡镇|街道|村|社区|区县|社保所|机构|窗口|中心|学校|幼儿园|残联|保健院|接种单位/;
/** Clauses end outside brackets only: 县（市、区）. */
const CLAUSE_END = /[，；。](?![^（]*）)/;

/**
 * 办理地点 where a list names who leads and nobody who handles: the steps that name a counter and the offices of the
 * parts of the matter say more than the lead, who is named last.
 */
export function ledMatter(matter: MatterInRegion): Body {
  const { office } = matter;
  const steps = counterSteps(matter);
  const parts = matter.officesOfParts
    .filter((part) => !part.leadsOnly && !steps.some(({ situation }) => situation === part.situation))
    .map((part): WayIn => ({ situation: part.situation, words: agencyLine(part), stated: part.stated }));
  const ways = [...steps, ...parts];
  const places = placesToGo(matter);
  const { own, above } = placesByLevel(matter);
  // A step of another district still tells more than the lead; the office of its part is not this one's.
  const knownHere = own.length + steps.length > 0 || parts.some(({ stated }) => !stated.foreign);
  const first = own.length > 0 || !knownHere ? undefined : ways[0]?.stated;
  const grounds = [
    steps.length > 0 && '办理流程',
    parts.length > 0 && '实施机构',
    places.length > 0 && '地点的业务范围',
  ].filter(Boolean);
  return derived(
    [
      ...own,
      ...(knownHere ? [] : [`具体到哪里办清单没有写，可先问${TOWN_COUNTER}或拨打12345。`]),
      ...remarksOnce(ways.map(wayLines)),
      ...above,
      ...(office ? [`${leadWords(office)}。`] : []),
      ...(grounds.length > 0 ? [`（按资料写明的${grounds.join('、')}推算，出门前可拨12345问清。）`] : []),
    ],
    [
      ...ways.map(({ stated }) => stated.source),
      ...places.flatMap(({ sources }) => sources),
      ...(office ? [office.stated.source] : []),
    ],
    {
      ...(places.length > 0 ? { places: places.map(placeData) } : {}),
      ...(office ? { leads: office.bodies } : {}),
      ...(first ? otherPlaceIn(first) : {}),
    },
  );
}

function wayLines({ situation, words, stated }: WayIn): string[] {
  return [`${situation ? `${situation}：` : ''}${words}`, ...otherPlaceRemark(stated)];
}

/** The first step of the matter and of each of its parts that names a counter, as printed. */
function counterSteps(matter: MatterInRegion): WayIn[] {
  return [null, ...matter.situations('process')].flatMap((situation) => {
    const process = matter.find('process', situation);
    const words = process?.value
      .flatMap(({ text }) => text.split(CLAUSE_END))
      .find((clause) => GO_TO.test(clause) && COUNTER.test(clause));
    return process && words
      ? [{ situation, words: `${words.replace(/^[或并]/, '')}。`, stated: process }]
      : [];
  });
}

/** @returns the sentence that names who handles a matter. */
export function agencyLine({ printed, bodies, sentence }: Office): string {
  if (sentence) return `${printed}。`;
  const hall = isCountyAgency(printed) ? `或${COUNTER_NAMES.county}` : '';
  return `由${bodies.join('、')}办理，可到其服务窗口${hall}。`;
}

function isCountyAgency(agency: string): boolean {
  return /^(?:区|县)|[区县][^、/]{0,12}(?:局|委|会)$/.test(agency);
}
