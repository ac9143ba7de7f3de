import { ELEMENT_LABELS, type ElementKey } from '../../../../../entities/elements.js';
import type { Region } from '../../../../../src/catalogue/regions.js';
import type { ImplementationView, ItemView } from '../../../../../src/http/schemas/items.js';

/** One of the 36 elements over the matters compared. */
export interface ComparedRow {
  key: ElementKey;
  label: string;
  /** One text a matter; '' where no source states it. */
  cells: string[];
  /** The matters differ here. */
  differs: boolean;
}

/** @returns the implementation that holds in a region: its own, else the nearest above; the first where none is asked for. */
export function implementationFor(
  { implementations }: ItemView,
  code: string | undefined,
  regions: readonly Region[],
): ImplementationView | undefined {
  const parents = new Map(regions.map((region) => [region.code, region.parent]));
  for (let at: string | null | undefined = code; at; at = parents.get(at)) {
    const own = implementations.find(({ region }) => region.code === at);
    if (own) return own;
  }
  return implementations[0];
}

/** Values that are no words of a person. */
const VALUE_WORDS: Readonly<Record<string, string>> = {
  nation: '国家级',
  province: '省级',
  city: '市级',
  county: '县级',
  town: '乡镇（街道）级',
  village: '村（社区）级',
  workingDay: '工作日',
  calendarDay: '自然日',
};

/** What no caller asks for and fills half a page: below the rest. */
const LAST: readonly ElementKey[] = [
  'legalBases',
  'authorityDivision',
  'feeBasis',
  'basicCode',
  'implementationCode',
];

/** @returns the 36 elements in the order of the form, those that differ first. */
export function compareElements(columns: readonly (ImplementationView | undefined)[]): ComparedRow[] {
  const rows = ELEMENT_LABELS.map(([key, label]) => {
    const cells = columns.map((column) => textOf(column, key));
    return { key, label, cells, differs: new Set(cells.map(plain)).size > 1 };
  });
  const rank = ({ key, differs }: ComparedRow): number => (differs ? 0 : 2) + (LAST.includes(key) ? 1 : 0);
  return rows.sort((a, b) => rank(a) - rank(b));
}

/** As printed where the source's words are kept, else what was read from them. */
function textOf(column: ImplementationView | undefined, key: ElementKey): string {
  const value: unknown = column?.[key];
  if (!column || value === null || value === undefined) return '';
  const printed = column.statements[key]?.find(({ situation }) => !situation)?.printed;
  return printed ?? wordsOf(value);
}

function wordsOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map(wordsOf).filter(Boolean).join('；');
  if (typeof value === 'object') return Object.values(value).map(wordsOf).filter(Boolean).join(' ');
  return VALUE_WORDS[String(value)] ?? String(value);
}

function plain(text: string): string {
  return text.replace(/[\s，。；、,.;]/g, '');
}
