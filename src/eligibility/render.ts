import { REPLY_LENGTH } from '../answer/render.js';
import { clip } from '../answer/sentences.js';
import type { RegionTree } from '../catalogue/regions.js';
import type { BenefitVerdict } from './evaluate.js';
import { FACT_KEYS, type Facts, factPhrase, type People } from './facts.js';
import type { Listing } from './listing.js';
import type { NextQuestion } from './questions.js';

/** What a reply about eligibility is made from. */
export interface EligibilityOutcome {
  /** What is said before everything else; may be empty. */
  words: string;
  listing: Listing;
  people: People;
  /** How the person is named: 您, 您母亲. */
  who: string;
  regionKnown: boolean;
  next: NextQuestion | null;
  regions: RegionTree;
}

/** A reply, and how many of what is met and of what everybody has were named so far, in this order. */
export interface Rendered {
  reply: string;
  shown: number;
}

const MOST_MET = 7;
const MOST_OPEN = 4;
const NAME_LENGTH = 26;
const SENTENCE_LENGTH = 30;
/** Room for the line that says how many are left. */
const LEFT_LENGTH = 30;
const CLOSING = '想办哪一项，回复名称就行。以上只是按清单比对，以经办机构审核为准。';

/**
 * The outcome as a person reads it in a chat: what is met, then one short question, then what to do next.
 *
 * @returns a reply of at most 600 characters.
 */
export function renderEligibility(outcome: EligibilityOutcome): Rendered {
  const { met, aside, open, everyone } = outcome.listing;
  const lead = [outcome.words, head(outcome)].filter(Boolean);
  const after = [asideLine(aside, met.length), openLine(open, met.length), everyoneLine(everyone)].filter(
    Boolean,
  );
  const place = outcome.regionKnown ? '' : '告诉我您在哪个区县，可以查得更准。';
  const tail = [place + questionLine(outcome), CLOSING].filter(Boolean);
  const lines = metLines(outcome, 0, MOST_MET, roomBeside([...lead, ...after, ...tail]));
  const list = lines.length > 0 ? ['可能符合：', ...lines, leftLine(met.length - lines.length)] : [];
  const text = [...lead, ...list, ...after].filter(Boolean).join('\n');
  return { reply: withTail(text, tail), shown: lines.length };
}

/** After an answer by which nothing new is met: the next question, without the list. */
export function renderUnchanged(
  outcome: EligibilityOutcome,
  fresh: Listing['open'],
  shown: number,
): Rendered {
  const { met, aside } = outcome.listing;
  const count = met.length + aside.length;
  const same = count > 0 ? `可能符合的还是刚才说的${count}项。` : '暂时还没有对上的项目。';
  const left = met.length > shown ? '回复“还有呢”看没列出的。' : '';
  const open = fresh.length > 0 ? openLine(fresh, 0) : '';
  const text = [`${outcome.words}${same}${left}`, open].filter(Boolean).join('\n');
  return { reply: withTail(text, [questionLine(outcome)]), shown };
}

/** Words and the question that waits, nothing else. */
export function renderQuestion(outcome: EligibilityOutcome, shown: number): Rendered {
  return { reply: withTail(outcome.words, [questionLine(outcome)].filter(Boolean)), shown };
}

/** What earlier replies did not name. */
export function renderMore(outcome: EligibilityOutcome, from: number): Rendered {
  const { met, everyone } = outcome.listing;
  const tail = [questionLine(outcome), CLOSING].filter(Boolean);
  const lines = metLines(outcome, from, met.length, roomBeside(tail));
  const reached = Math.max(from, 0) + lines.length;
  const rest = met.length - reached;
  if (rest > 0)
    return {
      reply: withTail(['还可能符合：', ...lines, leftLine(rest)].join('\n'), tail),
      shown: reached,
    };
  const list = lines.length > 0 ? ['还可能符合：', ...lines] : [];
  const { names, shown } = namesWithin(everyone, reached - met.length, roomBeside([...list, ...tail]));
  const all = names.length > 0 ? `人人可享的还有：${names.join('、')}。` : '';
  const end = list.length === 0 && !all ? '清单里能对上的都说完了。' : '';
  const text = [...list, all, end].filter(Boolean).join('\n');
  return { reply: withTail(text, tail), shown: met.length + shown };
}

/** @returns what was told as people say it; what is only denied is left out. */
export function phrases(facts: Facts): string {
  const { dibao, tekun, jiandang } = facts;
  const unsaid = new Set<string>(
    dibao || tekun || jiandang ? ['minor', 'gender', 'lowIncome'] : ['minor', 'gender'],
  );
  return FACT_KEYS.filter((key) => !unsaid.has(key))
    .flatMap((key) => {
      const value = facts[key];
      return value === undefined || value === false || value === 'none' || value === 'other'
        ? []
        : [factPhrase(key, value)];
    })
    .join('、');
}

function withTail(text: string, tail: readonly string[]): string {
  const end = tail.filter(Boolean).join('\n');
  if (!text || !end) return clip(text || end, REPLY_LENGTH);
  return clip(`${clip(text, REPLY_LENGTH - end.length - 1)}\n${end}`, REPLY_LENGTH);
}

/** @returns characters that are free beside these lines. */
function roomBeside(lines: readonly string[]): number {
  return REPLY_LENGTH - LEFT_LENGTH - lines.reduce((sum, line) => sum + line.length + 1, 0);
}

/** @returns the question with its choices: 家里现在是哪一种情况？（1 低保户、2 …） */
function questionLine({ next, who }: EligibilityOutcome): string {
  if (!next) return '';
  const { question, person } = next;
  const words = question.ask.replace('{who}', person === 'child' ? '孩子' : who);
  if (question.open) return `还想问一句：${words}`;
  const labels = question.options.map(({ label }, index) => `${index + 1} ${label}`);
  return `还想问一句：${words}（${labels.join('、')}）`;
}

function head({ people, who }: EligibilityOutcome): string {
  const own = phrases(people.main);
  const child = people.child ? phrases(people.child) : '';
  const told = [own && `${who}：${own}`, child && `孩子：${child}`].filter(Boolean).join('；');
  return told ? `按您说的（${clip(told, 70)}）对照清单：` : '我对照清单帮您看看能享受哪些。';
}

function metLines(
  { listing: { met }, regions, people, regionKnown }: EligibilityOutcome,
  from: number,
  most: number,
  room: number,
): string[] {
  const lines: string[] = [];
  let left = room;
  for (const [index, one] of met.slice(from, from + most).entries()) {
    const place = regionKnown ? '' : `（${regions.findByCode(one.regionCode)?.name ?? ''}）`;
    const child = one.person === 'child' && people.child ? '（孩子）' : '';
    const reason = reasonOf(one);
    const why = reason ? `：“${clip(reason, SENTENCE_LENGTH)}”` : '';
    const line = `${from + index + 1}. ${clip(one.name, NAME_LENGTH)}${place}${child}${why}`;
    if (line.length > left) break;
    left -= line.length + 1;
    lines.push(line);
  }
  return lines;
}

/** Characters by which a sentence may differ from the name and still say nothing more: 最低生活保障“金”. */
const SAME_AS_NAME = 2;

/** @returns the first sentence that says more than the name; empty when none does. */
function reasonOf({ name, reasons }: BenefitVerdict): string {
  const said = reasons
    .map(({ sentence }) => sentence.replace(/[。；]$/, ''))
    .find((sentence) => !name.includes(sentence) && !repeats(sentence, name));
  // A short name of those it is for (残疾人 in 残疾人康复) is a reason all the same.
  return said ?? reasons.map(({ sentence }) => sentence).find((sentence) => isGroup(sentence, name)) ?? '';
}

function repeats(sentence: string, name: string): boolean {
  return sentence.includes(name) && sentence.length - name.length <= SAME_AS_NAME;
}

function isGroup(sentence: string, name: string): boolean {
  return name.startsWith(sentence) && name.length - sentence.length > SAME_AS_NAME;
}

function leftLine(left: number): string {
  return left > 0 ? `还有${left}项可能符合，回复“还有呢”接着看。` : '';
}

function asideLine(aside: readonly BenefitVerdict[], met: number): string {
  const names = aside.map(({ name }) => clip(name, 20));
  return names.length > 0 ? `${met > 0 ? '还能用' : '能用'}的服务：${names.join('、')}。` : '';
}

function openLine(open: readonly BenefitVerdict[], met: number): string {
  const names = open.slice(0, met > 4 ? 2 : MOST_OPEN).map(({ name }) => clip(name, NAME_LENGTH));
  return names.length > 0 ? `还要再了解情况：${names.join('、')}。` : '';
}

function everyoneLine(everyone: readonly BenefitVerdict[]): string {
  const first = everyone[0];
  return first ? `另有${clip(first.name, 20)}等${everyone.length}项人人可享。` : '';
}

function namesWithin(everyone: readonly BenefitVerdict[], from: number, room: number) {
  const names: string[] = [];
  let left = room;
  for (const { name } of everyone.slice(from)) {
    const short = clip(name, NAME_LENGTH);
    if (short.length + 1 > left) break;
    left -= short.length + 1;
    names.push(short);
  }
  return { names, shown: from + names.length };
}
