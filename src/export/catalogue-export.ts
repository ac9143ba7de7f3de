import type { Elements, FieldKey, Statement } from '../../entities/elements.js';
import type { RegionTree } from '../catalogue/regions.js';
import type { ImplementationRecord, ItemRecord, Snapshot } from '../catalogue/snapshot.js';
import { BYTE_ORDER_MARK, csvLine } from './csv.js';
import { FIELD_LABELS } from './fields.js';

export const EXPORT_FORMATS = ['json', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Version of the export's shape; it rises when a reader has to change. */
const SHAPE_VERSION = 1;

export interface ExportOptions {
  /** Only implementations of this region and of those within it: a code. */
  regionCode?: string;
  /** Leave out statements of low confidence. */
  publicOnly?: boolean;
}

/**
 * Writes a catalogue so that nothing is lost: every statement of every element with its source, and every source with
 * its row as printed. Comes in pieces, so that a large catalogue need not fit into one text.
 */
export function exportCatalogue(
  snapshot: Snapshot,
  format: ExportFormat,
  options: ExportOptions = {},
): Generator<string> {
  const items = chosenItems(snapshot, options);
  return format === 'json' ? writeJson(snapshot, items) : writeCsv(snapshot, items);
}

/** Matters with the implementations that were asked for; without any left a matter is not exported. */
export function* chosenItems(
  { items, regions }: Snapshot,
  { regionCode, publicOnly = false }: ExportOptions,
): Generator<ItemRecord> {
  for (const item of items) {
    const implementations = item.implementations
      .filter((own) => regionCode === undefined || regions.covers(regionCode, own.regionCode))
      .map((own) => (publicOnly ? withoutLowConfidence(own) : own));
    if (implementations.length > 0) yield { ...item, implementations };
  }
}

function withoutLowConfidence(implementation: ImplementationRecord): ImplementationRecord {
  const elements: Partial<Record<FieldKey, Statement<unknown>[]>> = {};
  for (const [key, statements] of Object.entries(implementation.elements) as [
    FieldKey,
    Statement<unknown>[],
  ][]) {
    const kept = statements.filter(({ confidence }) => confidence !== 'low');
    if (kept.length > 0) elements[key] = kept;
  }
  return { ...implementation, elements: elements as Elements };
}

/** One object; `regions` names the codes that occur, with those above them. One matter a line. */
function* writeJson(snapshot: Snapshot, items: Iterable<ItemRecord>): Generator<string> {
  const { revision, publishedAt, regions } = snapshot;
  const head = { format: 'wenban-catalogue', version: SHAPE_VERSION, revision, publishedAt };
  yield `${JSON.stringify(head).slice(0, -1)},"regions":${JSON.stringify(regionsInUse(snapshot, regions))},"items":[`;
  let separator = '\n';
  for (const item of items) {
    yield separator + JSON.stringify(item);
    separator = ',\n';
  }
  yield '\n]}\n';
}

function regionsInUse({ items }: Snapshot, regions: RegionTree) {
  const codes = items.flatMap(({ implementations }) => implementations.map(({ regionCode }) => regionCode));
  const used = new Set([...new Set(codes)].flatMap((code) => regions.pathOf(code)));
  return regions.all
    .filter(({ code }) => used.has(code))
    .map(({ code, name, level, parent }) => ({ code, name, level, parent }));
}

const CSV_HEADS = [
  ['revision', '版本'],
  ['publishedAt', '发布时间'],
  ['itemId', '事项编号'],
  ['itemName', '事项'],
  ['itemType', '事项类型（目录）'],
  ['itemThemes', '服务主题（目录）'],
  ['itemQuestions', '相似问'],
  ['itemLinked', '相关事项'],
  ['regionCode', '行政区划代码'],
  ['regionName', '行政区划'],
  ['implementationAgency', '实施机构（目录）'],
  ['implementationName', '清单名称'],
  ...FIELD_LABELS,
  ['sources', '出处'],
] as const;

/**
 * One row for each implementation. A heading is the field's key, a blank and its Chinese name. Fields hold their
 * statements as JSON; an empty cell is a field that no source states.
 */
function* writeCsv(
  { revision, publishedAt, regions }: Snapshot,
  items: Iterable<ItemRecord>,
): Generator<string> {
  yield BYTE_ORDER_MARK + csvLine(CSV_HEADS.map(([key, label]) => `${key} ${label}`));
  for (const { id, name, type, themes, questions, linked, implementations } of items) {
    for (const { regionCode, agency, name: ownName, elements, sources } of implementations) {
      const region = regions.findByCode(regionCode)?.name ?? '';
      yield csvLine([
        String(revision),
        publishedAt,
        id,
        name,
        type ?? '',
        ...[themes, questions, linked].map((list) => JSON.stringify(list)),
        regionCode,
        region,
        agency ?? '',
        ownName,
        ...FIELD_LABELS.map(([key]) => (elements[key] ? JSON.stringify(elements[key]) : '')),
        JSON.stringify(sources),
      ]);
    }
  }
}
