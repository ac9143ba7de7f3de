import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.js';
import { maskPersonalNumbers } from './privacy/mask.js';
import { stackFrames } from './privacy/stack-frames.js';

export type { Logger } from 'pino';

/** Keys whose values never reach a log: what residents write, and secrets. */
const PRIVATE_KEYS = [
  'question',
  'reply',
  'speech',
  'sms',
  'comment',
  'facts',
  'body',
  'password',
  'totp',
  'token',
  'secret',
  'cookie',
  'authorization',
  'openId',
  'phone',
  'idNumber',
];

/**
 * Makes the process's logger: one JSON object a line.
 * @param destination - where lines go; standard output when left out.
 */
export function createLogger(level: Config['LOG_LEVEL'], destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: PRIVATE_KEYS.flatMap((key) => [key, `*.${key}`]), censor: '[hidden]' },
    serializers: { err: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Only these fields: drivers hang queries with their parameters on errors, and those hold what people wrote. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = (error as { code?: unknown }).code;
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    stack: quotesInput(error)
      ? stackFrames(error).join('\n')
      : maskPersonalNumbers(error.stack ?? error.message),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/**
 * Errors whose message repeats what was worked on: JSON.parse quotes the text, databases the value that did not fit.
 * Their code and place are enough to find the fault.
 */
function quotesInput(error: Error): boolean {
  return error instanceof SyntaxError || ['query', 'sql', 'driverError'].some((field) => field in error);
}
