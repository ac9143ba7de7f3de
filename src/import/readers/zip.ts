import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { ReadError } from './read-error.js';

/** Limits on what a package may hold before any of it is inflated. */
export const ZIP_LIMITS = { entries: 5_000, bytes: 200 * 1024 * 1024 } as const;

/** OLE compound file: what Office makes of a password-protected .docx or .xlsx (and what .doc and .xls are). */
const OLE_MAGIC = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/**
 * Reads the wanted entries of a .docx or .xlsx package.
 *
 * The central directory is judged first, so a zip bomb is refused before anything is inflated; entries that
 * turn out larger than the directory says are refused while inflating.
 * @param wanted - entries to keep; the others are inflated and dropped when `checkAll` is given.
 * @throws {ReadError} for protected, damaged and oversized packages.
 */
export async function readPackage(
  bytes: Buffer,
  wanted: (name: string) => boolean,
  { checkAll = false } = {},
): Promise<Map<string, Buffer>> {
  if (bytes.subarray(0, OLE_MAGIC.length).equals(OLE_MAGIC))
    throw new ReadError(
      '文件有密码保护，或是旧版 .doc/.xls 格式，请去掉密码并另存为 .docx 或 .xlsx 后再导入。',
    );
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK')
    throw new ReadError('文件不是 .docx 或 .xlsx（内容与扩展名不符）。');
  try {
    const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true });
    const entries = await listEntries(zip);
    const content = new Map<string, Buffer>();
    for (const entry of entries) {
      const keep = wanted(entry.fileName);
      if (!keep && !checkAll) continue;
      const data = await inflate(zip, entry, keep);
      if (keep) content.set(entry.fileName, data);
    }
    return content;
  } catch (error) {
    if (error instanceof ReadError) throw error;
    throw new ReadError('文件不完整或已损坏，无法打开，请重新下载或另存后再导入。');
  }
}

async function listEntries(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    bytes += entry.uncompressedSize;
    if (bytes > ZIP_LIMITS.bytes)
      throw new ReadError(`文件解压后超过 ${ZIP_LIMITS.bytes / 1024 / 1024} MB，已拒绝读取。`);
    if (entries.push(entry) > ZIP_LIMITS.entries)
      throw new ReadError(`压缩包内的文件超过 ${ZIP_LIMITS.entries} 个，已拒绝读取。`);
  }
  return entries;
}

async function inflate(zip: ZipFile, entry: Entry, keep: boolean): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (keep) chunks.push(chunk);
      done();
    },
  });
  await pipeline(await zip.openReadStreamPromise(entry), sink);
  return Buffer.concat(chunks);
}
