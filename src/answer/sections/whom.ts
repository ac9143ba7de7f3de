import type { SourceRef } from '../../catalogue/snapshot.js';
import type { MatterInRegion } from '../resolve.js';
import type { Section } from '../response.js';
import { verifyHint } from './places.js';
import { type Body, derived, fieldBody, leadWords, uniqueSources, unknown } from './section.js';

/** Service numbers, only where the words around them make them one: “120”院前急救, 12345政务服务便民热线; 12960元 is none. */
const SHORT_NUMBER =
  /(?<![0-9])(?:12[0-9]{3}|96[0-9]{3,4}|95[0-9]{3}|11[09]|12[0-2])(?=[”"」]|[^0-9，。；元]{0,10}(?:热线|电话))/g;
const LANDLINE = /(?<![0-9])0[0-9]{2,3}-?[0-9]{7,8}(?![0-9])/g;

const MOST_OFFICES = 3;

/** 咨询电话. Numbers come from a source; without one, whom to ask is said. */
export function phoneSection(matter: MatterInRegion): Section {
  const head = { key: 'phone', label: '咨询电话' };
  const phones = fieldBody(matter, 'consultPhones', (value) =>
    value.map(({ label, number }) => `${label ? `${label}：` : ''}${number}`),
  );
  if (phones) return { ...head, ...phones };
  const { numbers, sources } = numbersInRow(matter);
  if (numbers.length > 0)
    return { ...head, status: 'stated', lines: numbers, data: { phones: numbers }, sources };
  return { ...head, ...(officePhones(matter) ?? unknown(matter, '咨询电话')) };
}

/** Phones of the responsible agency's own office; a hall of several departments is not the agency. */
function officePhones(matter: MatterInRegion): Body | null {
  const own = [matter.regionCode, matter.shown?.regionCode];
  const offices = matter.places
    .filter(
      ({ phones, domains, itemIds, regionCode }) =>
        phones.length > 0 &&
        own.includes(regionCode) &&
        (itemIds.includes(matter.item.id) || !domains.includes('综合')),
    )
    .slice(0, MOST_OFFICES);
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
function numbersInRow(matter: MatterInRegion): { numbers: string[]; sources: SourceRef[] } {
  const found = [matter.find('name'), matter.find('content'), matter.find('standard')]
    .filter((value) => value !== null)
    .map(({ value, source }) => ({
      numbers: [...value.matchAll(SHORT_NUMBER), ...value.matchAll(LANDLINE)].map(([number]) => number),
      source,
    }))
    .filter(({ numbers }) => numbers.length > 0);
  return {
    numbers: [...new Set(found.flatMap(({ numbers }) => numbers))],
    sources: uniqueSources(found.map(({ source }) => source)),
  };
}

/** 投诉举报: whom to turn to with a grievance. */
export function complaintSection(matter: MatterInRegion): Section {
  const head = { key: 'complaint', label: '投诉举报' };
  const phones = fieldBody(matter, 'supervisePhones', (value) => value.map(({ number }) => number));
  if (phones) return { ...head, ...phones };
  const { numbers, sources } = numbersInRow(matter);
  const { office } = matter;
  if (office?.leadsOnly)
    return {
      ...head,
      ...derived(
        [
          `可拨打${[...new Set([...numbers, '12345'])].join('或')}反映。`,
          `${leadWords(office)}。`,
          '（清单只写明牵头单位，没有写明由谁受理投诉。）',
        ],
        [office.stated.source, ...sources],
      ),
    };
  if (office)
    return {
      ...head,
      ...derived(
        [
          `由${office.bodies.join('、')}受理${numbers.length > 0 ? `，电话${numbers.join('、')}` : ''}。`,
          '（按清单载明的实施机构推算；也可拨打12345反映。）',
        ],
        [office.stated.source, ...sources],
      ),
    };
  return { ...head, ...unknown(matter, '受理投诉的电话') };
}

/** 办理进度: never a guess, only where to ask. */
export function progressSection(matter: MatterInRegion): Section {
  const { office } = matter;
  const agency = matter.bodyToAsk;
  const source = office?.stated.source ?? matter.shown?.sources[0];
  return {
    key: 'progress',
    label: '办理进度',
    ...derived(
      [
        `这里查不到您个人的办理进度。请凭受理单或身份证向${agency ?? '受理的窗口'}查询，或拨打12345。`,
        ...(agency ? ['（按清单载明的实施机构推算。）'] : office ? [`（${leadWords(office)}。）`] : []),
      ],
      source ? [source] : [],
    ),
  };
}
