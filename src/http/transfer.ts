import { createHash } from 'node:crypto';
import type Koa from 'koa';
import compress from 'koa-compress';
import type { Handler } from './route.js';

/** Below this compression costs more than it saves. */
const MIN_COMPRESSED_BYTES = 1_024;
const ETAG_LENGTH = 22;

const compressBody = compress({ threshold: MIN_COMPRESSED_BYTES });

/** Lets the answer of a handler travel as br or gzip when the caller asks for it. */
export function compressed(handle: Handler): Handler {
  return (ctx, params) => compressBody(ctx, async () => handle(ctx, params));
}

/**
 * Sends an answer with an ETag, or 304 to whoever has it already. Weak, because the same bytes may travel compressed.
 * Only the caller's own device may keep it, and has to ask again each time.
 */
export function sendUnlessKnown(ctx: Koa.Context, bytes: Buffer): void {
  const digest = createHash('sha256').update(bytes).digest('base64url');
  ctx.set('ETag', `W/"${digest.slice(0, ETAG_LENGTH)}"`);
  ctx.set('Cache-Control', 'private, no-cache');
  if (!ctx.fresh) {
    ctx.body = bytes;
    return;
  }
  ctx.status = 304;
  ctx.remove('Content-Type');
}
