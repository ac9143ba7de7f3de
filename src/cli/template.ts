import { writeFile } from 'node:fs/promises';
import { buildTemplate, type WorkbookStyle } from '../import/implementation-workbook.js';
import { readArguments, runCommand, UsageError } from './arguments.js';

const USAGE =
  '用法：npm run -s template [-- --style form|rows] [--out 文件.xlsx]\n' +
  '  form：竖表，一个事项一张工作表；rows：横表，一个事项一行。';
const NAMES: Record<WorkbookStyle, string> = { form: '实施清单填报表.xlsx', rows: '实施清单汇总表.xlsx' };

/** Writes an empty 实施清单 for staff to fill in. */
runCommand(async () => {
  const { values, positionals } = readArguments(
    { style: { type: 'string' }, out: { type: 'string' } },
    USAGE,
  );
  const { style = 'form' } = values;
  if (positionals.length > 0 || !isStyle(style)) throw new UsageError(USAGE);
  const { out = NAMES[style] } = values;
  await writeFile(out, await buildTemplate(style)).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`无法写入“${out}”（${error.code ?? ''}），请换一个位置。`);
  });
  console.error(`已写入 ${out}`);
});

function isStyle(text: string): text is WorkbookStyle {
  return text in NAMES;
}
