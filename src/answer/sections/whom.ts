import type { MatterInRegion } from '../resolve.js';
import type { Section } from '../response.js';
import { verifyHint } from './places.js';
import { type Body, derived, fieldBody, firstAgency, splitAgencies, unknown } from './section.js';

const SHORT_NUMBER = /(?<![0-9])(?:12[0-9]{3}|96[0-9]{3,4}|95[0-9]{3}|11[09]|12[0-2])(?![0-9])/g;
const LANDLINE = /0[0-9]{2,3}-?[0-9]{7,8}/g;

/** 咨询电话. Numbers come from a source; without one, whom to ask is said. */
export function phoneSection(matter: MatterInRegion): Section {
  const head = { key: 'phone', label: '咨询电话' };
  const phones = fieldBody(matter, 'consultPhones', (value) =>
    value.map(({ label, number }) => `${label ? `${label}：` : ''}${number}`),
  );
  if (phones) return { ...head, ...phones };
  const numbers = numbersInRow(matter);
  const source = matter.find('name')?.source ?? matter.shown?.sources[0];
  if (numbers.length > 0 && source)
    return { ...head, status: 'stated', lines: numbers, data: { phones: numbers }, sources: [source] };
  return { ...head, ...(officePhones(matter) ?? unknown(matter, '咨询电话')) };
}

/** Phones of the responsible agency's own office; a hall of several departments is not the agency. */
function officePhones(matter: MatterInRegion): Body | null {
  const own = [matter.regionCode, matter.shown?.regionCode];
  const offices = matter.places.filter(
    ({ phones, domains, itemIds, regionCode }) =>
      phones.length > 0 &&
      own.includes(regionCode) &&
      (itemIds.includes(matter.item.id) || !domains.includes('综合')),
  );
  if (offices.length === 0) return null;
  return derived(
    [
      ...offices.map(
        (place) => `${place.phones.join('、')}（这是${place.name}的办公电话）${verifyHint(place)}`,
      ),
      '（清单没有写明本事项的咨询电话，按实施机构和办公地点的业务范围推算。）',
    ],
    offices.flatMap(({ sources }) => sources),
    { phones: offices.flatMap(({ phones }) => phones) },
  );
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
  const phones = fieldBody(matter, 'supervisePhones', (value) => value.map(({ number }) => number));
  if (phones) return { ...head, ...phones };
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
