import { type DataSource, type EntityManager, In, IsNull, LessThanOrEqual, MoreThan } from 'typeorm';
import { EntryEdit } from '../../entities/entry-edit.js';
import { Implementation } from '../../entities/implementation.js';
import { exclusive } from '../storage/exclusive.js';
import { applyEdits, EditFinder } from './apply-edits.js';
import { isForResidents, printedSource, webSource } from './compile.js';
import type { ImplementationRecord, StoredImplementation } from './snapshot.js';

/** Where implementations come from when a snapshot is too small to hold them all. */
export interface ImplementationSource {
  /**
   * @param regionCodes - from the asked region up to the nation, as `RegionTree.pathOf` gives them.
   * @returns the matter's implementations that residents may see in these regions, in the order of the codes; none when nobody handles it.
   */
  find(itemId: string, regionCodes: readonly string[]): Promise<ImplementationRecord[]>;
}

/** Pairs of matter and region kept; about 100 MB of implementations of the usual size. */
const MOST = 20_000;

/**
 * Looks implementations of one published revision up in the database, by the key (matter, region), and keeps those that
 * were asked for last. Rows in force in a revision never change, so nothing kept grows old; a new revision gets a source
 * of its own.
 */
export class StoredImplementations implements ImplementationSource {
  /** By `itemId|regionCode`, the longest unused first; an empty list is an answer too. */
  private readonly kept = new Map<string, readonly ImplementationRecord[]>();

  /**
   * @param revision - number of the published revision.
   * @param most - pairs of matter and region to keep.
   */
  constructor(
    private readonly ds: DataSource,
    private readonly revision: number,
    private readonly most = MOST,
  ) {}

  /** @throws whatever the database throws when it is away and the answer is not kept. */
  async find(itemId: string, regionCodes: readonly string[]): Promise<ImplementationRecord[]> {
    const missing = regionCodes.filter((code) => !this.kept.has(keyOf(itemId, code)));
    const loaded =
      missing.length > 0
        ? await exclusive(this.ds, () => loadImplementations(this.ds.manager, this.revision, itemId, missing))
        : [];
    const shown = loaded.filter(({ record }) => isForResidents(record)).map(({ record }) => record);
    return regionCodes.flatMap((code) => {
      const key = keyOf(itemId, code);
      const own = this.kept.get(key) ?? shown.filter(({ regionCode }) => regionCode === code);
      this.keep(key, own);
      return own;
    });
  }

  private keep(key: string, own: readonly ImplementationRecord[]): void {
    this.kept.delete(key);
    this.kept.set(key, own);
    if (this.kept.size > this.most) this.kept.delete(this.kept.keys().next().value as string);
  }
}

function keyOf(itemId: string, regionCode: string): string {
  return `${itemId}|${regionCode}`;
}

/**
 * Two queries; keys over (itemId, regionCode, …) find the rows and the edits that lie over them.
 *
 * @returns the matter's implementations in these regions, those that residents may not see among them.
 */
export async function loadImplementations(
  manager: EntityManager,
  revision: number,
  itemId: string,
  regionCodes: readonly string[],
): Promise<StoredImplementation[]> {
  const rows = await manager
    .createQueryBuilder(Implementation, 'own')
    .leftJoinAndSelect('own.agency', 'agency')
    .leftJoinAndSelect('own.sources', 'ref')
    .leftJoinAndSelect('ref.printedRow', 'row')
    .leftJoinAndSelect('row.table', 'sourceTable')
    .leftJoinAndSelect('sourceTable.document', 'document')
    .where({ itemId, regionCode: In([...regionCodes]) })
    .andWhere(
      'own.sinceRevision <= :revision AND (own.untilRevision IS NULL OR own.untilRevision > :revision)',
      {
        revision,
      },
    )
    .orderBy('agency.name')
    .addOrderBy('ref.position')
    .getMany();
  const place = { itemId, regionCode: In([...regionCodes]), sinceRevision: LessThanOrEqual(revision) };
  const edits = await manager.find(EntryEdit, {
    where: [
      { ...place, untilRevision: IsNull() },
      { ...place, untilRevision: MoreThan(revision) },
    ],
    order: { id: 'ASC' },
  });
  const editsOf = new EditFinder({ edits, implementations: rows });
  return rows.map((row) => {
    const { regionCode, name, elements, agency, sources } = row;
    const record = {
      itemId,
      regionCode,
      agency: agency?.name || null,
      name,
      elements,
      sources: (sources ?? []).map((ref) => {
        const { printedRow } = ref;
        const table = printedRow?.table;
        const document = table?.document;
        return printedRow && table && document ? printedSource(printedRow, table, document) : webSource(ref);
      }),
    };
    const own = editsOf.find(row);
    return { agencyId: row.agencyId, record: applyEdits(record, own), edits: own };
  });
}
