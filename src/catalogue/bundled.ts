import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { Revision } from '../../entities/revision.js';
import { SourceDocument } from '../../entities/source-document.js';
import { readBundledDocuments } from '../import/read-document.js';
import { projectPath } from '../project-root.js';
import { guideDrafts, loadGuides } from './guides.js';
import { applyDrafts, type PublishReport } from './publish.js';

/** Parts of data/ from which the bundled catalogue is made. */
const PARTS = ['sources', 'questions', 'links.json', 'regions', 'implementations'];
const NOTE = '随软件附带的目录';

/**
 * Publishes what ships in data/ when it is not published yet: at the first start all documents, after an upgrade the
 * new wordings, links and guides. A list that the office has replaced since is left alone.
 *
 * @param onProgress - sentences in Chinese for whoever waits.
 * @returns the report, or null when there was nothing to do.
 */
export async function publishBundled(
  ds: DataSource,
  onProgress: (message: string) => void = () => {},
): Promise<PublishReport | null> {
  const note = `${NOTE}（${fingerprint()}）`;
  if (await ds.getRepository(Revision).existsBy({ note })) return null;
  onProgress('正在读取附带的官方清单……');
  const read = await readBundledDocuments();
  const known = new Set(
    (await ds.getRepository(SourceDocument).find({ select: { file: true } })).map((one) => one.file),
  );
  const missing = read.filter(({ document }) => !known.has(document.file));
  onProgress(`正在发布：${missing.reduce((sum, { drafts }) => sum + drafts.length, 0)} 项……`);
  const report = await applyDrafts(ds, missing, { note, guides: guideDrafts(loadGuides()) });
  onProgress(`目录就绪：第 ${report.revision} 版，新增 ${report.counts.created} 项。`);
  return report;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const part of PARTS) addPath(hash, projectPath('data', part));
  return hash.digest('hex').slice(0, 12);
}

function addPath(hash: ReturnType<typeof createHash>, path: string): void {
  if (!existsSync(path)) return;
  if (path.match(/\.[a-z]+$/)) {
    hash.update(readFileSync(path));
    return;
  }
  for (const name of readdirSync(path).sort()) addPath(hash, join(path, name));
}
