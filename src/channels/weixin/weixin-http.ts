import { WeixinError, WeixinUnreachableError } from './weixin-errors.js';

/** One call of WeChat's server interface. */
export interface WeixinCall {
  /** e.g. `/cgi-bin/message/custom/send`. */
  path: string;
  query?: Readonly<Record<string, string>>;
  /** Sent as JSON with POST; without it the call is a GET. */
  body?: unknown;
}

/** Bytes of a medium with its type as the server names it. */
export interface Media {
  bytes: Buffer;
  contentType: string;
}

/** Time WeChat gets to answer one call, in milliseconds. */
const TIMEOUT_MS = 5_000;
/** Longest answer read: voice is up to 2 MB, images up to 10 MB. */
const MOST_BYTES = 12 * 1024 * 1024;

/**
 * Carries calls to WeChat and reads their answers; knows one thing about the far side, its base address. Neither
 * addresses nor bodies get into an error: they hold tokens, secrets and openids.
 */
export class WeixinHttp {
  /**
   * @param base - `https://api.weixin.qq.com` or a stand-in, without a slash at the end.
   * @param timeoutMs - for one call, milliseconds.
   */
  constructor(
    private readonly base: string,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {}

  /**
   * @returns the JSON object WeChat answered with.
   * @throws {WeixinError} for an `errcode` other than 0, which comes with status 200.
   * @throws {WeixinUnreachableError}
   */
  async json(call: WeixinCall): Promise<Record<string, unknown>> {
    return this.read(call, async (response) => parse(call.path, await bytesOf(response, call.path)));
  }

  /**
   * Fetches a medium. A refusal arrives as JSON in place of the bytes.
   * @throws {WeixinError | WeixinUnreachableError}
   */
  async media(call: WeixinCall): Promise<Media> {
    return this.read(call, async (response) => {
      const contentType = response.headers.get('content-type') ?? 'application/octet-stream';
      const bytes = await bytesOf(response, call.path);
      if (/json|text\/plain/.test(contentType)) parse(call.path, bytes);
      return { bytes, contentType };
    });
  }

  private async read<T>(
    { path, query, body }: WeixinCall,
    take: (response: Response) => Promise<T>,
  ): Promise<T> {
    const address = `${this.base}${path}${query ? `?${new URLSearchParams(query)}` : ''}`;
    try {
      const response = await fetch(address, {
        signal: AbortSignal.timeout(this.timeoutMs),
        redirect: 'error',
        ...(body === undefined
          ? {}
          : {
              method: 'POST',
              headers: { 'Content-Type': 'application/json' },
              body: JSON.stringify(body),
            }),
      });
      if (!response.ok) {
        await response.body?.cancel();
        throw new WeixinUnreachableError(path, 'status');
      }
      return await take(response);
    } catch (error) {
      if (error instanceof WeixinError || error instanceof WeixinUnreachableError) throw error;
      const late = error instanceof Error && error.name === 'TimeoutError';
      throw new WeixinUnreachableError(path, late ? 'timeout' : 'connection');
    }
  }
}

async function bytesOf(response: Response, path: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new WeixinUnreachableError(path, 'tooLarge');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(path: string, bytes: Buffer): Record<string, unknown> {
  let answer: unknown;
  try {
    answer = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new WeixinUnreachableError(path, 'malformed');
  }
  if (typeof answer !== 'object' || answer === null) throw new WeixinUnreachableError(path, 'malformed');
  const { errcode } = answer as { errcode?: unknown };
  if (errcode !== undefined && errcode !== 0) throw new WeixinError(path, Number(errcode));
  return answer as Record<string, unknown>;
}
