import Router from '@koa/router';
import Koa from 'koa';
import type { Config } from '../config.js';
import { FeatureNotAvailableError, MethodNotAllowedError, RouteNotFoundError } from '../errors.js';
import { createLogger, type Logger } from '../log.js';
import { createMetrics, type Metrics } from '../metrics.js';
import { projectPath } from '../project-root.js';
import { edge, type RequestState } from './edge.js';
import { setPageHeaders } from './headers.js';
import { describeApi } from './openapi.js';
import { type PageFolder, Pages } from './pages.js';
import { createRateLimiter, type SharedCounter } from './rate-limit.js';
import { compileRoute, type Handler, type Route } from './route.js';
import { askRoutes } from './routes/ask.js';
import { catalogueRoutes } from './routes/catalogue.js';
import { guidanceRoutes } from './routes/guidance.js';
import { feedbackRoutes } from './routes/people.js';
import { docsRoutes, systemRoutes } from './routes/system.js';
import { templateRoutes } from './routes/templates.js';
import type { Services } from './services.js';

/** Parts that not every deployment or test has. */
export interface AppOptions {
  logger?: Logger;
  /** Share it with the other channels, which count their questions with `recordAnswer`. */
  metrics?: Metrics;
  /** Routes of other parts: channel callbacks, mini-program, staff, HSDS. */
  routes?: readonly Route[];
  /** Folders of pages; the residents' chat page and the desks of staff when left out. */
  pages?: readonly PageFolder[];
  /** Redis, to count requests together with other processes. */
  sharedCounter?: SharedCounter | null;
}

/** Prefixes of the contract that other parts fill; until one does they answer 501. */
const RESERVED_PREFIXES = ['/api/v1/mini-program', '/api/v1/staff', '/hsds'];

/** What the service shows people: the chat page as it is written, the desks as they are built. */
const PAGE_FOLDERS: readonly PageFolder[] = [
  { mount: '/', folder: projectPath('web', 'chat') },
  {
    mount: '/staff',
    folder: projectPath('dist', 'web', 'staff'),
    alsoAt: ['/desk', '/catalogue', '/staff'],
    hashed: '/staff/assets',
  },
];

type RouteMethod = 'get' | 'post' | 'put' | 'patch' | 'delete';

/**
 * Builds the Koa application; opens nothing, so that a test can make as many as it likes.
 * @throws {Error} when a response schema holds a union, which the serialiser would have to guess at.
 */
export function createApp(services: Services, config: Config, options: AppOptions = {}): Koa {
  const logger = options.logger ?? createLogger(config.LOG_LEVEL);
  const metrics = options.metrics ?? createMetrics(() => (services.ready() ? services.snapshot() : null));
  const routes = listRoutes(services, metrics, options.routes ?? []);
  const pages = new Pages(options.pages ?? PAGE_FOLDERS);
  const limit = createRateLimiter({
    perMinute: config.RATE_LIMIT_PER_MINUTE,
    shared: options.sharedCounter,
  });
  const app = new Koa({ proxy: config.TRUST_PROXY > 0, maxIpsCount: config.TRUST_PROXY });
  const dispatch = createDispatch(routes, pages, () => services.ready());
  app.use(edge({ metrics, logger, limit, dispatch }));
  // Everything a request throws is handled at the edge; what arrives here are connections that broke.
  app.on('error', (error: unknown) => logger.debug({ err: error }, 'connection failed'));
  return app;
}

/** @returns all routes of an application, in the order of the documentation. */
export function listRoutes(services: Services, metrics: Metrics, more: readonly Route[]): Route[] {
  const routes: Route[] = [
    ...askRoutes(services, metrics),
    ...catalogueRoutes(services),
    ...templateRoutes(),
    ...guidanceRoutes(services),
    ...feedbackRoutes(services),
    ...more,
    ...systemRoutes(services, metrics),
  ];
  routes.push(...docsRoutes(() => describeApi(routes)));
  return routes;
}

/**
 * Finds who serves a request: a path without parameters by one look-up (asking is one of these), then a page
 * in memory, then @koa/router.
 */
function createDispatch(routes: readonly Route[], pages: Pages, ready: () => boolean) {
  const router = new Router<RequestState, Koa.Context>({ sensitive: true });
  const fixed = new Map<string, { path: string; handle: Handler }>();
  for (const route of routes) {
    const { method, path } = route;
    const compiled = compileRoute(route, ready);
    const handle: Handler = path.startsWith('/docs')
      ? async (ctx, params) => {
          await setPageHeaders(ctx);
          await compiled(ctx, params);
        }
      : compiled;
    if (!path.includes(':')) fixed.set(`${method} ${path}`, { path, handle });
    router[method.toLowerCase() as RouteMethod](path, (ctx) => {
      ctx.state.route = path;
      return handle(ctx, ctx.params);
    });
  }
  reservePrefixes(router, routes);
  const matchRoute = router.routes();

  return async (ctx: Koa.Context): Promise<void> => {
    const found = fixed.get(`${ctx.method} ${ctx.path}`);
    if (found) {
      ctx.state.route = found.path;
      return found.handle(ctx, {});
    }
    if (pages.has(ctx.path)) return servePage(ctx, pages);
    // biome-ignore lint/suspicious/noExplicitAny: the router adds its own fields to the context
    await matchRoute(ctx as any, async () => refuse(ctx, router));
  };
}

function reservePrefixes(router: Router<RequestState, Koa.Context>, routes: readonly Route[]): void {
  for (const prefix of RESERVED_PREFIXES) {
    if (routes.some(({ path }) => path === prefix || path.startsWith(`${prefix}/`))) continue;
    for (const path of [prefix, `${prefix}/*rest`]) {
      router.all(path, () => {
        throw new FeatureNotAvailableError();
      });
    }
  }
}

async function servePage(ctx: Koa.Context, pages: Pages): Promise<void> {
  if (ctx.method !== 'GET' && ctx.method !== 'HEAD') throw new MethodNotAllowedError(['GET', 'HEAD']);
  ctx.state.route = '(page)';
  await setPageHeaders(ctx);
  pages.send(ctx);
}

/** No handler took the request: the path is unknown, or known with other methods only. */
function refuse(ctx: Koa.Context, router: Router<RequestState, Koa.Context>): void {
  const methods = new Set(router.match(ctx.path, ctx.method).path.flatMap((layer) => layer.methods));
  if (methods.size === 0) throw new RouteNotFoundError();
  if (ctx.method !== 'OPTIONS') throw new MethodNotAllowedError([...methods]);
  ctx.status = 204;
  ctx.set('Allow', [...methods, 'OPTIONS'].join(', '));
}
