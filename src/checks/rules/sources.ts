import type { FieldKey } from '../../../entities/elements.js';
import { docNumbersIn } from '../document-numbers.js';
import type { Rule } from '../finding.js';
import { originOf, type Subject, statementsOf } from '../subject.js';

const noSource: Rule = {
  id: 'no-source',
  title: '每一条内容都有出处',
  severity: 'error',
  *check(subject) {
    for (const { element, source } of statementsOf(subject))
      if (!source || source.title.trim() === '')
        yield { element, source: null, message: '这一条没有出处，请注明来自哪份文件或网页，否则不能发布。' };
  },
};

const docNumberUnknown: Rule = {
  id: 'document-number-unknown',
  title: '引用的文号在来源中能找到',
  severity: 'warning',
  *check(subject, { knownDocNumbers }) {
    for (const { element, source, number } of citedNumbers(subject)) {
      const own = subject.sources[source];
      const printed = originOf(own) === 'print' ? Object.values(own?.row ?? {}) : [];
      const said = [own?.title ?? '', own?.docNumber ?? '', ...printed].flatMap(docNumbersIn);
      if (knownDocNumbers.has(number) || said.some(({ text }) => text === number)) continue;
      yield {
        element,
        source,
        message: `文号“${number}”在现有的来源里都找不到，请对照原文核对，或把该文件登记为来源。`,
      };
    }
  },
};

const docNumberYear: Rule = {
  id: 'document-number-year',
  title: '引用的文号年份不在将来',
  severity: 'error',
  *check(subject, { today }) {
    const thisYear = Number(today.slice(0, 4));
    for (const { element, source, number, year } of citedNumbers(subject))
      if (year > thisYear)
        yield { element, source, message: `文号“${number}”的年份还没到，请对照原文更正。` };
  },
};

const unverified: Rule = {
  id: 'unverified',
  title: '可信度为“low”的内容不给群众看，待核实',
  severity: 'warning',
  *check(subject) {
    const low = [...statementsOf(subject)].filter(({ statement }) => statement.confidence === 'low');
    for (const source of new Set(low.map(({ statement }) => statement.source)))
      yield {
        element: null,
        source,
        message: '这些内容只有一处非官方来源，群众看不到，请向主管部门核实后改写可信度。',
      };
  },
};

export const SOURCE_RULES: readonly Rule[] = [noSource, docNumberUnknown, docNumberYear, unverified];

function* citedNumbers(subject: Subject) {
  const seen = new Set<string>();
  for (const { element, statement } of statementsOf(subject, ...CITING)) {
    const texts = typeof statement.value === 'string' ? [statement.value] : Object.values(statement.value);
    const cited = texts.flatMap((text) =>
      typeof text === 'string' ? text : [text.docNumber ?? '', text.title ?? ''],
    );
    for (const { text: number, year } of cited.flatMap(docNumbersIn)) {
      const id = `${element} ${statement.source} ${number}`;
      if (!seen.has(id)) yield { element, source: statement.source, number, year };
      seen.add(id);
    }
  }
}

const CITING = ['legalBases', 'feeBasis'] as const satisfies readonly FieldKey[];
