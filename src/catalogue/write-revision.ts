import { type EntityManager, type EntityTarget, In, IsNull, type ObjectLiteral } from 'typeorm';
import { Agency } from '../../entities/agency.js';
import type { CatalogueRecord } from '../../entities/catalogue-record.js';
import { EntryEdit } from '../../entities/entry-edit.js';
import { Implementation } from '../../entities/implementation.js';
import { ItemLink } from '../../entities/item-link.js';
import { LanguageAddition } from '../../entities/language-addition.js';
import { PrintedRow } from '../../entities/printed-row.js';
import { Region } from '../../entities/region.js';
import { Revision } from '../../entities/revision.js';
import { ServiceItem } from '../../entities/service-item.js';
import { SimilarQuestion } from '../../entities/similar-question.js';
import { SourceDocument } from '../../entities/source-document.js';
import { SourceRef } from '../../entities/source-ref.js';
import { SourceTable } from '../../entities/source-table.js';
import { canonicalJson } from './canonical.js';
import type { RegionTree } from './regions.js';
import type { NextIds, RevisionPlan } from './revision-plan.js';

/** Rows in one statement: well below SQLite's limit of 32,766 values and MySQL's packet of 16 MB. */
const CHUNK = 400;

/** Told after every statement how many rows of the publication are written. */
export type Progress = (done: number, total: number) => void;

/**
 * Makes publications of several processes take turns, from here to the end of the transaction. Writing the row of
 * revision 0, the one row that is always there, takes its lock on a server and the write lock of SQLite.
 */
export async function lockForPublication(manager: EntityManager): Promise<void> {
  await manager.update(Revision, { number: 0 }, { note: null });
}

/** @returns counters that begin behind the greatest number each table uses. */
export async function nextIds(manager: EntityManager): Promise<NextIds> {
  const counter = async (entity: EntityTarget<{ id: number }>) => {
    let last = (await manager.maximum(entity, 'id')) ?? 0;
    return () => ++last;
  };
  return {
    document: await counter(SourceDocument),
    table: await counter(SourceTable),
    row: await counter(PrintedRow),
    implementation: await counter(Implementation),
    question: await counter(SimilarQuestion),
    link: await counter(ItemLink),
    edit: await counter(EntryEdit),
    addition: await counter(LanguageAddition),
  };
}

/** Brings the table of regions up to what ships with the program. */
export async function syncRegions(manager: EntityManager, regions: RegionTree): Promise<void> {
  const stored = new Set((await manager.find(Region)).map((region) => canonicalJson(region)));
  const changed = regions.all.filter((region) => !stored.has(canonicalJson(region)));
  for (const chunk of chunks(changed)) await manager.upsert(Region, chunk, ['code']);
}

/** Writes the revision; the caller's transaction makes it whole or nothing. */
export async function writeRevision(
  manager: EntityManager,
  revision: Revision,
  { close, open }: RevisionPlan,
  onProgress: Progress = () => {},
): Promise<void> {
  const total = [...Object.values(close), ...Object.values(open)].reduce((sum, rows) => sum + rows.length, 0);
  let done = 0;
  const advance = (rows: number) => {
    done += rows;
    onProgress(done, total);
  };
  const end = async (entity: EntityTarget<CatalogueRecord & { id: unknown }>, ids: readonly unknown[]) => {
    for (const chunk of chunks(ids)) {
      const where = { id: In(chunk), untilRevision: IsNull() };
      await manager.update(entity, where, { untilRevision: revision.number });
      advance(chunk.length);
    }
  };
  const add = async <T extends ObjectLiteral>(entity: EntityTarget<T>, rows: readonly object[]) => {
    for (const chunk of chunks(rows)) {
      const insert = manager
        .createQueryBuilder()
        .insert()
        .into(entity)
        .values(chunk as T[]);
      await insert.updateEntity(false).execute();
      advance(chunk.length);
    }
  };
  const begun = <T>(rows: readonly T[]) =>
    rows.map((row) => ({ ...row, sinceRevision: revision.number, untilRevision: null }));

  await manager.insert(Revision, revision);
  await end(LanguageAddition, close.additions);
  await end(EntryEdit, close.edits);
  await end(ItemLink, close.links);
  await end(SimilarQuestion, close.questions);
  await end(Implementation, close.implementations);
  await end(ServiceItem, close.items);
  await end(SourceTable, close.tables);
  await end(SourceDocument, close.documents);
  await add(SourceDocument, begun(open.documents));
  await add(SourceTable, begun(open.tables));
  await add(PrintedRow, open.rows);
  await add(Agency, open.agencies);
  await add(ServiceItem, begun(open.items));
  await add(Implementation, begun(open.implementations));
  await add(SourceRef, open.refs);
  await add(SimilarQuestion, begun(open.questions));
  await add(ItemLink, begun(open.links));
  await add(EntryEdit, begun(open.edits));
  await add(LanguageAddition, begun(open.additions));
}

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += CHUNK) yield rows.slice(from, from + CHUNK);
}
