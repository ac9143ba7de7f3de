import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.js';
import { maskPersonalNumbers } from './privacy/mask.js';

export type { Logger } from 'pino';

/** Keys whose values never reach a log: what residents write, and secrets. */
const PRIVATE_KEYS = [
  'question',
  'reply',
  'speech',
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
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = (error as { code?: unknown }).code;
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    stack: maskPersonalNumbers(error.stack ?? error.message),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
