import type Koa from 'koa';
import { AppError, BadRequestError, InternalError, StoreAwayError } from '../errors.js';
import { fill, problemPhrases } from '../phrases/zh-CN.js';
import { isStoreAway } from '../storage/store-away.js';

/** RFC 9457 problem document, plus our stable `code` and the request id to quote to staff. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  requestId?: string;
  errors?: readonly { field: string; message: string }[];
}

/** @returns the error itself when it is ours, else one of ours that hides it. */
export function toAppError(error: unknown, requestId: string): AppError {
  if (error instanceof AppError) return error;
  // Koa and its parts throw http-errors for requests that cannot be read, e.g. a bad cookie.
  const { status, expose } = (error ?? {}) as { status?: unknown; expose?: unknown };
  if (expose === true && typeof status === 'number' && status >= 400 && status < 500)
    return new BadRequestError();
  if (isStoreAway(error)) return new StoreAwayError(error);
  return new InternalError(requestId, error);
}

/**
 * @param path - as called, without the query, which may hold a question.
 * @returns the document for one error.
 */
export function problemOf(error: AppError, path: string, requestId?: string): Problem {
  return {
    type: `/docs#${error.code}`,
    title: error.title,
    status: error.status,
    detail: error.detail,
    instance: path,
    code: error.code,
    ...(requestId ? { requestId } : {}),
    ...(error.faults ? { errors: error.faults } : {}),
  };
}

/** Writes the problem document of an error as the response. */
export function replyProblem(ctx: Koa.Context, error: AppError, requestId: string): void {
  ctx.status = error.status;
  for (const [name, value] of Object.entries(error.headers ?? {})) ctx.set(name, value);
  ctx.set('Cache-Control', 'no-store');
  ctx.type = 'application/problem+json';
  ctx.body = JSON.stringify(problemOf(error, ctx.path, requestId));
}

/** All codes with their words, for the documentation page. */
export function listProblems(): { code: string; title: string; detail: string }[] {
  return Object.entries(problemPhrases).map(([code, { title, detail }]) => ({
    code,
    title,
    detail: fill(detail, {}),
  }));
}
