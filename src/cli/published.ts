import { publishBundled } from '../catalogue/bundled.js';
import { loadSnapshot } from '../catalogue/compile.js';
import type { Snapshot } from '../catalogue/snapshot.js';
import { type createDataSource, migrate } from '../storage/data-source.js';

/**
 * What every command for the keeper works on: the published catalogue as staff see it. Brings the database up to date
 * first; says on standard error what takes long.
 */
export async function loadPublished(dataSource: ReturnType<typeof createDataSource>): Promise<Snapshot> {
  await migrate(dataSource);
  await publishBundled(dataSource, (message) => console.error(message));
  return loadSnapshot(dataSource, undefined, { forStaff: true });
}
