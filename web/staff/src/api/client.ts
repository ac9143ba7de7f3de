import { ApiError, type Problem, unreadable } from './problem.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What happens between the page and the server that everybody has to know. */
export interface Listener {
  /** The session is over. */
  onSignedOut(): void;
  /** Whether the last request that needed the database found it. */
  onStore(there: boolean): void;
}

let csrfToken = '';
let listener: Listener = { onSignedOut() {}, onStore() {} };

/** Sets the token that every change carries. */
export function useCsrfToken(token: string): void {
  csrfToken = token;
}

export function listen(to: Listener): void {
  listener = to;
}

/**
 * Calls the API.
 *
 * @param path - below `/api/v1`, e.g. `/staff/accounts`.
 * @param signal - gives up, e.g. when the next letter was typed; rejects with an `AbortError`.
 * @throws {ApiError}
 */
export async function call<T = void>(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const response = await send(method, path, body, signal);
  const forStaff = path.startsWith('/staff/');
  if (response.ok) {
    if (forStaff) listener.onStore(true);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
  const problem = await problemOf(response);
  if (problem.code === 'staff.not_signed_in') listener.onSignedOut();
  if (problem.code === 'store.away') listener.onStore(false);
  throw new ApiError(problem);
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  call<T>('GET', path, undefined, signal);
export const post = <T = void>(path: string, body?: unknown, signal?: AbortSignal): Promise<T> =>
  call<T>('POST', path, body, signal);
export const put = <T = void>(path: string, body?: unknown): Promise<T> => call<T>('PUT', path, body);
export const patch = <T = void>(path: string, body?: unknown): Promise<T> => call<T>('PATCH', path, body);
/** Sends a file as it is. @throws {ApiError} */
export const upload = <T>(path: string, file: File): Promise<T> => call<T>('POST', path, file);
export const remove = <T = void>(path: string): Promise<T> => call<T>('DELETE', path);

/** @returns `?a=1&b=2` of what is given; what is undefined, null or empty is left out. */
export function queryOf(values: Readonly<Record<string, string | number | null | undefined>>): string {
  const given = Object.entries(values).filter(([, value]) => value != null && value !== '');
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`;
}

async function send(method: Method, path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(`/api/v1${path}`, {
      method,
      signal,
      credentials: 'same-origin',
      headers: {
        Accept: 'application/json',
        ...(body === undefined
          ? {}
          : { 'Content-Type': body instanceof Blob ? 'application/octet-stream' : 'application/json' }),
        ...(method === 'GET' ? {} : { 'X-CSRF-Token': csrfToken }),
      },
      body: body === undefined || body instanceof Blob ? body : JSON.stringify(body),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(unreadable(0));
  }
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const problem: unknown = await response.json();
    if (typeof (problem as Problem).detail === 'string') return problem as Problem;
  } catch {
    // Not a problem document: told below.
  }
  return unreadable(response.status);
}
