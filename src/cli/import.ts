import 'dotenv/config';
import { loadSnapshot } from '../catalogue/compile.js';
import { loadRegions } from '../catalogue/load-regions.js';
import { applyDrafts, type PublishReport } from '../catalogue/publish.js';
import { readStored } from '../catalogue/stored-catalogue.js';
import { checkDrafts } from '../checks/check-catalogue.js';
import type { Finding } from '../checks/finding.js';
import { findingLines } from '../checks/print-findings.js';
import { todayInBeijing } from '../clock.js';
import { loadConfig } from '../config.js';
import { type ReturnedForms, takeReturnedForms } from '../export/returned-forms.js';
import type { ReadResult } from '../import/draft.js';
import { FIELD_LABELS } from '../import/layouts/implementation-rows.js';
import { readDocument } from '../import/read-document.js';
import { connectRedis, untilConnected } from '../storage/redis.js';
import { openWenban } from '../wenban.js';
import { readArguments, runCommand, UsageError } from './arguments.js';

const USAGE = '用法：npm run -s import -- 文件… [--region 垫江县] [--dry-run] [--partial] [--json]';
const SHOWN = 20;
const FIELD_NAMES = new Map(FIELD_LABELS);
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
  let returned: ReturnedForms | null = null;
  if (usable.length > 0) {
    const config = loadConfig(process.env);
    const redis = config.REDIS_URL && !values['dry-run'] ? connectRedis(config.REDIS_URL) : null;
    if (redis) await untilConnected(redis);
    const wenban = await openWenban(config, { onProgress: say, redis });
    try {
      returned = takeReturnedForms(
        usable,
        await loadSnapshot(wenban.dataSource, undefined, { forStaff: true }),
        await readStored(wenban.dataSource.manager),
        todayInBeijing(),
      );
      faults.push(...returned.faults);
      const { results: lists, edits } = returned;
      findings = checkDrafts(lists, wenban.catalogue.current(), todayInBeijing());
      if (returned.faults.length === 0 || values.partial)
        report = await applyDrafts(wenban.dataSource, lists, {
          dryRun: values['dry-run'],
          partial: values.partial,
          edits,
        });
      if (report?.published) await wenban.announce();
    } finally {
      await wenban.close();
      redis?.disconnect();
    }
  }
  if (values.json) {
    const forms = returned && { changed: returned.changed, unchanged: returned.unchanged };
    console.log(JSON.stringify({ report, faults, findings, forms }, null, 2));
  } else {
    if (returned) printReturned(returned);
    print(report, faults);
    printErrors(findings);
  }
  if (faults.length > 0) process.exitCode = 1;
});

/** What came back in an exported workbook. */
function printReturned({ changed, unchanged }: ReturnedForms): void {
  if (changed.length === 0 && unchanged === 0) return;
  console.log(`导出后改回的实施清单：变更 ${changed.length}，未变 ${unchanged}`);
  for (const { entry, name, fields } of changed.slice(0, SHOWN))
    console.log(`  变更 ${entry} ${name}（${fields.map((field) => FIELD_NAMES.get(field)).join('、')}）`);
  if (changed.length > SHOWN) console.log(`  ……另有 ${changed.length - SHOWN} 项变更`);
}

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
