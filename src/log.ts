import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.js';

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

/** Digits that may be an identity number (15 or 18 places) or a telephone number. */
const PERSONAL_NUMBERS = /\d{17}[\dXx]|\d{15}|1\d{10}|0\d{2,3}-?\d{7,8}/g;

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
    stack: hidePersonalNumbers(error.stack ?? error.message),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** @returns the text with identity and telephone numbers replaced by `***`. */
export function hidePersonalNumbers(text: string): string {
  return text.replace(PERSONAL_NUMBERS, '***');
}
