import { ELEMENT_LABELS, type ElementKey, type FieldKey } from '../../../entities/elements.js';
import type { Problem, Rule } from '../finding.js';
import { labelOf } from '../labels.js';
import { originOf, type Subject } from '../subject.js';

/** Without these a resident cannot be told what to do. */
const NEEDED: readonly ElementKey[] = [
  'name',
  'type',
  'content',
  'agency',
  'legalBases',
  'audience',
  'conditions',
  'materials',
  'process',
  'feeCharged',
  'promisedTimeLimit',
  'handlingForms',
  'locations',
  'serviceHours',
  'consultPhones',
  'supervisePhones',
];
/** 附件4 says （不填）, or asks for them in some cases only, which rules of their own look after. */
const OPTIONAL: readonly ElementKey[] = [
  'basicCode',
  'implementationCode',
  'authorityDivision',
  'feeStandard',
  'feeBasis',
];
const WANTED = ELEMENT_LABELS.map(([key]) => key).filter(
  (key) => !NEEDED.includes(key) && !OPTIONAL.includes(key),
);
/** 目录清单: 9 elements, of which the lists of some places print fewer columns. */
const LISTED: readonly FieldKey[] = [
  'type',
  'content',
  'agency',
  'audience',
  'themes',
  'legalBases',
  'handlingForms',
  'disclosed',
];

const requiredElements: Rule = {
  id: 'required-elements',
  title: '实施清单必须写明群众办事要知道的 16 项要素',
  severity: 'error',
  *check(subject) {
    const source = formOf(subject);
    if (source === null) return;
    for (const element of missing(subject, NEEDED))
      yield problem(element, source, `没有填“${labelOf(element)}”，请补填后再发布。`);
  },
};

const wantedElements: Rule = {
  id: 'wanted-elements',
  title: '实施清单的其余要素应填写，没有的填“无”',
  severity: 'warning',
  *check(subject) {
    const source = formOf(subject);
    if (source === null) return;
    const absent = missing(subject, WANTED);
    if (absent.length === 0) return;
    const labels = absent.map((element) => `“${labelOf(element)}”`).join('、');
    yield problem(absent[0] ?? null, source, `没有填${labels}，请补填，确实没有的填“无”。`);
  },
};

const listedElements: Rule = {
  id: 'listed-elements',
  title: '目录清单一行应写明表头所列的基本要素',
  severity: 'warning',
  *check(subject) {
    for (const [index, source] of subject.sources.entries()) {
      if (originOf(source) !== 'print') continue;
      const headers = Object.keys(source.row ?? {});
      // Only a column that the list has can have been left empty.
      const empty = LISTED.filter(
        (element) =>
          headers.some((header) => header.startsWith(labelOf(element))) && lacks(subject, element, index),
      );
      if (empty.length === 0) continue;
      const labels = empty.map((element) => `“${labelOf(element)}”`).join('、');
      yield problem(empty[0] ?? null, index, `这一行的${labels}是空的，请向制定清单的单位核对后补填。`);
    }
  },
};

const authorityDivision: Rule = {
  id: 'authority-division',
  title: '多级共有的事项必须写明权限划分',
  severity: 'error',
  *check(subject) {
    for (const statement of subject.elements.exerciseLevels ?? []) {
      if (originOf(subject.sources[statement.source]) !== 'form') continue;
      const divided = statement.value.every(({ role }) => role);
      if (statement.value.length < 2 || divided || !lacks(subject, 'authorityDivision', statement.source))
        continue;
      yield problem(
        'authorityDivision',
        statement.source,
        '多级共同行使却没有填“权限划分”，请写明各级怎样分工。',
      );
    }
  },
};

export const REQUIRED_RULES: readonly Rule[] = [
  requiredElements,
  wantedElements,
  listedElements,
  authorityDivision,
];

function problem(element: FieldKey | null, source: number, message: string): Problem {
  return { element, source, message };
}

/** @returns the filled form among the sources, or null. */
function formOf({ sources }: Subject): number | null {
  const index = sources.findIndex((source) => originOf(source) === 'form');
  return index < 0 ? null : index;
}

/** A filled form may name another source for a value. */
function missing<K extends FieldKey>(subject: Subject, elements: readonly K[]): K[] {
  return elements.filter((element) => lacks(subject, element, null));
}

/** 无 is an answer, an empty cell is none. */
function lacks({ elements }: Subject, element: FieldKey, source: number | null): boolean {
  return !elements[element]?.some(
    (statement) => (source === null || statement.source === source) && statement.value !== '',
  );
}
