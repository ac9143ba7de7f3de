import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import type Koa from 'koa';

/** A folder of finished pages and the path it is served at. */
export interface PageFolder {
  /** `/` or a path without a slash at its end, e.g. `/desk`. */
  mount: string;
  /** Absolute path; a folder that does not exist gives no pages. */
  folder: string;
  /** Paths that, with all below them, show the folder's index.html: addresses that its script tells apart. */
  alsoAt?: readonly string[];
  /** Path below which names carry a hash of their content: browsers need never ask again. */
  hashed?: string;
}

interface Page {
  type: string;
  etag: string;
  plain: Buffer;
  gzip: Buffer | null;
  cacheControl: string;
}

/** Only these kinds are served; anything else in the folder (sources, notes) stays private. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Below this compression costs more than it saves. */
const MIN_GZIP_BYTES = 1024;
/** Names carry no version, so browsers ask again; the answer is mostly an empty 304. */
const ASK_AGAIN = 'no-cache';
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * Pages kept in memory, found by exact path: a path that climbs out of the folder is simply no key.
 */
export class Pages {
  private readonly byPath = new Map<string, Page>();
  private readonly byPrefix: { prefix: string; except?: string; page: Page }[] = [];

  /** Reads the folders once; a change shows after a restart. */
  constructor(folders: readonly PageFolder[]) {
    for (const folder of folders) this.load(folder);
  }

  /** Whether a page stands at this path. */
  has(path: string): boolean {
    return this.find(path) !== undefined;
  }

  /** Sends the page at `ctx.path`; the caller made sure that it exists and that the method is GET or HEAD. */
  send(ctx: Koa.Context): void {
    const page = this.find(ctx.path);
    if (!page) return;
    ctx.set('ETag', page.etag);
    ctx.set('Cache-Control', page.cacheControl);
    ctx.status = 200;
    if (page.gzip) ctx.vary('Accept-Encoding');
    if (ctx.fresh) {
      ctx.status = 304;
      return;
    }
    ctx.set('Content-Type', page.type);
    const gzip = page.gzip && ctx.acceptsEncodings('gzip', 'identity') === 'gzip';
    if (gzip) ctx.set('Content-Encoding', 'gzip');
    ctx.body = gzip ? page.gzip : page.plain;
  }

  private find(path: string): Page | undefined {
    const page = this.byPath.get(path);
    if (page) return page;
    return this.byPrefix.find(
      ({ prefix, except }) =>
        // A script of an earlier build is not there any more; a page in its place would not run.
        (path === prefix || path.startsWith(`${prefix}/`)) && !(except && path.startsWith(`${except}/`)),
    )?.page;
  }

  private load({ mount: given, folder, alsoAt = [], hashed }: PageFolder): void {
    const mount = given === '/' ? '' : given;
    if (!existsSync(folder)) return;
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const type = TYPES[extname(entry.name)];
      if (!entry.isFile() || !type || entry.name.startsWith('.')) continue;
      const file = join(entry.parentPath, entry.name);
      const path = `${mount}/${relative(folder, file).split(sep).join('/')}`;
      const page = readPage(file, type, hashed && path.startsWith(`${hashed}/`) ? FOR_EVER : ASK_AGAIN);
      this.byPath.set(path, page);
      if (entry.name !== 'index.html') continue;
      if (path === `${mount}/index.html`)
        this.byPrefix.push(...alsoAt.map((prefix) => ({ prefix, except: hashed, page })));
      const directory = path.slice(0, -'index.html'.length);
      this.byPath.set(directory, page);
      if (directory.length > 1) this.byPath.set(directory.slice(0, -1), page);
    }
  }
}

function readPage(file: string, type: string, cacheControl: string): Page {
  const plain = readFileSync(file);
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  const compressible = plain.length >= MIN_GZIP_BYTES && /^text|json|svg/.test(type);
  return { type, etag, plain, gzip: compressible ? gzipSync(plain) : null, cacheControl };
}
