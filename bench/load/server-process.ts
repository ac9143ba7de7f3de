import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A server under measurement, in a process of its own. */
export interface ServerProcess {
  url: string;
  /** CPU time used so far in user and kernel, in microseconds; null where /proc does not tell. */
  cpuMicros(): number | null;
  /** Resident memory in MB; null where /proc does not tell. */
  residentMb(): number | null;
  stop(): Promise<void>;
}

/** Longest a server may take to say where it listens, in milliseconds. */
const START_TIMEOUT_MS = 60_000;

/**
 * Starts a Node program that prints its address on standard error.
 *
 * @param nodeOptions - e.g. `--cpu-prof`.
 * @throws {Error} with what the program printed, when it ends or stays silent.
 */
export async function startServer(
  script: string,
  env: Record<string, string>,
  folder: string,
  nodeOptions: readonly string[] = [],
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...nodeOptions, script], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const url = await addressOf(child);
  return {
    url,
    cpuMicros: () => cpuMicrosOf(child.pid),
    residentMb: () => residentMbOf(child.pid),
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Fields 14 and 15 of /proc/PID/stat, counted in ticks of 10 ms. */
function cpuMicrosOf(pid: number | undefined): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  } catch {
    return null;
  }
}

function residentMbOf(pid: number | undefined): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const fail = (): void => {
      child.kill('SIGKILL');
      reject(new Error(`the server did not start: ${printed}`));
    };
    const timer = setTimeout(fail, START_TIMEOUT_MS);
    child.once('exit', fail);
    child.stderr?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /http:\/\/[\d.]+:\d+/.exec(printed)?.[0];
      if (!url) return;
      clearTimeout(timer);
      child.off('exit', fail);
      resolve(url);
    });
  });
}
