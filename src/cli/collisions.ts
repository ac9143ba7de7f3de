import 'dotenv/config';
import { loadConfig } from '../config.js';
import { findCollisions } from '../training/collisions.js';
import { openWenban } from '../wenban.js';
import { readArguments, runCommand, UsageError } from './arguments.js';

const USAGE = '用法：npm run -s collisions -- [--from 0.8] [--json]';

runCommand(async () => {
  const { values } = readArguments({ from: { type: 'string' }, json: { type: 'boolean' } }, USAGE);
  const from = Number(values.from ?? 0.8);
  if (!(from > 0 && from <= 1)) throw new UsageError(USAGE);
  const wenban = await openWenban(loadConfig(process.env), {
    onProgress: (message) => console.error(message),
  });
  try {
    const collisions = findCollisions(wenban.engine.current(), from);
    if (values.json) console.log(JSON.stringify(collisions, null, 2));
    else
      for (const { wording, item, other, otherWording, likeness } of collisions)
        console.log(`${likeness.toFixed(2)}  “${wording}”（${item}）  ≈  “${otherWording}”（${other}）`);
    console.error(`共 ${collisions.length} 处。`);
  } finally {
    await wenban.close();
  }
});
