import { generateSync } from 'otplib';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { StaffGrant } from '../../entities/staff-account.js';
import type { AppOptions } from '../../src/http/app.js';
import { createLogger } from '../../src/log.js';
import { staffRoutes } from '../../src/staff/routes/index.js';
import { fakeServices, startApp } from '../http/support.js';
import { grantOf, openStaff, PASSWORD } from './support.js';

const SESSION = '/api/v1/staff/session';
const ACCOUNTS = '/api/v1/staff/accounts';

/** The service with its staff, and how somebody works with it. */
async function startDesk(env: Record<string, string> = {}, options: AppOptions = {}) {
  const { ds, staff, clock } = await openStaff();
  const { call, postJson } = await startApp(fakeServices(), { routes: staffRoutes(staff), env, ...options });
  onTestFinished(() => ds.destroy());
  await staff.accounts.create('命令行', '王工', PASSWORD, [grantOf('administrator')]);
  const hire = (name: string, ...grants: StaffGrant[]) =>
    staff.accounts.create('王工', name, PASSWORD, grants);
  const signIn = async (name: string, more: object = {}) => {
    const reply = await postJson(SESSION, { name, password: PASSWORD, ...more });
    const cookie = reply.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const session = (await call(SESSION, { headers: { Cookie: cookie } })).json;
    const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
      call(path, {
        method,
        headers: {
          Cookie: cookie,
          'X-CSRF-Token': session.csrfToken,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    return { reply, cookie, session, send };
  };
  return { staff, clock, call, postJson, hire, signIn };
}

describe('a session over HTTP', { timeout: 60_000 }, () => {
  it('begins with a cookie no script can read and ends with signing out', async () => {
    const { call, signIn } = await startDesk();
    const { reply, cookie, session, send } = await signIn('王工');
    expect(reply.status).toBe(204);
    expect(reply.headers['set-cookie']?.[0]).toMatch(
      /^wenban_staff=[\w-]{43}; .*path=\/; .*samesite=strict; httponly$/i,
    );
    expect(session).toMatchObject({ name: '王工', roles: ['administrator'], secondFactor: false });
    expect(session.may).toContain('account.manage');
    expect((await send('DELETE', SESSION)).status).toBe(204);
    expect((await call(SESSION, { headers: { Cookie: cookie } })).json.code).toBe('staff.not_signed_in');
    expect((await send('GET', ACCOUNTS)).status).toBe(401);
  });

  it('is marked secure behind HTTPS', async () => {
    const { postJson } = await startDesk({ TRUST_PROXY: '1' });
    const body = { name: '王工', password: PASSWORD };
    const reply = await postJson(SESSION, body, { 'X-Forwarded-Proto': 'https' });
    expect(reply.headers['set-cookie']?.[0]).toMatch(/; secure/i);
  });

  it('is not believed when forged', async () => {
    const { call } = await startDesk();
    for (const forged of ['', 'x', 'a'.repeat(43), '../../etc', "' OR 1=1 --", '%00', 'a'.repeat(5000)]) {
      const reply = await call(SESSION, { headers: { Cookie: `wenban_staff=${forged}` } });
      expect(reply.status, forged).toBe(401);
    }
  });

  it('changes nothing without its own token', async () => {
    const { signIn, hire, staff } = await startDesk();
    await hire('李工', grantOf('administrator'));
    const [own, others] = [await signIn('王工'), await signIn('李工')];
    for (const token of ['', 'wrong', others.session.csrfToken]) {
      const reply = await own.send('POST', ACCOUNTS, { name: '张工' }, { 'X-CSRF-Token': token });
      expect(reply.json.code).toBe('staff.csrf');
    }
    expect(await staff.accounts.list()).toHaveLength(2);
  });

  it('refuses guessing with one answer and then a pause', async () => {
    const { postJson } = await startDesk();
    const replies = [];
    for (let i = 0; i < 11; i++) replies.push(await postJson(SESSION, { name: '王工', password: 'wrong' }));
    expect(replies.map(({ status }) => status)).toEqual([...Array(10).fill(401), 429]);
    expect(Number(replies[10]?.headers['retry-after'])).toBeGreaterThan(800);
    expect(replies[10]?.json.detail).toMatch(/15 分钟/);
  });

  it('answers before it reads what a stranger sends', async () => {
    const { call } = await startDesk();
    const reply = await call(ACCOUNTS, {
      method: 'POST',
      headers: { 'Content-Type': 'text/html' },
      body: '<',
    });
    expect(reply.json.code).toBe('staff.not_signed_in');
  });
});

describe('one’s own account', { timeout: 60_000 }, () => {
  it('gets a second factor that is asked from then on', async () => {
    const { clock, signIn, postJson } = await startDesk();
    const { send } = await signIn('王工');
    const path = '/api/v1/staff/second-factor';
    expect((await send('POST', path, { password: 'wrong' })).json.code).toBe('staff.wrong_code');
    const { secret, uri } = (await send('POST', path, { password: PASSWORD })).json;
    expect(uri).toMatch(/^otpauth:\/\/totp\//);
    const code = () => generateSync({ secret, epoch: clock.now().getTime() / 1000 });
    expect((await send('PUT', path, { code: '000000' })).status).toBe(422);
    expect((await send('PUT', path, { code: code() })).status).toBe(204);
    expect((await postJson(SESSION, { name: '王工', password: PASSWORD })).status).toBe(401);
    clock.move(60_000);
    expect((await signIn('王工', { totp: code() })).session.secondFactor).toBe(true);
    clock.move(60_000);
    expect((await send('POST', path, { password: PASSWORD })).status).toBe(422);
    expect((await send('POST', `${path}/removal`, { password: PASSWORD })).status).toBe(422);
    expect((await send('POST', `${path}/removal`, { password: PASSWORD, code: code() })).status).toBe(204);
    expect((await signIn('王工')).session.secondFactor).toBe(false);
  });

  it('changes its password and ends its other sessions', async () => {
    const { signIn } = await startDesk();
    const [here, elsewhere] = [await signIn('王工'), await signIn('王工')];
    const path = '/api/v1/staff/password';
    expect((await here.send('PUT', path, { current: 'wrong', password: 'new-password-1' })).status).toBe(422);
    expect((await here.send('PUT', path, { current: PASSWORD, password: '12345678' })).json.code).toBe(
      'staff.weak_password',
    );
    expect((await here.send('PUT', path, { current: PASSWORD, password: 'new-password-1' })).status).toBe(
      204,
    );
    expect((await here.send('GET', SESSION)).status).toBe(200);
    expect((await elsewhere.send('GET', SESSION)).status).toBe(401);
  });
});

describe('managing accounts', { timeout: 60_000 }, () => {
  it('is for administrators', async () => {
    const { hire, signIn } = await startDesk();
    for (const role of ['agent', 'editor', 'reviewer'] as const) {
      await hire(role, grantOf(role));
      const { session, send } = await signIn(role);
      expect(session.may).not.toContain('account.manage');
      for (const [method, path] of [
        ['GET', ACCOUNTS],
        ['POST', ACCOUNTS],
        ['PATCH', `${ACCOUNTS}/${role}`],
        ['GET', '/api/v1/staff/audit'],
        ['GET', '/api/v1/staff/audit/verification'],
      ] as const)
        expect((await send(method, path, method === 'GET' ? undefined : {})).json.code).toBe(
          'staff.forbidden',
        );
    }
  });

  it('creates, changes, locks out and lets in, all of it noted', async () => {
    const { signIn, postJson } = await startDesk();
    const { send } = await signIn('王工');
    const grants = [grantOf('agent', { regions: ['500111'] })];
    const made = await send('POST', ACCOUNTS, { name: '李工', password: PASSWORD, grants });
    expect([made.status, made.json]).toMatchObject([201, { name: '李工', grants, version: 1 }]);
    const agent = await signIn('李工');
    const path = `${ACCOUNTS}/${encodeURIComponent('李工')}`;
    const changed = await send('PATCH', path, { version: 1, grants: [grantOf('editor')] });
    expect(changed.json).toMatchObject({ version: 2, grants: [grantOf('editor')] });
    expect((await agent.send('GET', SESSION)).json.roles).toEqual(['editor']);
    expect((await send('PATCH', path, { version: 1, disabled: true })).json.code).toBe(
      'staff.changed_meanwhile',
    );
    expect((await send('PATCH', path, { version: 2, disabled: true })).status).toBe(200);
    expect((await agent.send('GET', SESSION)).status).toBe(401);
    expect((await postJson(SESSION, { name: '李工', password: PASSWORD })).status).toBe(401);
    for (let i = 0; i < 10; i++) await postJson(SESSION, { name: '李工', password: PASSWORD });
    expect((await send('GET', ACCOUNTS)).json.accounts[0].lockedUntil).not.toBeNull();
    await send('PATCH', path, { version: 3, disabled: false, unlock: true });
    expect((await postJson(SESSION, { name: '李工', password: PASSWORD })).status).toBe(204);

    const { entries } = (await send('GET', '/api/v1/staff/audit?limit=4')).json;
    expect(entries.map(({ action }: { action: string }) => action)).toEqual([
      'account.enable',
      'account.unlock',
      'account.disable',
      'account.grants',
    ]);
    const verdict = (await send('GET', '/api/v1/staff/audit/verification')).json;
    expect(verdict).toEqual({ entries: 6, head: entries[0].hash, fault: null });
  });

  it('stays within the bounds of who does it', async () => {
    const { hire, signIn } = await startDesk();
    await hire('大足管理员', grantOf('administrator', { regions: ['500111'] }));
    await hire('垫江话务员', grantOf('agent', { regions: ['500231'] }));
    const { send } = await signIn('大足管理员');
    const create = async (name: string, grant: StaffGrant) =>
      (await send('POST', ACCOUNTS, { name, password: PASSWORD, grants: [grant] })).status;
    expect(await create('大足话务员', grantOf('agent', { regions: ['500111'] }))).toBe(201);
    expect(await create('垫江二号', grantOf('agent', { regions: ['500231'] }))).toBe(403);
    expect(await create('全市', grantOf('agent'))).toBe(403);
    expect(await create('哪里', grantOf('agent', { regions: ['没有'] }))).toBe(422);
    const { accounts } = (await send('GET', ACCOUNTS)).json;
    const names = accounts.map(({ name }: { name: string }) => name).sort();
    expect(names).toEqual(['大足话务员', '大足管理员'].sort());
    for (const other of ['垫江话务员', '王工'])
      expect(
        (await send('PATCH', `${ACCOUNTS}/${encodeURIComponent(other)}`, { version: 1, disabled: true }))
          .status,
      ).toBe(404);
    expect((await send('GET', '/api/v1/staff/audit')).status).toBe(403);
  });
});

it('says that it cannot save while the database is away', async () => {
  const { staff, signIn, postJson } = await startDesk();
  const { send } = await signIn('王工');
  await staff.dataSource.destroy();
  const replies = [await postJson(SESSION, { name: '王工', password: PASSWORD }), await send('GET', SESSION)];
  await staff.dataSource.initialize();
  expect(replies.map(({ json }) => json.code)).toEqual(['store.away', 'store.away']);
  expect(replies[0]?.headers['retry-after']).toBe('5');
});

it('logs what it refuses without a secret or a word of it', async () => {
  const lines: string[] = [];
  const logger = createLogger('debug', { write: (line) => void lines.push(line) });
  const { call, postJson, hire, signIn } = await startDesk({}, { logger });
  await hire('小李', grantOf('agent'));
  const { cookie, session, send } = await signIn('小李');
  const forged = 'f'.repeat(43);
  await postJson(SESSION, { name: '小李', password: 'guess-of-somebody', totp: '135790' });
  await call(SESSION, { headers: { Cookie: `wenban_staff=${forged}` } });
  await send('POST', ACCOUNTS, { name: '张三三' }, { 'X-CSRF-Token': 'token-of-somebody' });
  await send('PATCH', `${ACCOUNTS}/${encodeURIComponent('王工')}`, { version: 1, disabled: true });
  expect((await send('DELETE', SESSION)).status).toBe(204);
  await send('GET', SESSION);
  expect(lines.length).toBeGreaterThan(5);
  const secrets = [
    PASSWORD,
    'guess-of-somebody',
    '135790',
    forged,
    'token-of-somebody',
    '张三三',
    '小李',
    '王工',
  ];
  for (const secret of [...secrets, session.csrfToken, cookie.split('=')[1]])
    expect(lines.join('')).not.toContain(secret);
  expect(lines.join('')).not.toContain(encodeURIComponent('王工'));
});
