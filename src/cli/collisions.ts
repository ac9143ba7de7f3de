import 'dotenv/config';
import { loadConfig } from '../config.js';
import { findCollisions } from '../training/collisions.js';
import { openWenban } from '../wenban.js';
import { numberWithin, readArguments, runCommand } from './arguments.js';

/** Nearly everything is as like as less than the first. */
const LIKENESS = [0.01, 1] as const;
const USAGE = '用法：npm run -s collisions -- [--from 0.8] [--json]';

runCommand(async () => {
  const { values } = readArguments(
    { from: { type: 'string', default: '0.8' }, json: { type: 'boolean' } },
    USAGE,
  );
  const from = numberWithin(values.from, LIKENESS, USAGE);
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
