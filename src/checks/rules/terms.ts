import { LEGAL_PERSON_THEMES, MATTER_TYPES, PERSONAL_THEMES } from '../../../entities/official-terms.js';
import type { Rule } from '../finding.js';
import { originOf, statementsOf } from '../subject.js';

const TYPES: ReadonlySet<string> = new Set(MATTER_TYPES);
const THEMES: ReadonlySet<string> = new Set([...PERSONAL_THEMES, ...LEGAL_PERSON_THEMES]);

const typeTerm: Rule = {
  id: 'type-term',
  title: '事项类型用规定的 20 个名称之一',
  severity: 'warning',
  *check(subject) {
    for (const { statement, source } of statementsOf(subject, 'type'))
      if (originOf(source) === 'form' && !TYPES.has(statement.value))
        yield {
          element: 'type',
          source: statement.source,
          message: `“${statement.value}”不是规定的事项类型，请从下拉列表里选。`,
        };
  },
};

const themeTerm: Rule = {
  id: 'theme-term',
  title: '服务主题用规定的名称（个人 31 个、法人 34 个）',
  severity: 'warning',
  *check(subject) {
    for (const { statement, source } of statementsOf(subject, 'themes'))
      for (const theme of statement.value)
        if (originOf(source) === 'form' && !THEMES.has(theme))
          yield {
            element: 'themes',
            source: statement.source,
            message: `“${theme}”不是规定的服务主题，请从下拉列表里选。`,
          };
  },
};

export const TERM_RULES: readonly Rule[] = [typeTerm, themeTerm];
