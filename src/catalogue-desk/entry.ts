import type { EntityManager } from 'typeorm';
import { Revision } from '../../entities/revision.js';
import type { EntryName } from '../catalogue/apply-edits.js';
import { loadImplementations } from '../catalogue/implementation-source.js';
import type { StoredImplementation } from '../catalogue/snapshot.js';
import { DeskNotFoundError } from './errors.js';

/** Number of the revision in force. */
export async function revisionInForce(manager: EntityManager): Promise<number> {
  return (await manager.maximum(Revision, 'number')) ?? 0;
}

/** @returns an implementation in force in a revision, edits laid over; null when there is none. */
export async function findEntry(
  manager: EntityManager,
  { itemId, regionCode, agencyId }: EntryName,
  revision?: number,
): Promise<StoredImplementation | null> {
  const number = revision ?? (await revisionInForce(manager));
  const all = await loadImplementations(manager, number, itemId, [regionCode]);
  return all.find((entry) => entry.agencyId === agencyId) ?? null;
}

/** @throws {DeskNotFoundError} */
export async function getEntry(
  manager: EntityManager,
  name: EntryName,
  revision?: number,
): Promise<StoredImplementation> {
  const entry = await findEntry(manager, name, revision);
  if (!entry) throw new DeskNotFoundError('事项');
  return entry;
}
