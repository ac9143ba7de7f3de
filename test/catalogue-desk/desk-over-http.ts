import { expect } from 'vitest';
import type { StaffGrant } from '../../entities/staff-account.js';
import { fakeServices, startApp } from '../http/support.js';
import { PASSWORD } from '../staff/support.js';
import { runningDesk } from './running-desk.js';
import { entryOf } from './support.js';

const SESSION = '/api/v1/staff/session';
export const BASE = '/api/v1/staff/catalogue';

/** The service with its catalogue desk, and how somebody works with it. */
export async function startDesk(databaseUrl?: string) {
  const { ds, staff, catalogue, asker, routes } = await runningDesk(databaseUrl);
  const { call, postJson } = await startApp(fakeServices(), { routes });
  const signIn = async (name: string, ...grants: StaffGrant[]) => {
    await staff.accounts.create('命令行', name, PASSWORD, grants);
    const reply = await postJson(SESSION, { name, password: PASSWORD });
    const cookie = reply.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const { csrfToken } = (await call(SESSION, { headers: { Cookie: cookie } })).json;
    const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
      const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json';
      return call(encodeURI(`${BASE}${path}`), {
        method,
        headers: {
          Cookie: cookie,
          'X-CSRF-Token': csrfToken,
          ...(body === undefined ? {} : { 'Content-Type': type }),
          ...headers,
        },
        body: body === undefined || Buffer.isBuffer(body) ? body : JSON.stringify(body),
      });
    };
    const until = async (path: string, ends: readonly string[]) => {
      let reply = await send('GET', path);
      await expect
        .poll(
          async () => {
            reply = await send('GET', path);
            return reply.json.status;
          },
          { timeout: 60_000 },
        )
        .toSatisfy((status: string) => ends.includes(status));
      return reply.json;
    };
    return { send, until };
  };
  const { itemId, regionCode, agencyId } = await entryOf(ds, 'dj-017');
  const entry = `/entries/${itemId}/${regionCode}/${agencyId}`;
  return { ds, signIn, call, catalogue, asker, entry };
}
