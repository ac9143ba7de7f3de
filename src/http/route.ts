import type Koa from 'koa';
import { z } from 'zod';
import { FeatureNotAvailableError, InvalidRequestError, NotReadyError } from '../errors.js';
import { readJson } from './body.js';
import { faultsOf } from './faults.js';
import { serializerOf } from './json-schema.js';
import { compressed, sendUnlessKnown } from './transfer.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a handler gets: everything already checked against its schema. */
export interface RouteInput<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  /** For cookies and headers only; the body is what the handler returns. */
  ctx: Koa.Context;
}

interface RouteBasics {
  method: Method;
  /** As @koa/router takes it: `/api/v1/items/:id`. */
  path: string;
  /** One Chinese line for the documentation. */
  summary: string;
  /** Chinese heading it stands under in the documentation. */
  tag: string;
}

/** A route with JSON in and out. Schemas left out: no parameters, no query, no body, no content (204). */
export interface JsonRoute<P = unknown, Q = unknown, B = unknown, R = unknown> extends RouteBasics {
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  body?: z.ZodType<B>;
  /** Only what it declares leaves the server. */
  response?: z.ZodType<R>;
  /** Writes the response by itself, where the compiled schema is too slow; the same fields, nothing more. */
  write?(result: R): Buffer;
  /** Media type of what `write` gives; JSON unless told. */
  contentType?: string;
  /** Status of success; 200, or 204 without a response. */
  status?: number;
  /** Needs a session in `Authorization: Bearer …`, which the handler checks; for the documentation. */
  bearer?: boolean;
  /** Carries an ETag; who has the answer already gets 304. */
  conditional?: boolean;
  /** Compressed when the caller asks for it; never where a secret stands beside what a caller chose. */
  compressed?: boolean;
  /** Answers 503 until the catalogue is loaded. */
  needsCatalogue?: boolean;
  /** Looks at who is calling before anything of the request is read; throws to refuse. */
  admit?(ctx: Koa.Context): Promise<void>;
  /** `false`: part of the contract, but not of this deployment; answers 501. */
  available?: boolean;
  handle(input: RouteInput<P, Q, B>): R | Promise<R>;
}

/** A route that reads and writes by itself: pages, metrics, callbacks of other platforms. */
export interface RawRoute extends RouteBasics {
  /** Media type of a success, for the documentation. */
  contentType: string;
  serve(ctx: Koa.Context): void | Promise<void>;
}

export type Route = JsonRoute | RawRoute;

/** Answers one request; errors are thrown and become problem documents further out. */
export type Handler = (ctx: Koa.Context, params: Readonly<Record<string, string>>) => void | Promise<void>;

/** Declares a JSON route with the types its schemas give, ready for a list of routes. */
export function defineRoute<P = undefined, Q = undefined, B = undefined, R = void>(
  route: JsonRoute<P, Q, B, R>,
): Route {
  return route as unknown as Route;
}

const NO_QUERY = z.strictObject({});
const NOTHING: Readonly<Record<string, string>> = Object.freeze({});

/**
 * Compiles a route once, at the start.
 * @param ready - whether the catalogue is loaded.
 */
export function compileRoute(route: Route, ready: () => boolean): Handler {
  if ('serve' in route) return (ctx) => route.serve(ctx);
  if (route.available === false) {
    return () => {
      throw new FeatureNotAvailableError();
    };
  }
  const {
    params: paramsSchema,
    query: querySchema = NO_QUERY,
    body: bodySchema,
    response,
    needsCatalogue,
  } = route;
  const write = route.write ?? (response ? bytesOf(serializerOf(response)) : null);
  const status = route.status ?? (write ? 200 : 204);
  const handle: Handler = async (ctx, params) => {
    if (route.admit) await route.admit(ctx);
    if (needsCatalogue && !ready()) throw new NotReadyError();
    const input = {
      params: paramsSchema ? parse(paramsSchema, params, 'path') : undefined,
      query: parse(querySchema, queryOf(ctx), 'query'),
      body: bodySchema ? parse(bodySchema, await readJson(ctx.req), 'body') : undefined,
      ctx,
    };
    const result = await route.handle(input);
    ctx.status = status;
    if (!write) return;
    ctx.res.setHeader('Content-Type', route.contentType ?? 'application/json; charset=utf-8');
    const bytes = write(result);
    if (route.conditional) sendUnlessKnown(ctx, bytes);
    else ctx.body = bytes;
  };
  return route.compressed ? compressed(handle) : handle;
}

/** Bytes rather than text: Koa would measure a text, and Node encode it a second time. */
function bytesOf(serialize: (value: unknown) => string): (value: unknown) => Buffer {
  return (value) => Buffer.from(serialize(value));
}

function parse<T>(schema: z.ZodType<T>, input: unknown, whole: string): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new InvalidRequestError(faultsOf(parsed.error, input, whole));
}

/** An empty value (`?q=&region=`) is what a form sends for a field left blank: not given. */
function queryOf(ctx: Koa.Context): Readonly<Record<string, unknown>> {
  if (ctx.querystring === '') return NOTHING;
  return Object.fromEntries(Object.entries(ctx.query).filter(([, value]) => value !== ''));
}
