import { type DataSource, type EntityManager, type EntityTarget, In } from 'typeorm';
import { AskedQuestion } from '../../entities/asked-question.js';
import { ChangeSubscription } from '../../entities/change-subscription.js';
import { Favourite } from '../../entities/favourite.js';
import { Feedback } from '../../entities/feedback.js';
import { OwnQuestion } from '../../entities/own-question.js';
import { Resident } from '../../entities/resident.js';
import { exclusive } from '../storage/exclusive.js';
import { installationHash } from '../storage/installation-hash.js';

/** Tables whose rows belong to a person. */
const OF_PERSON = [Resident, Favourite, OwnQuestion, ChangeSubscription] as const;
/** Tables whose rows belong to a session. */
const OF_SESSION: readonly EntityTarget<{ sessionHash: string }>[] = [AskedQuestion, Feedback];
/** Hashes in one statement. */
const BATCH = 500;

/** Who is to be erased. */
export interface Erased {
  personHash: string;
  /** Every session the person may have had. */
  sessionIds: readonly string[];
}

/**
 * Deletes all that is kept of somebody, in one transaction.
 * @throws whatever the database throws: then everything is still there.
 */
export async function eraseResident(ds: DataSource, { personHash, sessionIds }: Erased): Promise<void> {
  const hash = installationHash(ds, 'session');
  const sessions = await Promise.all(sessionIds.map((id) => hash.of(id)));
  await exclusive(ds, () =>
    ds.transaction(async (manager) => {
      for (const entity of OF_PERSON) await manager.delete(entity, { personHash });
      for (const entity of OF_SESSION) await deleteSessions(manager, entity, sessions);
    }),
  );
}

async function deleteSessions(
  manager: EntityManager,
  entity: EntityTarget<{ sessionHash: string }>,
  hashes: readonly string[],
): Promise<void> {
  for (let from = 0; from < hashes.length; from += BATCH)
    await manager.delete(entity, { sessionHash: In(hashes.slice(from, from + BATCH)) });
}
