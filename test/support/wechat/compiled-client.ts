import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import type { IsolatedClient } from '../../../src/channels/wechaty/isolated-client.js';
import { projectPath } from '../../../src/project-root.js';

/** Builds what is not built yet: a thread and a server run compiled files. */
export function makeReady(): void {
  const { status } = spawnSync(process.execPath, [projectPath('scripts', 'ensure-ready.mjs')], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the project could not be built');
}

export const COMPILED_CLIENT = projectPath('dist', 'src', 'channels', 'wechaty', 'isolated-client.js');

/** @returns the client that lives in a thread, as `npm start` runs it. */
export async function compiledClient(): Promise<typeof IsolatedClient> {
  makeReady();
  return (await import(pathToFileURL(COMPILED_CLIENT).href)).IsolatedClient;
}
