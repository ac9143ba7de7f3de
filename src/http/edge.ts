import { randomUUID } from 'node:crypto';
import type Koa from 'koa';
import type { Logger } from '../log.js';
import type { Metrics } from '../metrics.js';
import { maskPersonalNumbers } from '../privacy/mask.js';
import { setDataHeaders } from './headers.js';
import { replyProblem, toAppError } from './problem.js';
import type { RateLimiter } from './rate-limit.js';

/** Label of requests that met no declared route, so that scanners cannot fill the metrics with names. */
export const NO_ROUTE = '(none)';

/** What one request is known by inside the program. */
export interface RequestState {
  requestId: string;
  /** Declared path of the route that served it. */
  route: string;
}

interface Edge {
  metrics: Metrics;
  logger: Logger;
  limit: RateLimiter;
  dispatch: (ctx: Koa.Context) => void | Promise<void>;
}

const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

/**
 * The one outermost middleware: request id, headers, limit, errors, count and log. It is a single function
 * because every layer costs each question some microseconds.
 */
export function edge({ metrics, logger, limit, dispatch }: Edge): Koa.Middleware {
  const logsRequests = logger.isLevelEnabled('debug');
  return async (ctx) => {
    const started = logsRequests ? performance.now() : 0;
    const given = ctx.req.headers['x-request-id'];
    const requestId = isRequestId(given) ? given : randomUUID();
    const state = ctx.state as RequestState;
    state.requestId = requestId;
    state.route = NO_ROUTE;
    ctx.res.setHeader('X-Request-Id', requestId);
    setDataHeaders(ctx.res);
    try {
      if (isLimited(ctx.path)) limit(ctx.ip);
      await dispatch(ctx);
    } catch (error) {
      replyError(ctx, error, logger);
    }
    const { method, status } = ctx;
    metrics.recordRequest(method, state.route, status);
    if (logsRequests) {
      const tookMs = Math.round((performance.now() - started) * 1000) / 1000;
      logger.debug({ requestId, method, route: state.route, status, tookMs }, 'request');
    }
  };
}

/** An id of the caller's own, unless it is somebody's number: it gets into the log. */
function isRequestId(given: unknown): given is string {
  return typeof given === 'string' && REQUEST_ID.test(given) && maskPersonalNumbers(given) === given;
}

/** The limit guards what computes; health checks, scrapes and small files in memory stay free. */
function isLimited(path: string): boolean {
  return path.startsWith('/api/') || path.startsWith('/hsds');
}

function replyError(ctx: Koa.Context, thrown: unknown, logger: Logger): void {
  const { requestId, route } = ctx.state as RequestState;
  const error = toAppError(thrown, requestId);
  // A database that is away is expected by whoever calls, not by whoever runs the service.
  if (!error.expected || error.cause !== undefined) {
    logger.error({ requestId, route, code: error.code, err: error.cause ?? error }, 'request failed');
  }
  replyProblem(ctx, error, requestId);
}
