import type { Fault } from '../../asked-questions/unanswered.js';
import { groupBy } from '../../catalogue/group-by.js';
import type { RegionTree } from '../../catalogue/regions.js';
import { regionName } from '../views.js';
import type { CaseState } from './case-state.js';
import type { QuestionGroup, TrackedQuestion } from './question-groups.js';

/** open: something waits; pending: drafts are on their way; done: all of it is dealt with. */
export type GroupState = 'open' | 'pending' | 'done';

export interface QuestionFilter {
  /** 行政区划代码; those below included. */
  regionCode?: string;
  channel?: string;
  fault?: Fault;
}

const SHOWN_WORDINGS = 3;
const UNKNOWN_REGION = '未说明区划';

/** @returns the groups with the questions that the filter leaves. */
export function narrow(
  groups: readonly QuestionGroup[],
  { regionCode, channel, fault }: QuestionFilter,
  regions: RegionTree,
): QuestionGroup[] {
  const passes = (one: TrackedQuestion): boolean =>
    (!channel || one.channel === channel) &&
    (!fault || one.fault === fault) &&
    (!regionCode || (one.regionCode !== null && regions.covers(regionCode, one.regionCode)));
  return groups.flatMap((group) => {
    const questions = group.questions.filter(passes);
    return questions.length > 0 ? [{ ...group, questions }] : [];
  });
}

export function stateOfGroup({ questions }: QuestionGroup): GroupState {
  if (questions.some((one) => one.case === null)) return 'open';
  return questions.some((one) => one.case?.state === 'pending') ? 'pending' : 'done';
}

/** @returns the group in a list: of an open one only what waits is counted. */
export function presentGroup(group: QuestionGroup, regions: RegionTree) {
  const waiting = group.questions.filter((one) => one.case === null);
  const shown = waiting.length > 0 ? waiting : group.questions;
  const wordings = wordingsOf(shown).map(({ text }) => text);
  return {
    ...headOf({ ...group, text: wordings[0] ?? group.text }, shown, regions),
    wordings: wordings.slice(0, SHOWN_WORDINGS),
    lastCase: casesOf(group.questions)[0] ?? null,
  };
}

/** The group with everything that was asked and done. */
export function presentWholeGroup(group: QuestionGroup, regions: RegionTree) {
  return {
    ...headOf(group, group.questions, regions),
    open: group.questions.filter((one) => one.case === null).length,
    wordings: wordingsOf(group.questions).map(({ text, questions }) => ({
      text,
      count: questions.length,
      open: questions.filter((one) => one.case === null).length,
      lastAt: questions[0]?.askedAt ?? '',
      regionNames: regionCounts(questions, regions).map(({ name }) => name),
    })),
    cases: casesOf(group.questions),
  };
}

/** @returns how many questions each region has, the most first; a null code: no region is known. */
export function regionCounts(questions: readonly TrackedQuestion[], regions: RegionTree) {
  return sorted(groupBy(questions, ({ regionCode }) => regionCode)).map(([code, own]) => ({
    code,
    name: code === null ? UNKNOWN_REGION : regionName(regions, code),
    count: own.length,
  }));
}

/** @returns how many questions came by each channel, the most first. */
export function channelCounts(questions: readonly TrackedQuestion[]) {
  return sorted(groupBy(questions, ({ channel }) => channel)).map(([channel, own]) => ({
    channel,
    count: own.length,
  }));
}

function headOf({ id, text }: QuestionGroup, questions: readonly TrackedQuestion[], regions: RegionTree) {
  const of = (fault: Fault) => questions.filter((one) => one.fault === fault).length;
  return {
    id,
    text,
    count: questions.length,
    lastAt: questions[0]?.askedAt ?? '',
    faults: { none: of('none'), abandoned: of('abandoned'), badlyRated: of('badlyRated') },
    regions: regionCounts(questions, regions),
    channels: channelCounts(questions),
  };
}

function wordingsOf(questions: readonly TrackedQuestion[]) {
  const inOrder = [...questions].sort((a, b) => (a.text < b.text ? -1 : Number(a.text > b.text)));
  return sorted(groupBy(inOrder, ({ text }) => text)).map(([text, own]) => ({ text, questions: own }));
}

/** What was done about the questions, the latest first. */
function casesOf(questions: readonly TrackedQuestion[]): (CaseState & { questions: number })[] {
  const dealt = questions.flatMap((one) => one.case ?? []);
  return [...groupBy(dealt, ({ id }) => id).values()]
    .flatMap(([first, ...others]) => (first ? [{ ...first, questions: others.length + 1 }] : []))
    .sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** The largest groups first; equal ones stay in the order in which they came. */
function sorted<K, V>(groups: Map<K, V[]>): [K, V[]][] {
  return [...groups].sort(([, a], [, b]) => b.length - a.length);
}
