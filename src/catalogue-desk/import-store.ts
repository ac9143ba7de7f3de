import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { DataSource, EntityManager } from 'typeorm';
import { ImportChunk } from '../../entities/import-chunk.js';
import { ImportJob } from '../../entities/import-job.js';
import { exclusive } from '../storage/exclusive.js';

/** Below the 65,535 bytes that a `blob` of MySQL holds. */
const CHUNK_BYTES = 60_000;
/** Chunks in one statement: less than 1 MB. */
const AT_ONCE = 16;

/** Stores a part of an import job, in place of what was there; other work gets its turn in between. */
export async function storePart(
  ds: DataSource,
  jobId: string,
  part: ImportChunk['part'],
  bytes: Buffer,
): Promise<void> {
  await exclusive(ds, () => ds.manager.delete(ImportChunk, { jobId, part }));
  for (let from = 0, position = 0; from < bytes.length; ) {
    const chunks: ImportChunk[] = [];
    for (; chunks.length < AT_ONCE && from < bytes.length; from += CHUNK_BYTES, position++)
      chunks.push({ jobId, part, position, bytes: bytes.subarray(from, from + CHUNK_BYTES) });
    await exclusive(ds, () => ds.manager.insert(ImportChunk, chunks));
    await setImmediate();
  }
}

/** @returns a part of an import job; null when there is none. */
export async function loadPart(
  manager: EntityManager,
  jobId: string,
  part: ImportChunk['part'],
): Promise<Buffer | null> {
  const chunks = await manager.find(ImportChunk, { where: { jobId, part }, order: { position: 'ASC' } });
  return chunks.length === 0 ? null : Buffer.concat(chunks.map(({ bytes }) => Buffer.from(bytes)));
}

/** Stores a part as compressed JSON. */
export async function storeJson(
  ds: DataSource,
  jobId: string,
  part: ImportChunk['part'],
  value: unknown,
): Promise<void> {
  await storePart(ds, jobId, part, await promisify(gzip)(JSON.stringify(value)));
}

/** @returns what `storeJson` stored; null when there is none. */
export async function loadJson<T>(
  manager: EntityManager,
  jobId: string,
  part: ImportChunk['part'],
): Promise<T | null> {
  const bytes = await loadPart(manager, jobId, part);
  return bytes && (JSON.parse((await promisify(gunzip)(bytes)).toString('utf8')) as T);
}

/** Removes everything a job holds, except what the list of jobs shows. */
export async function deleteParts(manager: EntityManager, jobId: string): Promise<void> {
  await manager.delete(ImportChunk, { jobId });
}

/** Notes where a job is; a job that was given up meanwhile stays so. */
export async function noteProgress(
  ds: DataSource,
  jobId: string,
  change: Partial<Omit<ImportJob, 'id'>>,
  now: Date = new Date(),
): Promise<void> {
  await exclusive(ds, () =>
    ds.manager
      .createQueryBuilder()
      .update(ImportJob)
      .set({ ...change, aliveAt: now.toISOString() } as object)
      .where('id = :jobId AND status IN (:...working)', { jobId, working: ['waiting', 'reading'] })
      .execute(),
  );
}
