import type { AllValues, Elements, FieldKey } from '../../entities/elements.js';

/**
 * The taxonomy of 基本公共服务 under the names that the lists give it: section headings (四、基本医疗卫生), titles of
 * tables (达州市“十三五”时期基本医疗和公共卫生服务清单) and the 事项类型 of the township lists (劳动就业服务) name the same
 * kinds. The patterns see the text folded and without 基本, 服务 and 清单.
 */
const PUBLIC_SERVICE_KINDS: readonly (readonly [pattern: RegExp, kind: string])[] = [
  [/残疾人(公共)?$/, '残疾人公共服务'],
  [/公共教育$/, '公共教育'],
  [/劳动就业(创业)?$/, '劳动就业'],
  [/社会保险$/, '社会保险'],
  [/医疗(和公共)?卫生$/, '医疗卫生'],
  [/(^|时期)社会$/, '社会服务'],
  [/住房保障$/, '住房保障'],
  [/公共文化体育$/, '公共文化体育'],
  [/^人口和计划生育$/, '人口和计划生育'],
];

/**
 * Folds what printing varies and meaning does not: width, blanks, punctuation, quotes, brackets.
 *
 * @returns a key for comparing names; empty for text without a letter or digit.
 */
export function normaliseName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * @param heading - title of the table, the last resort where a row states neither 事项类型 nor section.
 * @returns the kind of a matter, equal for wordings that differ in 基本, 服务 and numbering only; null when nothing
 * tells it.
 */
export function kindOf(elements: Elements, heading: string | null): string | null {
  const stated = firstValue(elements, 'type') ?? firstValue(elements, 'section');
  if (stated) return publicServiceKind(stated) ?? normaliseName(stated);
  return heading === null ? null : publicServiceKind(heading);
}

/** @returns the kind of 基本公共服务 that a type, a section or a title names; null when it names none. */
export function publicServiceKind(text: string): string | null {
  const core = normaliseName(withoutNumber(text)).replace(/基本|服务|清单/g, '');
  return PUBLIC_SERVICE_KINDS.find(([pattern]) => pattern.test(core))?.[1] ?? null;
}

/** @returns the first statement's value of a field. */
export function firstValue<K extends FieldKey>(elements: Elements, key: K): AllValues[K] | undefined {
  return elements[key]?.[0]?.value as AllValues[K] | undefined;
}

/** 四、基本医疗卫生 or 第六章 基本医疗 without the number. */
function withoutNumber(heading: string): string {
  return heading.replace(
    /^\s*(第[一二三四五六七八九十]+[章节]|[（(]?[一二三四五六七八九十]+[）)]?[、.．])\s*/,
    '',
  );
}
