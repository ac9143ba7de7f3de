/** @import { AskResponse } from '../../src/answer/response.js' */

/**
 * A region as `GET /api/v1/regions` lists it.
 * @typedef {{ code: string, name: string, level: string, parent: string | null, shortNames?: string[] }} RegionEntry
 */

/** How long a question may take before the page offers to try again, in milliseconds. */
const TIMEOUT_MS = 20_000;

/** What went wrong, in words a resident can act on. */
export class RequestError extends Error {
  /**
   * @param {string} message - Chinese, shown as it is.
   * @param {{ status: number, retryAfterSeconds?: number }} facts - `status` 0: no answer from the network.
   */
  constructor(message, { status, retryAfterSeconds = 0 }) {
    super(message);
    this.name = 'RequestError';
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Whether the same request may succeed later: network, overload and server faults, not a refused question. */
  get retryable() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/**
 * @param {Response} response
 * @returns {Promise<RequestError>} with the `detail` of the problem document, if it has one.
 */
async function problemOf(response) {
  let detail = '';
  try {
    const problem = await response.json();
    if (typeof problem?.detail === 'string') detail = problem.detail;
  } catch {
    // A proxy in between may answer in HTML; then our own words follow.
  }
  const seconds = Number(response.headers.get('retry-after'));
  const fallback =
    response.status === 429 ? '问得太快了，请稍等一会儿再试。' : '系统暂时没有答上来，请稍后再试。';
  return new RequestError(detail || fallback, {
    status: response.status,
    retryAfterSeconds: Number.isFinite(seconds) ? seconds : 0,
  });
}

/**
 * @param {string} path
 * @param {{ method?: string, body?: unknown, signal?: AbortSignal }} [options]
 * @returns {Promise<any>} the parsed body, or null for 204.
 * @throws {RequestError} for no answer and for every answer that is not 2xx.
 */
async function request(path, { method = 'GET', body, signal } = {}) {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), TIMEOUT_MS);
  const stop = () => timeout.abort();
  signal?.addEventListener('abort', stop);
  /** @type {Response} */
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body
        ? { 'content-type': 'application/json', accept: 'application/json' }
        : { accept: 'application/json' },
      body: body ? JSON.stringify(body) : null,
      signal: timeout.signal,
    });
    if (response.ok) return response.status === 204 ? null : await response.json();
  } catch {
    throw new RequestError('网络不通或太慢，问题没有送到。请检查网络后重试。', { status: 0 });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
  throw await problemOf(response);
}

/**
 * @param {{ question: string, region?: string, sessionId?: string }} asked
 * @param {AbortSignal} signal
 * @returns {Promise<AskResponse>}
 */
export function ask(asked, signal) {
  return request('/api/v1/ask', { method: 'POST', body: { ...asked, channel: 'web' }, signal });
}

/** @returns {Promise<RegionEntry[]>} */
export async function fetchRegions() {
  const body = await request('/api/v1/regions');
  return Array.isArray(body?.regions) ? body.regions : [];
}

/**
 * @param {string} typed
 * @param {AbortSignal} signal
 * @returns {Promise<string[]>} completions, best first.
 */
export async function fetchSuggestions(typed, signal) {
  const body = await request(`/api/v1/suggest?q=${encodeURIComponent(typed)}`, { signal });
  return (body?.suggestions ?? []).map((/** @type {{ text: string }} */ suggestion) => suggestion.text);
}

/**
 * @param {string} itemId
 * @returns {Promise<Map<string, Record<string, string>>>} the printed rows of a matter by row key.
 */
export async function fetchPrintedRows(itemId) {
  const item = await request(`/api/v1/items/${encodeURIComponent(itemId)}`);
  const rows = new Map();
  for (const implementation of item?.implementations ?? [])
    for (const source of implementation.sources ?? []) if (source.row) rows.set(source.key, source.row);
  return rows;
}

/**
 * @param {{ sessionId: string, itemId?: string, rating: number, tags?: string[], comment?: string }} rated
 * @returns {Promise<null>}
 */
export function sendFeedback(rated) {
  return request('/api/v1/feedback', { method: 'POST', body: rated });
}
