import type { AllValues, FieldKey } from '../../../entities/elements.js';
import type { Rule } from '../finding.js';
import { type Subject, statementsOf } from '../subject.js';

/**
 * 除办事指南明确的条件外，不得自行增加办事要求，不得存在模糊不清的表述 (万州府办发〔2018〕41号, 五、（三）): words behind
 * which any further demand can hide.
 */
const CATCH_ALL =
  /其[他它](?:[需须]要?(?:提[供交])?的)?(?:有关|相关|必要|所需)?的?(?:证明|申请|申报)?(?:材料|资料|证件|文件|手续|要求)|(?:有关|相关)?(?:部门|单位|机关|机构|窗口|工作人员)(?:要求|规定|认为)(?:提[供交])?的?(?:其[他它]|需要)|(?:按照?|依照?|根据|执行)(?:国家|市级?|上级|现行)?(?:的)?(?:有关|相关)(?:规定|要求|政策|标准)/u;
/** Words that a resident cannot check either, but that often only need an example beside them. */
const LOOSE =
  /(?:有关|相关)的?(?:证明|申请)?(?:材料|资料|证件|手续)|视情况|视情|酌情|原则上|必要时|适当|按规定|另行(?:通知|规定)|以.{0,8}为准/u;

/** What residents act on. Bases and contents quote the law, whose words are its own. */
const TEXTS: { readonly [K in FieldKey]?: (value: AllValues[K]) => string[] } = {
  conditions: (value) => value,
  materials: (value) => value.flatMap(({ name, note }) => [name, note ?? '']),
  process: (value) => value.map(({ text }) => text),
  feeStandard: (value) => value.map(({ text }) => text),
  feeBasis: (value) => [value],
  promisedTimeLimit: ({ text }) => [text],
  handlingForms: (value) => value,
  locations: (value) => value.flatMap(({ name, address, window }) => [name, address ?? '', window ?? '']),
  serviceHours: (value) => [value],
};

const vagueWords: Rule = {
  id: 'vague-words',
  title: '不得用“其他材料”“按有关规定”等兜底的说法',
  severity: 'error',
  lenientInPrint: true,
  *check(subject) {
    for (const { element, source, text, words } of wordsOf(subject, CATCH_ALL))
      yield { element, source, message: `“${excerpt(text)}”里的“${words}”含糊不清，请逐项写明或删去。` };
  },
};

const looseWords: Rule = {
  id: 'loose-words',
  title: '少用“相关材料”“视情况”“原则上”，写明具体是什么',
  severity: 'warning',
  *check(subject) {
    for (const { element, source, text, words } of wordsOf(subject, LOOSE))
      if (!CATCH_ALL.test(text))
        yield { element, source, message: `“${excerpt(text)}”里的“${words}”不够具体，请写明是什么。` };
  },
};

export const WORDING_RULES: readonly Rule[] = [vagueWords, looseWords];

function* wordsOf(subject: Subject, pattern: RegExp) {
  for (const { element, statement } of statementsOf(subject)) {
    const texts = TEXTS[element] as ((value: unknown) => string[]) | undefined;
    for (const text of texts?.(statement.value) ?? []) {
      const words = pattern.exec(text)?.[0];
      if (words !== undefined) yield { element, source: statement.source, text, words };
    }
  }
}

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
