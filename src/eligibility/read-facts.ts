import { NUMBER, readNumber } from './chinese-number.js';
import { DENIAL, type FactCue, WISH } from './cues/fact-cue.js';
import { FACT_CUES } from './fact-cues.js';
import type { Facts, People } from './facts.js';
import { findMentions, type Mention, type Role } from './persons.js';

/** What a message tells about people. */
export interface ReadFacts {
  people: People;
  /** Who `people.main` is. */
  role: Role;
}

interface Told {
  start: number;
  end: number;
  facts: Facts;
  owner: 'said' | 'household' | 'child' | 'adult' | 'newborn';
  covers: boolean;
}

const PUNCTUATION = /[，。,.;；！!？?、\s]/;
/** What may stand between a fact and the person it describes: 75岁的老母亲, 上小学的娃. */
const ATTRIBUTE = /^(?:[^，。,;；！!？?\s]{0,5}的)?(?:老|小|大|二|个)?$/;
/** Behind a number that is no age. */
const NOT_AGE = '(?![0-9零〇一二两三四五六七八九十百.]|[元年级月块天万千次楼号口亩分%点后折]|个|人)';

const YEARS = new RegExp(`(快|不到|差点)?(${NUMBER})(?:多|来|几|好几)?(?:周)?岁(半)?`, 'g');
const MONTHS = new RegExp(
  `(?<!孕|怀|怀了|怀孕|怀起|岁|零)(${NUMBER})个(?:多)?月(?=大|的(?:娃|宝|孩|婴)|[，。,\\s]|$)`,
  'g',
);
const BARE = new RegExp(
  `(?:今年|年满|刚满|满|都|上了?|过了?|已经|快)(?:快|满|都|有)?(${NUMBER})(?:多|来)?(?:了|啦|的人|岁)?${NOT_AGE}`,
  'g',
);
/** 我是退役军人，60了. */
const LONE = new RegExp(`(?<=^|[，,。；\\s])(${NUMBER})(?:多)?了(?=[，,。；\\s]|$)`, 'g');
const AFTER_PERSON = new RegExp(`^(?:今年|都|已经|现在|满)?(${NUMBER})(?:多|来)?${NOT_AGE}`);
const NEWBORN = /新生儿|刚出生|刚生(?:了|下|完)?(?:个)?(?:娃|宝宝|孩子|女儿|儿子|女娃|男娃|二胎)|满月/g;
const GRADE =
  /([一二三四五六七八九十1-9])级(?:的)?(?:重度)?(?:肢体|视力|听力|言语|智力|精神|多重)?(?:残|伤残)|(?:残疾|残|肢体|视力|听力|智力|精神)(?:人)?证?(?:是|为|,|评的?)?([一二三四五六七八九十1-9])级/g;
/** 我六十七，老伴瘫在床上，我这种情况能领哪些补助. */
const ABOUT_MYSELF = /像我|我(?:这种|这样|这个)(?:的)?(?:情况|条件|人)/;
const HALF_YEAR = /半岁/g;

/**
 * Reads what a resident tells in one message: 我妈75岁农村户口有高血压 → the mother is 75, rural, hypertensive. What is asked
 * for (能不能吃低保) or denied without meaning is left out. Facts nobody told stay unknown.
 *
 * @param raw - the message as sent.
 */
export function readFacts(raw: string): ReadFacts {
  const text = raw.normalize('NFKC').toLowerCase();
  const cues = withoutCovered(FACT_CUES.flatMap((cue) => matches(text, cue)));
  const covering = cues.filter(({ covers }) => covers);
  const mentions = findMentions(text).filter(
    ({ start, end }) => !covering.some((cue) => start >= cue.start && end <= cue.end),
  );
  const told = [...ages(text, mentions), ...grades(text), ...cues];
  const byRole = new Map<Role, Facts>();
  const household: Facts = {};
  for (const { role, facts } of mentions) give(byRole, role, facts);
  for (const one of told) {
    if (one.owner === 'household') {
      Object.assign(household, one.facts);
      continue;
    }
    give(byRole, ownerOf(one, text, mentions), one.facts);
  }
  return gather(byRole, household, mentions, ABOUT_MYSELF.test(text));
}

function give(byRole: Map<Role, Facts>, role: Role, facts: Facts): void {
  byRole.set(role, { ...byRole.get(role), ...facts });
}

function matches(text: string, cue: FactCue): Told[] {
  const { words, facts, denied, household, child, adult, covers } = cue;
  const owner = household ? 'household' : child ? 'child' : adult ? 'adult' : 'said';
  return [...text.matchAll(words)].flatMap((match) => {
    const before = text.slice(Math.max(0, match.index - 8), match.index);
    const place = { start: match.index, end: match.index + match[0].length };
    if (denied && WISH.test(before)) return [];
    const isDenied = DENIAL.test(before);
    const value = isDenied ? denied : facts;
    return value ? [{ ...place, facts: value, owner, covers: covers ?? false } as Told] : [];
  });
}

function withoutCovered(cues: readonly Told[]): Told[] {
  const covering = cues.filter(({ covers }) => covers);
  return cues.filter(
    (cue) => !covering.some((other) => other !== cue && cue.start >= other.start && cue.end <= other.end),
  );
}

function ages(text: string, mentions: readonly Mention[]): Told[] {
  const found: Told[] = [];
  const add = (start: number, end: number, age: number | null, owner: Told['owner'] = 'said'): void => {
    const taken = found.some((one) => start < one.end && one.start < end);
    if (age === null || age > 120 || taken) return;
    found.push({ start, end, facts: { age }, owner, covers: false });
  };
  for (const match of text.matchAll(YEARS)) {
    const years = readNumber(match[2] ?? '');
    const age = years === null ? null : years + (match[3] ? 0.5 : 0) - (match[1] ? 1 : 0);
    add(match.index, match.index + match[0].length, age);
  }
  for (const match of text.matchAll(MONTHS)) {
    const months = readNumber(match[1] ?? '');
    const end = match.index + match[0].length;
    // 失业三个月, 多少钱一个月: without 大 only what stands right behind a child is its age.
    const told = /^(?:大|的)/.test(text.slice(end)) || mentions.some((one) => isJustBefore(one, match.index));
    if (months !== null && months <= 36 && told) add(match.index, end, months / 12, 'child');
  }
  for (const match of text.matchAll(HALF_YEAR)) add(match.index, match.index + 2, 0.5, 'child');
  for (const match of text.matchAll(BARE))
    add(match.index, match.index + match[0].length, plausible(readNumber(match[1] ?? '')));
  for (const match of text.matchAll(LONE))
    add(match.index, match.index + match[0].length, plausible(readNumber(match[1] ?? '')));
  for (const { end } of mentions) {
    const match = AFTER_PERSON.exec(text.slice(end, end + 10));
    if (match) add(end, end + match[0].length, plausible(readNumber(match[1] ?? '')));
  }
  for (const match of text.matchAll(NEWBORN)) add(match.index, match.index + match[0].length, 0, 'newborn');
  return found;
}

function isJustBefore({ role, end }: Mention, start: number): boolean {
  return role === 'child' && end <= start && start - end <= 4;
}

/** 二级残疾, 残疾证是三级, 视力一级; 六级伤残军人 is another scale. */
function grades(text: string): Told[] {
  return [...text.matchAll(GRADE)].flatMap((match) => {
    const grade = readNumber(match[1] ?? match[2] ?? '');
    if (grade === null || grade < 1 || grade > 10) return [];
    const place = { start: match.index, end: match.index + match[0].length };
    const military = /军|战/.test(text.slice(Math.max(0, place.start - 4), place.end + 6));
    if (!military && grade > 4) return [];
    const facts: Facts = military
      ? { militaryDisabilityGrade: grade, veteran: true, disabled: true }
      : { disabled: true, 'disability.certified': true, 'disability.grade': grade };
    return [{ ...place, facts, owner: 'said', covers: false } satisfies Told];
  });
}

/** A number without 岁 is an age only within a life. */
function plausible(age: number | null): number | null {
  return age !== null && age >= 3 && age <= 110 ? age : null;
}

function ownerOf(told: Told, text: string, mentions: readonly Mention[]): Role {
  const children = mentions.some((one) => one.role === 'child');
  if (told.owner === 'newborn' || (told.owner === 'child' && children)) return 'child';
  if (told.owner === 'adult')
    return nearestRole(
      told,
      text,
      mentions.filter((one) => one.role !== 'child'),
    );
  // 跟着婆婆过，8岁: nobody's grandmother is eight.
  if ((told.facts.age ?? 99) < 16 && children) return 'child';
  return nearestRole(told, text, mentions);
}

/** The person right behind the words, else the last one named before, else the next in the same clause, else the asker. */
function nearestRole({ end }: Told, text: string, mentions: readonly Mention[]): Role {
  const described = mentions.find((one) => one.start >= end && ATTRIBUTE.test(text.slice(end, one.start)));
  if (described) return described.role;
  const before = mentions.findLast((one) => one.start < end);
  if (before) return before.role;
  const next = mentions.find((one) => one.start >= end);
  if (next && !PUNCTUATION.test(text.slice(end, next.start))) return next.role;
  return 'self';
}

/**
 * Chooses whom the question is about: another adult who is described, else the asker, else the child.
 *
 * @param aboutMyself - it is asked for the asker, whoever else is described.
 */
function gather(
  byRole: ReadonlyMap<Role, Facts>,
  household: Facts,
  mentions: readonly Mention[],
  aboutMyself: boolean,
): ReadFacts {
  const described = (role: Role): boolean =>
    Object.keys(byRole.get(role) ?? {}).some((key) => key !== 'gender');
  const others = mentions.map(({ role }) => role).filter((role) => role !== 'self' && role !== 'child');
  const hasChild = mentions.some(({ role }) => role === 'child') || described('child');
  const selfGender = byRole.get('self')?.gender !== undefined;
  const role: Role =
    (aboutMyself && described('self') ? 'self' : undefined) ??
    others.find(described) ??
    (described('self') || (selfGender && hasChild) ? 'self' : undefined) ??
    (hasChild ? 'child' : undefined) ??
    others[0] ??
    'self';
  const main: Facts = { ...household, ...byRole.get(role) };
  if (role === 'child') return { people: { main: asMinor(main), child: null }, role };
  const child = described('child') ? (byRole.get('child') ?? null) : null;
  return { people: { main, child }, role };
}

function asMinor(facts: Facts): Facts {
  return facts.age === undefined ? { minor: true, ...facts } : facts;
}
