import 'dotenv/config';
import type { Snapshot } from '../catalogue/snapshot.js';
import { loadAccepted } from '../checks/accepted.js';
import { checkCatalogue, checkDrafts } from '../checks/check-catalogue.js';
import type { Finding } from '../checks/finding.js';
import { findingLines } from '../checks/print-findings.js';
import { todayInBeijing } from '../clock.js';
import { loadConfig } from '../config.js';
import type { ReadResult } from '../import/draft.js';
import { readDocument } from '../import/read-document.js';
import { loadPlaces } from '../places/load-places.js';
import { createDataSource } from '../storage/data-source.js';
import { readArguments, runCommand, UsageError } from './arguments.js';
import { loadPublished } from './published.js';

const USAGE =
  '用法：npm run -s lint:catalogue [-- 文件… --region 垫江县] [--all] [--json]\n' +
  '  不写文件时检查已发布的目录和办理地点；写了文件就只检查文件，不发布。有错误时以 1 结束。';

/** Checks what is published, or files before they are. */
runCommand(async () => {
  const { values, positionals } = readArguments(
    { region: { type: 'string' }, all: { type: 'boolean' }, json: { type: 'boolean' } },
    USAGE,
  );
  const dataSource = await createDataSource(loadConfig(process.env).DATABASE_URL).initialize();
  let snapshot: Snapshot;
  try {
    snapshot = await loadPublished(dataSource);
  } finally {
    await dataSource.destroy();
  }
  const findings =
    positionals.length === 0
      ? checkCatalogue(snapshot, todayInBeijing(), {
          places: loadPlaces(snapshot.regions),
          accepted: loadAccepted(),
        })
      : checkDrafts(await readFiles(positionals, values.region, snapshot), snapshot, todayInBeijing());
  if (values.json) console.log(JSON.stringify({ ...countsOf(findings), findings }, null, 2));
  else for (const line of findingLines(findings, { all: values.all })) console.log(line);
  if (countsOf(findings).errors > 0) process.exitCode = 1;
});

async function readFiles(
  paths: readonly string[],
  region: string | undefined,
  { regions }: Snapshot,
): Promise<ReadResult[]> {
  const found = region === undefined ? undefined : regions.resolve(region);
  if (found === null) throw new UsageError(`没有“${region}”这个行政区划，请写全称、简称或代码。`);
  const results: ReadResult[] = [];
  for (const path of paths) results.push(await readDocument(path, { regionCode: found?.code }));
  return results;
}

function countsOf(findings: readonly Finding[]): { errors: number; warnings: number } {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: findings.length - errors };
}
