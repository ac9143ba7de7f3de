import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import {
  BadRequestError,
  BodyTooLargeError,
  EmptyBodyError,
  InvalidUtf8Error,
  MalformedJsonError,
  RequestTimeoutError,
  UnsupportedMediaError,
} from '../errors.js';

/** Largest body of an API request, in bytes. */
export const MAX_BODY_BYTES = 64 * 1024;

/** A body that takes longer than this does not arrive at all. */
const BODY_MS = 15_000;

const JSON_TYPE = /^application\/json *(; *charset *= *"?utf-8"? *)?$/i;

/**
 * Reads a JSON body: bounded, strictly UTF-8, never compressed.
 * @throws {UnsupportedMediaError | BodyTooLargeError | EmptyBodyError | InvalidUtf8Error | MalformedJsonError}
 */
export async function readJson(req: IncomingMessage): Promise<unknown> {
  const { 'content-type': type, 'content-encoding': encoding } = req.headers;
  if (type !== 'application/json' && !JSON_TYPE.test(type ?? '')) {
    throw hasBody(req) ? new UnsupportedMediaError() : new EmptyBodyError();
  }
  if (encoding !== undefined && encoding !== 'identity') throw new UnsupportedMediaError();
  const bytes = await readBytes(req, MAX_BODY_BYTES);
  if (bytes.length === 0) throw new EmptyBodyError();
  if (!isUtf8(bytes)) throw new InvalidUtf8Error();
  // RFC 8259 lets a reader pass over a byte order mark, which some Windows tools write.
  const text = bytes[0] === 0xef && bytes[1] === 0xbb ? bytes.toString('utf8', 3) : bytes.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedJsonError();
  }
}

/**
 * Reads a body of any type.
 * @param limitBytes - more than this rejects at once; Node then discards what still arrives.
 * @param withinMs - time for the whole body.
 * @throws {BodyTooLargeError | RequestTimeoutError}
 * @throws {BadRequestError} when the caller goes away half-way.
 */
export function readBytes(
  req: IncomingMessage,
  limitBytes: number,
  withinMs: number = BODY_MS,
): Promise<Buffer> {
  let timer: NodeJS.Timeout | undefined;
  const body = new Promise<Buffer>((resolve, reject) => {
    timer = setTimeout(() => {
      req.removeAllListeners('data');
      req.resume();
      reject(new RequestTimeoutError());
    }, withinMs);
    if (Number(req.headers['content-length'] ?? 0) > limitBytes) {
      reject(new BodyTooLargeError(limitBytes));
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) {
        chunks.push(chunk);
        return;
      }
      req.removeAllListeners('data');
      req.resume();
      reject(new BodyTooLargeError(limitBytes));
    });
    req.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    req.once('error', () => reject(new BadRequestError()));
  });
  return body.finally(() => clearTimeout(timer));
}

function hasBody(req: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': transfer } = req.headers;
  return transfer !== undefined || (length !== undefined && length !== '0');
}
