import type { RegionTree } from '../catalogue/regions.js';
import { departmentsOf } from '../places/domains.js';
import type { ResolvedValue } from './resolve.js';

/** Who answers for a matter or a part of it, as one source names them. */
export interface Office {
  /** 实施机构 as printed. */
  printed: string;
  /** Single bodies, those nearer to residents than the city before the city's own. */
  bodies: string[];
  /** The column says who leads (牵头责任单位, 主责单位): nothing about where residents go. */
  leadsOnly: boolean;
  /** The cell is a sentence of its own: 居住地残联受理，户籍地残联审核. */
  sentence: boolean;
  /** 办理情形; null for the whole matter. */
  situation: string | null;
  /** The statement itself. */
  stated: ResolvedValue<'agency'>;
}

const LEAD_COLUMN = /牵头|主责|^责任单位$/;
const TASK = /(?:受理|初审|审核|审批|发证|办理)$/;
/** 市/区县…中心: one body at several levels, its name is said once. */
const LEVEL_ONLY = /^(?:[一-鿿]{2,4}市|市|区县?|县)$/;
/** 市民政局, and not 市场监管局, 市政园林局, 市级部门, 市民服务中心. */
const CITY_BODY = /^市(?![场级政容]|民[^政])/;

/**
 * The office to name of several that sources give: one that handles before one that only leads, the nearest region's,
 * and within a region one that names a body of a county or town before one that names the city's alone.
 *
 * @param values - statements about 实施机构, nearest region first.
 */
export function officeOf(values: readonly ResolvedValue<'agency'>[], regions: RegionTree): Office | null {
  const offices = values.map((value) => ({
    office: readOffice(value, regions),
    regionCode: value.implementation.regionCode,
  }));
  const handling = offices.filter(({ office }) => !office.leadsOnly);
  const [first, ...others] = handling.length > 0 ? handling : offices;
  if (!first) return null;
  const near = [first, ...others.filter(({ regionCode }) => regionCode === first.regionCode)];
  return (near.find(({ office }) => LOCAL_BODY.test(office.printed)) ?? first).office;
}

const LOCAL_BODY = /[区县村]|乡|镇|街道|社区/;

function readOffice(stated: ResolvedValue<'agency'>, regions: RegionTree): Office {
  const { value, statement, source, implementation } = stated;
  const city = regions.findByCode(implementation.regionCode);
  const cityName = city?.name.endsWith('市') && city.level !== 'county' ? city.name : null;
  const parts = splitAgencies(value);
  const bodies = parts
    .map((part) => part.replace(TASK, ''))
    // 市民政局 in the list of 达州市 may be read in 万源市.
    .map((part) => (cityName && CITY_BODY.test(part) ? cityName + part.slice(1) : part));
  const cityOwn = (body: string): boolean =>
    cityName !== null && body.includes(cityName) && !body.includes('、');
  return {
    printed: value,
    bodies: [...bodies.filter((body) => !cityOwn(body)), ...bodies.filter(cityOwn)],
    leadsOnly: Object.keys(source.row ?? {}).some((header) => LEAD_COLUMN.test(header)),
    sentence: parts.some((part) => TASK.test(part)),
    situation: statement.situation ?? null,
    stated,
  };
}

/**
 * Agencies are printed in one cell, separated by / or 、; what stands in brackets belongs to the body before.
 *
 * @returns each body once; 重庆市/区县法律援助中心 stays together, it is one body at two levels.
 */
export function splitAgencies(agency: string): string[] {
  const parts = agency
    .split(/[/／、，\n](?![^（(]*[)）])/)
    .map((part) => part.trim())
    .filter(Boolean);
  const bodies: string[] = [];
  let levels = '';
  for (const part of parts) {
    if (LEVEL_ONLY.test(part)) levels += `${part}、`;
    else {
      bodies.push(levels + part);
      levels = '';
    }
  }
  if (levels) bodies.push(levels.slice(0, -1));
  return [...new Set(bodies)];
}

/**
 * @returns whether the agency's line of work is not the matter's: 医疗保险 was led by 人力社保局 before there was a
 *   医疗保障局, so that number is not the one to call.
 */
export function isOtherField({ printed, leadsOnly }: Office, matterName: string): boolean {
  const fields = departmentsOf(matterName);
  const own = departmentsOf(printed);
  return leadsOnly && fields.size > 0 && own.size > 0 && ![...fields].some((field) => own.has(field));
}
