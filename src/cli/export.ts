import 'dotenv/config';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { publishBundled } from '../catalogue/bundled.js';
import { loadSnapshot } from '../catalogue/compile.js';
import { loadConfig } from '../config.js';
import {
  chosenItems,
  EXPORT_FORMATS,
  type ExportFormat,
  exportCatalogue,
} from '../export/catalogue-export.js';
import { exportWorkbook } from '../export/catalogue-workbook.js';
import type { WorkbookStyle } from '../import/implementation-workbook.js';
import { createDataSource, migrate } from '../storage/data-source.js';
import { readArguments, runCommand, UsageError } from './arguments.js';

const USAGE =
  '用法：npm run -s export -- --format json|csv|xlsx [--style form|rows] [--region 大足区] [--public] [--out 文件]\n' +
  '  --region 只导出该地及其下级的实施清单；--public 不含不公开和未核实的内容；不写 --out 时输出到终端。\n' +
  '  xlsx 须写 --out；rows：一个事项一行；form：一个事项一张工作表。import 可原样读回。';

runCommand(async () => {
  const { values, positionals } = readArguments(
    {
      format: { type: 'string' },
      style: { type: 'string' },
      region: { type: 'string' },
      public: { type: 'boolean' },
      out: { type: 'string' },
    },
    USAGE,
  );
  const { format = 'json', style = 'rows', region, out, public: publicOnly = false } = values;
  if (positionals.length > 0 || !(isFormat(format) || format === 'xlsx')) throw new UsageError(USAGE);
  if (!isStyle(style) || (format === 'xlsx' && out === undefined)) throw new UsageError(USAGE);
  const dataSource = await createDataSource(loadConfig(process.env).DATABASE_URL).initialize();
  try {
    await migrate(dataSource);
    await publishBundled(dataSource, (message) => console.error(message));
    const snapshot = await loadSnapshot(dataSource, undefined, { forStaff: !publicOnly });
    const found = region === undefined ? undefined : snapshot.regions.resolve(region);
    if (found === null) throw new UsageError(`没有“${region}”这个行政区划，请写全称、简称或代码。`);
    const options = { regionCode: found?.code, publicOnly };
    if (isFormat(format)) {
      const text = Readable.from(exportCatalogue(snapshot, format, options));
      if (out === undefined) await pipeline(text, process.stdout, { end: false }).catch(passOverClosedPipe);
      else await pipeline(text, createWriteStream(out));
    } else if (out !== undefined) {
      const implementations = [...chosenItems(snapshot, options)].flatMap((item) => item.implementations);
      await writeFile(out, await exportWorkbook(implementations, style));
    }
    if (!publicOnly) console.error('注意：导出内容可能含不公开或未核实的要素；对外提供请加 --public。');
  } finally {
    await dataSource.destroy();
  }
});

/** `… | head` has read enough: no fault. */
function passOverClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function isFormat(text: string): text is ExportFormat {
  return (EXPORT_FORMATS as readonly string[]).includes(text);
}

function isStyle(text: string): text is WorkbookStyle {
  return text === 'form' || text === 'rows';
}
