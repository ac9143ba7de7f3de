import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/**
 * Reads one line from standard input, without showing it when somebody types it.
 *
 * @param prompt - Chinese, shown on a terminal only.
 * @returns the first line without its end; '' when there is none.
 */
export async function readSecret(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  const typed = Boolean(stdin.isTTY);
  if (typed) stderr.write(prompt);
  // On a terminal readline would echo what is typed to its output: this one swallows it.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output, terminal: typed });
  try {
    for await (const line of lines) return line;
    return '';
  } finally {
    lines.close();
    if (typed) stderr.write('\n');
  }
}
