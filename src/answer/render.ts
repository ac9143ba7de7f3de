import type { Asked } from './asked.js';
import { briefOf, statingLines } from './brief.js';
import type { MatterInRegion } from './resolve.js';
import type { Section } from './response.js';
import { clip } from './sentences.js';

/** Longest reply in a chat, in characters. */
export const REPLY_LENGTH = 600;
const LINE_LENGTH = 220;
const BRIEF_LENGTH = 60;
/** Conditions hold together, papers stand with who needs them: they take more room than a price. */
const LONG_BRIEF_LENGTH = 90;
const LONG_BRIEFS: readonly string[] = ['conditions', 'materials'];
/** Room for the line that says how to get more. */
const WAY_LENGTH = 35;
const OLD_YEARS = 2;
/** Stands where lines of the asked section are left out; a channel may put its own way to them in its place. */
export const REST_HINT = '……（没写完，回复“继续”看后面的）';

/** Labels of the sections that follow the asked one as one line each; each is a question about the same matter by itself. */
export const BRIEF_LABELS: Readonly<Record<string, string>> = {
  conditions: '条件',
  materials: '材料',
  location: '地点',
  fee: '收费',
  timeLimit: '时限',
  phone: '电话',
  standard: '标准',
};

/**
 * An answer as a person reads it in a chat: the asked section first and as complete as fits, then one line each for
 * what else is stated, then where it stands.
 *
 * @param regionKnown - without a region, other regions that have the matter are named.
 * @param length - most characters.
 * @param asked - what the question says besides: lines about it come first.
 */
export function renderReply(
  matter: MatterInRegion,
  sections: readonly Section[],
  regionKnown: boolean,
  length = REPLY_LENGTH,
  asked: Asked | null = null,
): string {
  const [first, ...rest] = sections;
  const shown = matter.shown;
  const place = shown ? (matter.regions.findByCode(shown.regionCode)?.name ?? '') : '';
  const head = `【${matter.title}】${place ? `（${place}）` : ''}`;
  const choose = asked ? (lines: readonly string[]) => asked.choose(lines, matter.title) : undefined;
  const source = [sourceLine(sections, matter), oldHint(sections, matter)].filter(Boolean).join('');
  const elsewhere = regionKnown ? '' : otherRegionsLine(matter);
  const tail = [elsewhere, source].filter(Boolean).join('\n');
  let text = head;
  if (first) text += `\n${first.label}：${body(first, length - head.length - tail.length - 60)}`;
  const shortened: string[] = [];
  for (const section of rest) {
    const label = BRIEF_LABELS[section.key];
    if (!label || section.status === 'unknown') continue;
    const most = LONG_BRIEFS.includes(section.key) ? LONG_BRIEF_LENGTH : BRIEF_LENGTH;
    const brief = briefOf(section, most, choose);
    if (!brief) {
      if (statingLines(section).length > 0) shortened.push(label);
      continue;
    }
    const line = `\n${label}${brief.about ? `（${brief.about}）` : ''}：${brief.text}${otherPlaceHint(section)}`;
    if (text.length + line.length + tail.length + WAY_LENGTH > length) break;
    text += line;
    if (!brief.whole) shortened.push(label);
  }
  return clip([text, wayTo(shortened), tail].filter(Boolean).join('\n'), length);
}

/** A line in short leaves remarks out, but not that it is another place's text. */
function otherPlaceHint({ data }: Section): string {
  return typeof data.otherPlace === 'string' ? `（${data.otherPlace}的资料）` : '';
}

/** How to get what stands there in short: the label alone is a question about the same matter. */
function wayTo(labels: readonly string[]): string {
  const shown = labels.slice(0, 4).map((label) => `“${label}”`);
  return shown.length > 0 ? `想看全的，回复${shown.join('')}就行。` : '';
}

function body(section: Section, room: number): string {
  const lines: string[] = [];
  let used = 0;
  for (const line of section.lines) {
    const shown = clip(line, LINE_LENGTH);
    if (used + shown.length > room) {
      if (lines.length === 0) lines.push(clip(shown, Math.max(20, room)));
      break;
    }
    lines.push(shown);
    used += shown.length + 1;
  }
  const whole =
    lines.length === section.lines.length && lines.every((line, at) => line === section.lines[at]);
  if (!whole) lines.push(REST_HINT);
  return lines.length > 1 ? `\n${lines.join('\n')}` : (lines[0] ?? '');
}

function sourceLine(sections: readonly Section[], matter: MatterInRegion): string {
  // What says that something is not stated cannot be looked up where its hotline is from.
  const stating = sections.find(({ status, key, sources }, at) => {
    return status !== 'unknown' && sources.length > 0 && (at === 0 || key !== 'phone');
  });
  const source = stating?.sources[0] ?? matter.shown?.sources[0];
  if (!source) return '';
  const number = source.docNumber ? `（${source.docNumber}）` : '';
  const row = source.seq ? `第${source.seq}项` : '';
  return `出处：《${clip(source.title, 40)}》${number}${row}`;
}

/** Facts older than two years carry a mild hint. */
function oldHint(sections: readonly Section[], matter: MatterInRegion): string {
  const dates = (sections[0]?.sources ?? []).map(({ date }) => date ?? '').filter(Boolean);
  const newest = dates.sort().at(-1);
  if (!newest || Number(matter.today.slice(0, 4)) - Number(newest.slice(0, 4)) <= OLD_YEARS) return '';
  return `（${newest.slice(0, 4)}年的资料，建议办理前电话核实）`;
}

function otherRegionsLine(matter: MatterInRegion): string {
  const shownCode = matter.shown?.regionCode;
  const names = new Set(
    matter.item.implementations
      .filter((own) => own.regionCode !== shownCode)
      .map((own) => matter.regions.findByCode(own.regionCode)?.name ?? '')
      .filter(Boolean),
  );
  return names.size > 0 ? `${[...names].join('、')}另有规定，告诉我您在哪里可以查得更准。` : '';
}

/** Adds a line to a reply; where there is no room, lines before its last one, the source, make way. */
export function withLastLine(reply: string, line: string): string {
  const lines = reply.split('\n');
  while (lines.length > 2 && lines.join('\n').length + line.length + 1 > REPLY_LENGTH)
    lines.splice(lines.length - 2, 1);
  return clip([...lines, line].join('\n'), REPLY_LENGTH);
}
