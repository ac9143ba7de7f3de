import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { numberWithin, readArguments, runCommand, UsageError, wholeNumber } from '../../src/cli/arguments.js';
import { loadConfig } from '../../src/config.js';
import { openWenban } from '../../src/wenban.js';
import { type Generated, generateNation, type NationSize } from './generate.js';
import type { NationFigures, NationTask, Spread } from './measure.js';

const USAGE = `用法：npm run bench:nation -- [--regions 2800] [--items 617] [--share 1.0] [--implementations 1750000] [--json]
  全国规模的临时 SQLite 目录：区县数、事项数、每个区县办理的比例、实施清单条数上限。
  600 万条：--items 2150 --implementations 6000000（约占磁盘 7 GB）`;

/** Bytes of disk that one implementation takes with its source and indexes; measured, rounded up. */
const BYTES_EACH = 1_500;

runCommand(async () => {
  const { values } = readArguments(
    {
      regions: { type: 'string', default: '2800' },
      items: { type: 'string', default: '617' },
      share: { type: 'string', default: '1.0' },
      implementations: { type: 'string', default: '1750000' },
      json: { type: 'boolean' },
    },
    USAGE,
  );
  const size: NationSize = {
    regions: wholeNumber(values.regions, [1, 9_999], USAGE),
    items: wholeNumber(values.items, [1, 10_000], USAGE),
    share: numberWithin(values.share, [0.001, 1], USAGE),
    implementations: wholeNumber(values.implementations, [1, 10_000_000], USAGE),
  };
  assertRoom(size);
  const folder = mkdtempSync(join(tmpdir(), 'wenban-nation-'));
  try {
    const county = join(folder, 'county.sqlite');
    const nation = join(folder, 'nation.sqlite');
    const wenban = await openWenban(loadConfig({ DATABASE_URL: `sqlite:${county}`, LOG_LEVEL: 'warn' }));
    await wenban.dataSource.query('PRAGMA wal_checkpoint(TRUNCATE)');
    await wenban.close();
    copyFileSync(county, nation);
    console.error('正在生成全国目录 ……');
    const generated = generateNation(nation, size);
    console.error('正在测量 ……');
    const { regionCodes, itemIds } = generated;
    const figures = measure(folder, {
      countyUrl: `sqlite:${county}`,
      nationUrl: `sqlite:${nation}`,
      regionCodes,
      itemIds,
    });
    if (values.json)
      console.log(
        JSON.stringify(
          { size, generated: { ...generated, regionCodes: undefined, itemIds: undefined }, ...figures },
          null,
          2,
        ),
      );
    else print(generated, figures);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** @throws {UsageError} when the temporary folder has not twice the room that is needed. */
function assertRoom({ regions, items, share, implementations }: NationSize): void {
  const needed = Math.min(regions * items * share, implementations) * BYTES_EACH;
  const { bavail, bsize } = statfsSync(tmpdir());
  if (bavail * bsize < 2 * needed)
    throw new UsageError(`${tmpdir()} 的空间不够：约需 ${(needed / 1e9).toFixed(1)} GB，且须留一半富余。`);
}

function measure(folder: string, task: NationTask): NationFigures {
  const [taskFile, reportFile] = [join(folder, 'task.json'), join(folder, 'report.json')];
  writeFileSync(taskFile, JSON.stringify(task));
  const script = fileURLToPath(new URL('./measure.js', import.meta.url));
  const { status } = spawnSync(process.execPath, [script, taskFile, reportFile], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('measuring the nation failed');
  return JSON.parse(readFileSync(reportFile, 'utf8')) as NationFigures;
}

function print(
  { implementations, regionCodes, itemIds, seconds, bytes }: Generated,
  figures: NationFigures,
): void {
  console.log(
    `\n全国目录：${regionCodes.length} 个区县，${itemIds.length} 项事项，${implementations} 份实施清单；` +
      `生成 ${seconds.toFixed(0)} 秒，${(bytes / 1e9).toFixed(2)} GB`,
  );
  const line = ({ p50Ms, p99Ms }: Spread) => ({ 'p50 ms': p50Ms.toFixed(3), 'p99 ms': p99Ms.toFixed(3) });
  console.table({
    '理解和匹配，一个区县的目录': line(figures.matchCounty),
    '理解和匹配，全国目录': line(figures.matchNation),
    '按（事项，区划）查实施清单，读数据库': line(figures.findCold),
    '同上，刚查过': line(figures.findKept),
    '同上，只用预编译语句': line(figures.statement),
  });
  console.log(
    `编译全国快照 ${(figures.compileMs / 1000).toFixed(1)} 秒；进程内存 ${Math.round(figures.residentMb)} MB；` +
      `各事项由哪些区县办理：${(figures.coverageBytes / 1e6).toFixed(2)} MB；` +
      `${figures.lookUps} 次查询中 ${figures.found} 次有本区县的实施清单`,
  );
}
