import 'dotenv/config';
import { z } from 'zod';
import { loadConfig } from '../config.js';
import { openWenban } from '../wenban.js';
import { readArguments, runCommand, UsageError } from './arguments.js';

const USAGE =
  '用法：npm run -s ask -- "社保卡丢了怎么补" [--region 大足区] [--as-of 2021-04-01] [--json] [--explain]';

runCommand(async () => {
  const { values, positionals } = readArguments(
    {
      region: { type: 'string' },
      'as-of': { type: 'string' },
      json: { type: 'boolean' },
      explain: { type: 'boolean' },
    },
    USAGE,
  );
  const question = positionals.join(' ').trim();
  if (!question) throw new UsageError(USAGE);
  if (question.length > 500) throw new UsageError('问题太长，请控制在500字以内。');
  const asOf = values['as-of'];
  if (asOf !== undefined && !z.iso.date().safeParse(asOf).success)
    throw new UsageError(`--as-of 应为真实存在的日期，写成 2021-04-01 的样子，而不是“${asOf}”。`);
  const wenban = await openWenban(loadConfig(process.env), {
    onProgress: (message) => console.error(message),
  });
  try {
    const response = await wenban.asker.ask(
      { question, region: values.region },
      { explain: values.explain, asOf },
    );
    console.log(values.json || values.explain ? JSON.stringify(response, null, 2) : response.reply);
  } finally {
    await wenban.close();
  }
});
