import { stackFrames } from '../../privacy/stack-frames.js';

/** What may be logged of an error of Wechaty or a puppet: their messages hold ids, names and texts. */
export interface Fault {
  type: string;
  code?: string | number;
  /** First frames of the stack: places in code, no words. */
  at: string[];
}

const FRAMES = 3;
const NAME = /^[A-Za-z]{1,40}$/;
const CODE = /^[A-Z0-9_]{1,40}$/;

/** Reads name, code and place of an error, never its message. */
export function describeFault(error: unknown): Fault {
  if (!(error instanceof Error)) return { type: typeof error, at: [] };
  const { code } = error as { code?: unknown };
  const safeCode =
    typeof code === 'number' || (typeof code === 'string' && CODE.test(code)) ? code : undefined;
  return {
    type: NAME.test(error.name) ? error.name : 'Error',
    ...(safeCode === undefined ? {} : { code: safeCode }),
    at: stackFrames(error).slice(0, FRAMES),
  };
}
