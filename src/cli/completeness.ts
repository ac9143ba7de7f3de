import 'dotenv/config';
import { countByMatter } from '../asked-questions/count-by-matter.js';
import { completeness } from '../checks/completeness.js';
import {
  alignedTable,
  COMPLETENESS_VIEWS,
  type CompletenessView,
  completenessTable,
} from '../checks/completeness-table.js';
import { todayInBeijing } from '../clock.js';
import { loadConfig } from '../config.js';
import { BYTE_ORDER_MARK, csvLine } from '../export/csv.js';
import { createDataSource } from '../storage/data-source.js';
import { readArguments, runCommand, UsageError, wholeNumber } from './arguments.js';
import { loadPublished } from './published.js';

const USAGE =
  '用法：npm run -s completeness [-- --by region|agency|matter] [--top 120] [--json | --csv]\n' +
  '  36 项要素的完整程度；--by matter 列出被问最多、其次最不完整的事项。';

runCommand(async () => {
  const { values, positionals } = readArguments(
    {
      by: { type: 'string' },
      top: { type: 'string', default: '120' },
      json: { type: 'boolean' },
      csv: { type: 'boolean' },
    },
    USAGE,
  );
  const { by = 'region', json, csv } = values;
  if (positionals.length > 0 || !isView(by) || (json && csv)) throw new UsageError(USAGE);
  const top = wholeNumber(values.top, [1, 999_999], USAGE);
  const dataSource = await createDataSource(loadConfig(process.env).DATABASE_URL).initialize();
  try {
    const snapshot = await loadPublished(dataSource);
    const figures = completeness(snapshot, todayInBeijing(), await countByMatter(dataSource));
    const table = completenessTable(figures, by, top);
    if (csv) process.stdout.write(BYTE_ORDER_MARK + table.map(csvLine).join(''));
    else if (json) {
      const { byRegion, byAgency, implementations, total } = figures;
      const chosen = { region: byRegion, agency: byAgency, matter: implementations.slice(0, top) };
      console.log(JSON.stringify({ total, by, rows: chosen[by] }, null, 2));
    } else {
      for (const line of alignedTable(table)) console.log(line);
      const { implementations, ownScore, score } = figures.total;
      console.log(`共 ${implementations} 份实施清单：本地写明 ${ownScore}%，加上级统一规定能答 ${score}%。`);
    }
  } finally {
    await dataSource.destroy();
  }
});

function isView(text: string): text is CompletenessView {
  return (COMPLETENESS_VIEWS as readonly string[]).includes(text);
}
