import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { implementationJsonSchema } from '../export/implementation-schema.js';
import { projectPath } from '../project-root.js';
import { runCommand } from './arguments.js';

/** Writes the JSON Schemas that ship in docs/schema/. */
runCommand(async () => {
  const file = projectPath('docs', 'schema', 'implementation.schema.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(implementationJsonSchema(), null, 2)}\n`);
  console.error(`已写入 ${file}`);
});
