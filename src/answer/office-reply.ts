import type { Region } from '../catalogue/regions.js';
import type { QuestionFrame } from '../language/frame.js';
import { askedSpans } from '../language/intent-cues.js';
import { blankOut } from '../language/spans.js';
import { daySentence } from '../places/day-sentence.js';
import { domainsOf, servesDomains } from '../places/domains.js';
import type { HolidayCalendar } from '../places/holiday-calendar.js';
import type { PlaceRecord } from '../places/load-places.js';
import type { PlaceDirectory } from '../places/place-directory.js';

/** Parts of an answer that an office has by itself, without any matter. */
const PARTS: ReadonlySet<string> = new Set(['location', 'hours', 'phone']);
/** Halls where many departments sit have no field of work of their own. */
const ANY_FIELD = '综合';
const HALL = '政务大厅';
const MOST_PLACES = 3;
const FILLER =
  /最近|附近|离我|今天|明天|现在|这会儿|这个时候|周末|还有没有人|有没有人|上班|下班|开门|关门|请问|你好|我们|我想|想去|时间|几点|多少|好多|什么|[的在是去还有没得不吗嘛哦呢啊呀个到了要我你问说里哪儿点]|\s/g;

/** @returns the kind of office that a message asks for and nothing else: 社保局今天开门不; null for everything else. */
export function officeAsked(frame: QuestionFrame): string | null {
  if (!PARTS.has(frame.intent)) return null;
  const named = frame.concepts.filter(({ value }) => value.kind === 'place');
  const [office, ...others] = new Set(named.map(({ value }) => value.id));
  if (!office || others.length > 0) return null;
  const left = blankOut(frame.text, [...named, ...askedSpans(frame.text, named)]);
  return left.replace(FILLER, '') === '' ? office : null;
}

/**
 * Where an office is, when it is open and whom to call, as far as a source says so.
 *
 * @param office - as `officeAsked` gives it.
 * @param today - ISO date in Beijing.
 * @returns the text for a chat.
 */
export function officeReply(
  office: string,
  region: Region | null,
  directory: PlaceDirectory,
  calendar: HolidayCalendar,
  today: string,
): string {
  if (!region)
    return `${office}各地不一样，请告诉我您在哪个区县。急着去可以先拨打12345，问清地址和上班时间。`;
  const found = directory
    .find({ regionCode: region.code })
    .map(({ place }) => place)
    .filter((place) => isOffice(place, office));
  if (found.length === 0)
    return `${region.name}${office}的地址、电话和上班时间，现有资料没有写，不能乱说。请拨打政务服务便民热线12345，问清了再去。`;
  const own = found.filter(({ regionCode }) => regionCode === region.code);
  const shown = (own.length > 0 ? own : found).slice(0, MOST_PLACES);
  const lines = shown.map((place) => lineOf(place, calendar, today));
  const above = own.length > 0 ? '' : `${region.name}自己的${office}，现有资料没有写；上级的是：\n`;
  return `${above}${lines.join('\n')}\n没有写到的请拨打12345问清再去。`;
}

function isOffice({ domains, name }: PlaceRecord, office: string): boolean {
  if (office === HALL) return domains.includes(ANY_FIELD) && name.includes('政务');
  return domainsOf(office).size > 0 && !domains.includes(ANY_FIELD) && servesDomains(domains, office);
}

function lineOf(
  { name, address, hours, phones, confidence, sources }: PlaceRecord,
  calendar: HolidayCalendar,
  today: string,
): string {
  const facts = [
    address && `地址：${address}`,
    hours && `时间：${hours}`,
    hours && daySentence(hours, today, calendar)?.replace(/。$/, ''),
    phones.length > 0 && `电话：${phones.join('、')}`,
  ].filter(Boolean);
  const source = sources[0]?.title;
  const verify = confidence === 'medium' ? '（去之前请电话核实）' : '';
  return `${name}。${facts.join('；')}。${verify}${source ? `出处：《${source}》` : ''}`;
}
