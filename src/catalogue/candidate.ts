import { compileStored, type SnapshotOptions } from './compile.js';
import type { RegionTree } from './regions.js';
import type { RevisionPlan } from './revision-plan.js';
import type { Snapshot } from './snapshot.js';
import type { StoredCatalogue } from './stored-catalogue.js';

/** @returns the rows that would be in force once the plan is written; `stored` stays as it is. */
export function afterPlan(stored: StoredCatalogue, { close, open }: RevisionPlan): StoredCatalogue {
  const revision = stored.revision + 1;
  const begun = <T>(rows: readonly T[]) =>
    rows.map((row) => ({ ...row, sinceRevision: revision, untilRevision: null }));
  const without = <T extends { id: unknown }>(rows: readonly T[], closed: readonly unknown[]) => {
    const gone = new Set(closed);
    return rows.filter(({ id }) => !gone.has(id));
  };
  const tables = [...without(stored.tables, close.tables), ...begun(open.tables)];
  const inForce = new Set(tables.map(({ id }) => id));
  const refs = new Map(stored.refs);
  for (const ref of open.refs)
    refs.set(ref.implementationId, [...(refs.get(ref.implementationId) ?? []), ref]);
  return {
    revision,
    documents: [...without(stored.documents, close.documents), ...begun(open.documents)],
    tables,
    rows: [...stored.rows.filter(({ tableId }) => inForce.has(tableId)), ...open.rows],
    agencies: new Map([...stored.agencies, ...open.agencies.map((agency) => [agency.id, agency] as const)]),
    items: [...without(stored.items, close.items), ...begun(open.items)],
    implementations: [
      ...without(stored.implementations, close.implementations),
      ...begun(open.implementations),
    ],
    refs,
    questions: [...without(stored.questions, close.questions), ...begun(open.questions)],
    links: [...without(stored.links, close.links), ...begun(open.links)],
    edits: [...without(stored.edits, close.edits), ...begun(open.edits)],
    additions: [...without(stored.additions, close.additions), ...begun(open.additions)],
  };
}

/**
 * @param publishedAt - ISO time that stands for the publication.
 * @returns the snapshot that would be in force once the plan is written.
 */
export function candidateSnapshot(
  stored: StoredCatalogue,
  plan: RevisionPlan,
  regions: RegionTree,
  publishedAt: string,
  options: SnapshotOptions = {},
): Snapshot {
  return compileStored(afterPlan(stored, plan), publishedAt, regions, options);
}
