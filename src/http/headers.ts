import type { ServerResponse } from 'node:http';
import type Koa from 'koa';
import helmet from 'koa-helmet';

/** For answers that are data: nothing in them may run, be framed, be guessed at or be kept. */
const DATA_HEADERS: readonly (readonly [string, string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cache-Control', 'no-store'],
];

/** Sets the constant headers of an API response; a handful, because this runs for every question. */
export function setDataHeaders(res: ServerResponse): void {
  for (const [name, value] of DATA_HEADERS) res.setHeader(name, value);
}

const SELF = ["'self'"];

const protectPage = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: SELF,
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: SELF,
      frameAncestors: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
});

/** Headers of pages people open: everything from this server, no inline script or style. */
export async function setPageHeaders(ctx: Koa.Context): Promise<void> {
  // Voice input and "near me" are the only devices the pages may ask for.
  ctx.set('Permissions-Policy', 'camera=(), microphone=(self), geolocation=(self), payment=(), usb=()');
  await protectPage(ctx, async () => {});
}
