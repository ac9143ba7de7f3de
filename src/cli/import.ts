import 'dotenv/config';
import { loadRegions } from '../catalogue/load-regions.js';
import { applyDrafts, type PublishReport } from '../catalogue/publish.js';
import { checkDrafts } from '../checks/check-catalogue.js';
import type { Finding } from '../checks/finding.js';
import { findingLines } from '../checks/print-findings.js';
import { todayInBeijing } from '../clock.js';
import { loadConfig } from '../config.js';
import type { ReadResult } from '../import/draft.js';
import { readDocument } from '../import/read-document.js';
import { openWenban } from '../wenban.js';
import { readArguments, runCommand, UsageError } from './arguments.js';

const USAGE = '用法：npm run -s import -- 文件… [--region 垫江县] [--dry-run] [--partial] [--json]';
const SHOWN = 20;
const CHANGES = { created: '新增', updated: '变更', removed: '取消' } as const;

runCommand(async () => {
  const { values, positionals } = readArguments(
    {
      region: { type: 'string' },
      'dry-run': { type: 'boolean' },
      partial: { type: 'boolean' },
      json: { type: 'boolean' },
    },
    USAGE,
  );
  if (positionals.length === 0) throw new UsageError(USAGE);
  const region = values.region ? loadRegions().resolve(values.region) : null;
  if (values.region && !region)
    throw new UsageError(`没有“${values.region}”这个行政区划，请写全称或代码，如 垫江县 或 500231。`);
  const say = (message: string): void => console.error(message);
  const results: ReadResult[] = [];
  for (const [index, path] of positionals.entries()) {
    say(`（${index + 1}/${positionals.length}）读取 ${path}`);
    results.push(await readDocument(path, { regionCode: region?.code }));
  }
  const faults = results.flatMap((result) => result.faults);
  const usable = results.filter(
    (result) => result.drafts.length > 0 && (values.partial || result.faults.length === 0),
  );
  let report: PublishReport | null = null;
  let findings: Finding[] = [];
  if (usable.length > 0) {
    const wenban = await openWenban(loadConfig(process.env), { onProgress: say });
    try {
      findings = checkDrafts(usable, wenban.catalogue.current(), todayInBeijing());
      report = await applyDrafts(wenban.dataSource, usable, {
        dryRun: values['dry-run'],
        partial: values.partial,
      });
    } finally {
      await wenban.close();
    }
  }
  if (values.json) console.log(JSON.stringify({ report, faults, findings }, null, 2));
  else {
    print(report, faults);
    printErrors(findings);
  }
  if (faults.length > 0) process.exitCode = 1;
});

/** Errors of the check: they are told, and the keeper decides. */
function printErrors(findings: readonly Finding[]): void {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  for (const line of findingLines(errors.slice(0, SHOWN)).slice(0, -1)) console.error(line);
  console.error(`检查发现 ${errors.length} 处错误，请用 npm run -s lint:catalogue -- 文件 逐条查看并更正。`);
}

function print(report: PublishReport | null, faults: ReadResult['faults']): void {
  for (const fault of faults) {
    const place = fault.cell ?? (fault.line === null ? '' : `第${fault.line}行`);
    console.error(`未采用：${fault.file}${place ? ` ${place}` : ''}：${fault.message}`);
  }
  if (!report) return;
  for (const document of report.documents) {
    const { created, updated, removed, unchanged } = document;
    console.log(
      `${document.document}：新增 ${created.length}，变更 ${updated.length}，取消 ${removed.length}，未变 ${unchanged}`,
    );
    for (const kind of ['created', 'updated', 'removed'] as const) {
      for (const change of document[kind].slice(0, SHOWN)) {
        const fields = change.fields?.map((field) => field.element).join('、');
        console.log(`  ${CHANGES[kind]} ${change.key} ${change.name}${fields ? `（${fields}）` : ''}`);
      }
      if (document[kind].length > SHOWN)
        console.log(`  ……另有 ${document[kind].length - SHOWN} 项${CHANGES[kind]}`);
    }
  }
  if (report.dryRun) console.log('试运行，未写入。');
  else
    console.log(
      report.published ? `已发布第 ${report.revision} 版。` : `没有变化，仍是第 ${report.revision} 版。`,
    );
}
