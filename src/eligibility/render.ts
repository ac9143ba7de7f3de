import { REPLY_LENGTH } from '../answer/render.js';
import { clip } from '../answer/sentences.js';
import type { RegionTree } from '../catalogue/regions.js';
import type { BenefitVerdict } from './evaluate.js';
import { FACT_KEYS, type Facts, factPhrase, type People } from './facts.js';
import type { NextQuestion } from './questions.js';

/** What a reply about eligibility is made from. */
export interface EligibilityOutcome {
  /** What is said before everything else, e.g. that an answer was not understood; may be empty. */
  words?: string;
  benefits: readonly BenefitVerdict[];
  people: People;
  /** How the person is named: 您, 您母亲. */
  who: string;
  regionKnown: boolean;
  next: NextQuestion | null;
  regions: RegionTree;
}

/** What is still open is named only when it is this likely. */
export const LIKELY = 0.25;
/** … and worth this much. */
const WORTHWHILE = 60;
const MOST_MET = 7;
const MOST_OPEN = 4;
const NAME_LENGTH = 26;
const SENTENCE_LENGTH = 30;
const CLOSING = '想办哪一项，回复名称就行。以上只是按清单比对，以经办机构审核为准。';

/**
 * The outcome as a person reads it in a chat: what is met, then one short question, then what to do next.
 *
 * @returns at most 600 characters.
 */
export function renderEligibility(outcome: EligibilityOutcome): string {
  const { benefits, next } = outcome;
  const met = withoutNamesakes(benefits.filter(({ verdict, everyone }) => verdict === 'met' && !everyone));
  const open = benefits.filter(
    ({ verdict, likelihood, priority }) =>
      verdict === 'unknown' && likelihood >= LIKELY && priority >= WORTHWHILE,
  );
  const everyone = benefits.filter((one) => one.everyone && one.verdict === 'met');
  const question = next ? `还想问一句：${ask(next, outcome.who)}` : '';
  const place = outcome.regionKnown ? '' : '告诉我您在哪个区县，可以查得更准。';
  const tail = [place + question, CLOSING].filter(Boolean).join('\n');
  const text = [
    outcome.words,
    head(outcome),
    ...metLines(met, outcome, tail.length),
    openLine(open, met.length),
    everyoneLine(everyone),
  ]
    .filter(Boolean)
    .join('\n');
  return clip(`${clip(text, REPLY_LENGTH - tail.length - 1)}\n${tail}`, REPLY_LENGTH);
}

/** 老年人健康管理 of the city and 老年人健康管理服务 of the county are one line to a reader. */
function withoutNamesakes(benefits: readonly BenefitVerdict[]): BenefitVerdict[] {
  const names = new Set<string>();
  return benefits.filter(({ name }) => {
    const core = name.replace(/服务$/, '');
    if (names.has(core)) return false;
    names.add(core);
    return true;
  });
}

/** @returns the question with its choices: 家里现在是哪一种情况？（1 低保户、2 …） */
function ask({ question, person }: NextQuestion, who: string): string {
  const words = question.ask.replace('{who}', person === 'child' ? '孩子' : who);
  if (question.open) return words;
  const labels = question.options.map(({ label }, index) => `${index + 1} ${label}`);
  return `${words}（${labels.join('、')}）`;
}

function head({ people, who }: EligibilityOutcome): string {
  const own = phrases(people.main);
  const child = people.child ? phrases(people.child) : '';
  const told = [own && `${who}：${own}`, child && `孩子：${child}`].filter(Boolean).join('；');
  return told ? `按您说的（${clip(told, 70)}）对照清单：` : '我对照清单帮您看看能享受哪些。';
}

function phrases(facts: Facts): string {
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

function metLines(
  met: readonly BenefitVerdict[],
  { regions, people, regionKnown }: EligibilityOutcome,
  tail: number,
) {
  if (met.length === 0) return [];
  const lines = ['可能符合：'];
  let room = REPLY_LENGTH - tail - 190;
  for (const [index, one] of met.slice(0, MOST_MET).entries()) {
    const place = regionKnown ? '' : `（${regions.findByCode(one.regionCode)?.name ?? ''}）`;
    const child = one.person === 'child' && people.child ? '（孩子）' : '';
    const sentence = one.reasons[0]?.sentence.replace(/[。；]$/, '') ?? '';
    const line = `${index + 1}. ${clip(one.name, NAME_LENGTH)}${place}${child}：“${clip(sentence, SENTENCE_LENGTH)}”`;
    if (line.length > room) break;
    room -= line.length + 1;
    lines.push(line);
  }
  const left = met.length - (lines.length - 1);
  if (left > 0) lines.push(`还有${left}项可能符合。`);
  return lines;
}

function openLine(open: readonly BenefitVerdict[], met: number): string {
  const names = open.slice(0, met > 4 ? 2 : MOST_OPEN).map(({ name }) => clip(name, NAME_LENGTH));
  return names.length > 0 ? `还要再了解情况：${names.join('、')}。` : '';
}

function everyoneLine(everyone: readonly BenefitVerdict[]): string {
  const first = everyone[0];
  return first ? `另有${clip(first.name, 20)}等${everyone.length}项人人可享。` : '';
}
