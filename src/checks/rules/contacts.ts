import type { FieldKey } from '../../../entities/elements.js';
import { parseOpeningHours } from '../../places/opening-hours.js';
import type { Rule } from '../finding.js';
import { type PhoneForm, phoneForm } from '../phone-number.js';
import { type Subject, statementsOf } from '../subject.js';

/** Degrees; China lies within. */
const LATITUDES = [3, 54] as const;
const LONGITUDES = [73, 136] as const;
/** 25:00, 9:75. */
const NO_TIME = /(?<!\d)(?:2[5-9]|[3-9]\d):[0-5]\d|(?<!\d)\d{1,2}:[6-9]\d/;

const phoneNumbers: Rule = {
  id: 'phone-form',
  title: '电话号码要能拨通：区号-号码、手机号或 12345 一类的短号',
  severity: 'error',
  lenientInPrint: true,
  *check(subject) {
    for (const { element, source, number } of phonesOf(subject, 'unknown'))
      yield { element, source, message: `“${number}”不是电话号码，请改成区号-号码的样子，一行一个。` };
  },
};

const areaCodes: Rule = {
  id: 'phone-area-code',
  title: '固定电话写明区号',
  severity: 'warning',
  *check(subject) {
    for (const { element, source, number } of phonesOf(subject, 'withoutAreaCode'))
      yield { element, source, message: `“${number}”没有区号，外地群众和手机打不通，请补上区号。` };
  },
};

const openingHours: Rule = {
  id: 'hours-form',
  title: '办理时间要能读懂，才能回答“今天开门吗”',
  severity: 'error',
  lenientInPrint: true,
  *check(subject) {
    for (const { element, source, hours } of hoursOf(subject)) {
      if (NO_TIME.test(hours.normalize('NFKC')))
        yield { element, source, message: `办理时间“${hours}”里有不存在的钟点，请更正。` };
      else if (!parseOpeningHours(hours))
        yield {
          element,
          source,
          message: `办理时间“${hours}”读不懂，请写成“工作日 9:00—12:00，14:00—17:30”的样子。`,
        };
    }
  },
};

const coordinates: Rule = {
  id: 'coordinates',
  title: '经纬度成对填写，并且在中国境内',
  severity: 'error',
  *check(subject) {
    for (const { statement } of statementsOf(subject, 'locations'))
      for (const { name, latitude, longitude } of statement.value) {
        if (latitude === undefined && longitude === undefined) continue;
        const paired = within(latitude, LATITUDES) && within(longitude, LONGITUDES);
        if (!paired)
          yield {
            element: 'locations',
            source: statement.source,
            message: `“${name}”的经纬度（${latitude ?? '无'}，${longitude ?? '无'}）不成对或不在中国境内，请核对是否填反。`,
          };
      }
  },
};

export const CONTACT_RULES: readonly Rule[] = [phoneNumbers, areaCodes, openingHours, coordinates];

interface Written {
  element: FieldKey;
  source: number;
}

function* phonesOf(subject: Subject, form: PhoneForm): Generator<Written & { number: string }> {
  for (const { element, source, number } of allPhones(subject))
    if (phoneForm(number) === form) yield { element, source, number };
}

function* allPhones(subject: Subject): Generator<Written & { number: string }> {
  for (const { element, statement } of statementsOf(subject, 'consultPhones', 'supervisePhones'))
    for (const { number } of statement.value) yield { element, source: statement.source, number };
  for (const { element, statement } of statementsOf(subject, 'locations'))
    for (const { phones = [] } of statement.value)
      for (const number of phones) yield { element, source: statement.source, number };
}

function* hoursOf(subject: Subject): Generator<Written & { hours: string }> {
  for (const { element, statement } of statementsOf(subject, 'serviceHours'))
    yield { element, source: statement.source, hours: statement.value };
  for (const { element, statement } of statementsOf(subject, 'locations'))
    for (const { hours } of statement.value)
      if (hours !== undefined) yield { element, source: statement.source, hours };
}

function within(degrees: number | undefined, [from, to]: readonly [number, number]): boolean {
  return degrees !== undefined && degrees >= from && degrees <= to;
}
