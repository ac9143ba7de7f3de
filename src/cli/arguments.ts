import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Ends a command with one Chinese sentence on standard error. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Parses a command line; unknown options and missing values become a `UsageError` with the usage line. */
export function readArguments<Options extends NonNullable<ParseArgsConfig['options']>>(
  options: Options,
  usage: string,
  argv = process.argv.slice(2),
) {
  try {
    return parseArgs({ args: argv, options, allowPositionals: true, strict: true });
  } catch {
    throw new UsageError(usage);
  }
}

/** The least and the most that a number on a command line may be. */
type Bounds = readonly [least: number, most: number];

/** @throws {UsageError} with the usage line unless the text is a number between the bounds. */
export function numberWithin(text: string, [least, most]: Bounds, usage: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= least && number <= most)) throw new UsageError(usage);
  return number;
}

/** @throws {UsageError} with the usage line unless the text is a whole number between the bounds. */
export function wholeNumber(text: string, bounds: Bounds, usage: string): number {
  const number = numberWithin(text, bounds, usage);
  if (!Number.isInteger(number)) throw new UsageError(usage);
  return number;
}

/** Runs a command: its errors end it with code 1 and, where they are expected, without a stack. */
export function runCommand(command: () => Promise<void>): void {
  command().catch((error: unknown) => {
    const expected =
      error instanceof Error && ['UsageError', 'ConfigError', 'LexiconError'].includes(error.name);
    const detail = error instanceof Error && 'detail' in error ? String(error.detail) : null;
    console.error(expected ? error.message : (detail ?? error));
    process.exitCode = 1;
  });
}
