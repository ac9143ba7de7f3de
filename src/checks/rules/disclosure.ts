import type { Rule } from '../finding.js';

const undisclosed: Rule = {
  id: 'undisclosed',
  title: '“是否公开”为“否”的事项群众看不到',
  severity: 'warning',
  *check({ elements }) {
    for (const { value, source } of elements.disclosed ?? [])
      if (!value)
        yield {
          element: 'disclosed',
          source,
          message: '“是否公开”为“否”，群众查不到这一事项，只有工作人员看得到；请确认确实不宜公开。',
        };
  },
};

/** 确因特殊原因不适宜对外公开的，必须提供相关文件依据作为附件 (附件2, 备注). */
const undisclosedWithoutBasis: Rule = {
  id: 'undisclosed-without-basis',
  title: '不公开的事项必须有文件依据',
  severity: 'error',
  lenientInPrint: true,
  *check({ elements }) {
    const hidden = elements.disclosed?.find(({ value }) => !value);
    if (hidden && !elements.legalBases?.some(({ value }) => value.length > 0))
      yield {
        element: 'legalBases',
        source: hidden.source,
        message: '不公开的事项没有写文件依据，请在“设定依据”写明，或改为公开。',
      };
  },
};

export const DISCLOSURE_RULES: readonly Rule[] = [undisclosed, undisclosedWithoutBasis];
