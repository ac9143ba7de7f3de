import type { ExerciseLevel } from '../../../entities/elements.js';
import type { MatterInRegion } from '../resolve.js';
import type { Section } from '../response.js';
import { quotesAbout } from './quote.js';
import { derived, firstAgency, quoted, splitAgencies, stated, unknown } from './section.js';

/** The counter at which each level of government receives residents. */
const COUNTERS: Record<ExerciseLevel['level'], string> = {
  nation: '国家部门',
  province: '省级政务服务大厅',
  city: '市级政务服务大厅',
  county: '区县政务服务大厅',
  town: '乡镇（街道）公共服务中心',
  village: '村（社区）便民服务中心',
};
/** Nearest to the resident first. */
const LEVELS: readonly ExerciseLevel['level'][] = ['village', 'town', 'county', 'city', 'province', 'nation'];
const SHORT_NUMBER = /(?<![0-9])(?:12[0-9]{3}|96[0-9]{3,4}|95[0-9]{3}|11[09]|12[0-2])(?![0-9])/g;
const LANDLINE = /0[0-9]{2,3}-?[0-9]{7,8}/g;

/** 办理地点: where to go. */
export function locationSection(matter: MatterInRegion): Section {
  const head = { key: 'location', label: '办理地点' };
  const locations = matter.find('locations');
  if (locations) {
    const lines = locations.value.map((place) =>
      [place.name, place.address, place.window].filter(Boolean).join('，'),
    );
    return { ...head, ...stated(matter, locations, lines, { locations: locations.value }) };
  }
  const levels = matter.find('exerciseLevels');
  const agency = matter.find('agency');
  if (levels) {
    const nearest = [...levels.value].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
    const counters = nearest.map(
      ({ level, role, note }) => `${COUNTERS[level]}${role ? `（${role}）` : ''}${note ? `（${note}）` : ''}`,
    );
    const lines = [
      `可到：${counters.join('、')}。`,
      `（按清单载明的行使层级推算${agency ? `；实施机构：${agency.value}` : ''}。具体地址清单没有写，出门前可拨12345问清。）`,
    ];
    return {
      ...head,
      ...derived(lines, [levels.source], { counters: nearest.map(({ level }) => COUNTERS[level]) }),
    };
  }
  if (agency) {
    const names = splitAgencies(agency.value);
    const lines = [
      `由${names.join('、')}办理，可到其服务窗口${isCountyAgency(agency.value) ? '或区县政务服务大厅' : ''}。`,
      '（按清单载明的实施机构推算。具体地址清单没有写，出门前可拨12345问清。）',
    ];
    return { ...head, ...derived(lines, [agency.source], { agencies: names }) };
  }
  return { ...head, ...unknown(matter, '办理地点') };
}

function isCountyAgency(agency: string): boolean {
  return /^(?:区|县)|[区县][^、/]{0,12}(?:局|委|会)$/.test(agency);
}

/** 办理时间. */
export function hoursSection(matter: MatterInRegion): Section {
  const head = { key: 'hours', label: '办理时间' };
  const hours = matter.find('serviceHours');
  if (hours) return { ...head, ...stated(matter, hours, [hours.value]) };
  const locations = matter.find('locations');
  const stated_ = locations?.value.filter((place) => place.hours);
  if (locations && stated_ && stated_.length > 0)
    return {
      ...head,
      ...stated(
        matter,
        locations,
        stated_.map((place) => `${place.name}：${place.hours}`),
      ),
    };
  const quotes = quotesAbout(matter, /开放时间|小时|寒暑假|节假日|时间不/, 2);
  if (quotes.length > 0) return { ...head, ...quoted(quotes) };
  return { ...head, ...unknown(matter, '上班或开放时间') };
}

/** 咨询电话. Numbers come from a source; without one, whom to ask is said. */
export function phoneSection(matter: MatterInRegion): Section {
  const head = { key: 'phone', label: '咨询电话' };
  const phones = matter.find('consultPhones');
  if (phones) {
    const lines = phones.value.map((phone) => `${phone.label ? `${phone.label}：` : ''}${phone.number}`);
    return { ...head, ...stated(matter, phones, lines, { phones: phones.value }) };
  }
  const numbers = numbersInRow(matter);
  const name = matter.find('name');
  const source = name?.source ?? matter.shown?.sources[0];
  if (numbers.length > 0 && source)
    return { ...head, status: 'stated', lines: numbers, data: { phones: numbers }, sources: [source] };
  return { ...head, ...unknown(matter, '咨询电话') };
}

/** Numbers that the row itself prints, e.g. 12319 in 受理“12319”城市管理热线投诉. */
function numbersInRow(matter: MatterInRegion): string[] {
  const row = matter.shown;
  if (!row) return [];
  const text = [row.name, matter.find('content')?.value, matter.find('standard')?.value]
    .filter(Boolean)
    .join('\n');
  return [...new Set([...(text.match(SHORT_NUMBER) ?? []), ...(text.match(LANDLINE) ?? [])])];
}

/** 投诉举报: whom to turn to with a grievance. */
export function complaintSection(matter: MatterInRegion): Section {
  const head = { key: 'complaint', label: '投诉举报' };
  const phones = matter.find('supervisePhones');
  if (phones)
    return {
      ...head,
      ...stated(
        matter,
        phones,
        phones.value.map((phone) => phone.number),
      ),
    };
  const numbers = numbersInRow(matter);
  const agency = matter.find('agency');
  if (agency)
    return {
      ...head,
      ...derived(
        [
          `由${splitAgencies(agency.value).join('、')}受理${numbers.length > 0 ? `，电话${numbers.join('、')}` : ''}。`,
          '（按清单载明的实施机构推算；也可拨打12345反映。）',
        ],
        [agency.source],
      ),
    };
  return { ...head, ...unknown(matter, '受理投诉的电话') };
}

/** 办理进度: never a guess, only where to ask. */
export function progressSection(matter: MatterInRegion): Section {
  const agency = firstAgency(matter);
  const source = matter.shown?.sources[0];
  return {
    key: 'progress',
    label: '办理进度',
    ...derived(
      [
        `这里查不到您个人的办理进度。请凭受理单或身份证向${agency ?? '受理的窗口'}查询，或拨打12345。`,
        ...(agency ? ['（按清单载明的实施机构推算。）'] : []),
      ],
      source ? [source] : [],
    ),
  };
}
