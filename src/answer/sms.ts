import { partsOf, shortPaper } from './brief.js';
import type { MatterInRegion } from './resolve.js';
import type { Section } from './response.js';
import { asSentence, clip, sentencesWithin, withoutRemarks } from './sentences.js';

/** Longest text message, in characters: two parts of 70 as the networks count them. */
export const SMS_LENGTH = 140;
const NAME_LENGTH = 28;
/** A phone or a place longer than this leaves no room for what was asked. */
const ASIDE_LENGTH = 44;
/** Least room for what was asked; a place gives way to it. */
const LEAST_ASKED = 40;
const OFFICE_DECIDES = '以办理窗口答复为准。';
const TOO_LONG = '内容较长，请看问办的完整答复或拨12345问清。';
const MORE = '其余见完整答复。';
const HOTLINE = '咨询：12345。';

/**
 * An answer as one text message that stands by itself: the matter, what was asked, where, whom to call, and where it is
 * from. Whole lines and sentences only: a cut phone number or condition is worse than none.
 *
 * @param sections - the asked one first.
 * @param length - characters to keep to; below about 110 the text may be longer all the same.
 * @returns at most 140 characters.
 */
export function writeSms(matter: MatterInRegion, sections: readonly Section[], length = SMS_LENGTH): string {
  const [asked] = sections;
  if (!asked) return '';
  const head = headOf(matter);
  const ending = endingOf(asked);
  const besides = (key: string, write: (section: Section) => string): string => {
    const section = sections.find((one) => one.key === key);
    return !section || section === asked || section.status === 'unknown' ? '' : write(section);
  };
  const place = besides('location', placePart);
  // A section without a source names the hotline itself.
  const otherwise = asked.key === 'phone' || asked.status === 'unknown' ? '' : HOTLINE;
  const phone = besides('phone', phonePart) || otherwise;
  const room = length - head.length - ending.length;
  const [aside = ''] = [place + phone, phone, phone && HOTLINE].filter(
    (words) => room - words.length >= LEAST_ASKED,
  );
  const text = head + askedPart(asked, room - aside.length) + aside;
  const source = ending && sourcePart(asked);
  return text.length + source.length + ending.length <= length ? text + source + ending : text + ending;
}

/**
 * A reply that is no answer about one matter, as a text message.
 *
 * @param ending - what must not be lost, e.g. who decides.
 */
export function shortenForSms(reply: string, ending = ''): string {
  if (reply.length <= SMS_LENGTH && !reply.includes('\n')) return reply;
  const text = sentencesWithin(reply, SMS_LENGTH - ending.length - 1);
  const whole = text && asSentence(text);
  return whole.endsWith(ending) ? whole : whole + ending;
}

/** The choices of a question back; names are shortened alike until all fit. */
export function choicesAsSms(names: readonly string[]): string {
  const write = (length: number): string =>
    `您问的是哪一件？${names.map((name, index) => `${index + 1}.${clip(name, length)}`).join('；')}。请回复数字；都不是请拨12345。`;
  let length = 50;
  while (length > 8 && write(length).length > SMS_LENGTH) length -= 2;
  return write(length);
}

function headOf({ shown, title, regions }: MatterInRegion): string {
  const place = shown ? (regions.findByCode(shown.regionCode)?.name ?? '') : '';
  const short = title.length <= NAME_LENGTH ? title : clip(withoutRemarks(title), NAME_LENGTH);
  return `${short}${place ? `（${place}）` : ''}。`;
}

/** As many lines of the asked section as fit, each as long as fits, and that there are more. */
function askedPart(section: Section, room: number): string {
  const parts = partsOf(section);
  const lines = parts.flatMap(({ situation, lines }) =>
    lines.map((line, at) => ({
      head: at === 0 && situation ? `${situation}：` : '',
      line: line.replace(/[。；]$/, ''),
    })),
  );
  const label = `${section.label}：`;
  const whole = label + asSentence(lines.map(({ head, line }) => head + line).join('；'));
  if (whole.length <= room) return whole;
  const shown: string[] = [];
  for (const { head, line } of lines) {
    const before = label + [...shown, ''].join('；');
    const left = room - before.length - MORE.length - 1;
    const fitting = shorterForms(line, section.key, left).find(
      (words) => words && head.length + words.length <= left,
    );
    if (!fitting) break;
    shown.push(head + fitting);
  }
  if (shown.length === 0) return label + TOO_LONG;
  return label + asSentence(shown.join('；')) + (shown.length < lines.length ? MORE : '');
}

/** What a line may be shortened to: its notes go before its words do; the names of papers all count more than notes. */
function shorterForms(line: string, key: string, room: number): string[] {
  if (key === 'materials') return [shortPaper(line)];
  return [line, withoutRemarks(line), sentencesWithin(line, room).replace(/[。；]$/, '')];
}

function phonePart(section: Section): string {
  const [line = ''] = section.lines;
  const words = [line, withoutRemarks(line), withoutRemarks(line).split('、')[0] ?? ''];
  const short = words.find((one) => one.length <= ASIDE_LENGTH);
  return short ? `电话：${asSentence(short)}` : '';
}

/** The place with its address; without one, the kinds of counter. */
function placePart(section: Section): string {
  // The phone follows by itself.
  const line = (section.lines[0] ?? '').replace(/，电话[^，]*$/, '');
  const short = [line, withoutRemarks(line), withoutRemarks(line).split('，').slice(0, 2).join('，')].find(
    (one) => one && one.length <= ASIDE_LENGTH,
  );
  return short
    ? asSentence(short.startsWith('可到：') || short.startsWith('由') ? short : `地点：${short}`)
    : '';
}

/** What the resident must know besides: that the words are old, disputed or second-hand, and who decides. */
function endingOf({ lines, status }: Section): string {
  if (status === 'unknown') return '';
  const all = lines.join('\n');
  const remarks = [
    all.includes('已经过期') ? '资料期限已过，' : '',
    all.includes('（另有资料') ? '各处资料说法不同，' : '',
    all.includes('（办理前请电话核实）') ? '请先打电话核实，' : '',
  ];
  return remarks.join('') + OFFICE_DECIDES;
}

function sourcePart({ sources: [source] }: Section): string {
  return source ? `据《${source.title}》，` : '';
}
