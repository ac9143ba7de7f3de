import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { projectPath } from '../../src/project-root.js';

/** A server that has come to its end. */
export interface EndedServer {
  code: number | null;
  output: string;
  /** Files that each thread loaded, as Node itself tells; empty unless traced. */
  threads: string[][];
}

/**
 * Runs what `npm start` runs until it is ready, then stops it as a service manager does.
 * @param folder - for its database; kept, so that a second start is quick.
 * @param traced - notes what is loaded, which takes time.
 */
export async function runServer(
  folder: string,
  env: Record<string, string>,
  traced = false,
): Promise<EndedServer> {
  const coverage = mkdtempSync(join(folder, 'coverage-'));
  const server = spawn(process.execPath, [projectPath('dist', 'src', 'server.js')], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      DATABASE_URL: `sqlite:${join(folder, 'wenban.sqlite')}`,
      ...(traced ? { NODE_V8_COVERAGE: coverage } : {}),
      ...env,
    },
  });
  onTestFinished(() => void server.kill('SIGKILL'));
  const output = listenTo(server);
  const isUp = (): boolean => server.exitCode !== null || output().includes('问办已就绪');
  await expect.poll(isUp, { timeout: 200_000 }).toBe(true);
  if (server.exitCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  const threads = readdirSync(coverage).map((file) => {
    const { result } = JSON.parse(readFileSync(join(coverage, file), 'utf8')) as {
      result: { url: string }[];
    };
    return result.map(({ url }) => url);
  });
  return { code: server.exitCode, output: output(), threads };
}

function listenTo({ stdout, stderr }: ChildProcess): () => string {
  let output = '';
  for (const stream of [stdout, stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  return () => output;
}
