import { generateSync } from 'otplib';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StaffAccount } from '../../entities/staff-account.js';
import { StaffSession } from '../../entities/staff-session.js';
import {
  LastAdministratorError,
  SignInLockedError,
  WeakPasswordError,
  WrongCredentialsError,
} from '../../src/errors.js';
import { IDLE_MS, LONGEST_MS } from '../../src/staff/sessions.js';
import { LOCK_MS, MOST_TRIES_PER_CLIENT, MOST_TRIES_PER_NAME } from '../../src/staff/sign-in-tries.js';
import type { Staff } from '../../src/staff/staff.js';
import { engines, type TestDatabase } from '../storage/databases.js';
import { grantOf, openStaff, PASSWORD, type TestClock } from './support.js';

const CLIENT = '10.0.0.1';

describe.each(await engines())('signing in on $engine', { timeout: 60_000 }, ({ create }) => {
  let database: TestDatabase;
  let ds: DataSource;
  let staff: Staff;
  let clock: TestClock;

  beforeEach(async () => {
    database = await create();
    ({ ds, staff, clock } = await openStaff(database.url));
    await staff.accounts.create('命令行', '王工', PASSWORD, [grantOf('administrator')]);
  });
  afterEach(async () => {
    await ds.destroy();
    await database.drop();
  });

  const signIn = (over: { name?: string; password?: string; totp?: string; client?: string } = {}) => {
    const { client = CLIENT, ...request } = over;
    return staff.signIn({ name: '王工', password: PASSWORD, ...request }, client);
  };
  const outcome = (attempt: Promise<unknown>): Promise<string> =>
    attempt.then(
      () => 'in',
      (error: Error) => error.name,
    );

  it('opens a session of which the database holds no secret', async () => {
    const { token, maxAgeSeconds } = await signIn({ name: ' 王工' });
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(maxAgeSeconds).toBe(LONGEST_MS / 1000);
    const session = await staff.sessions.find(token);
    expect(session?.account.name).toBe('王工');
    expect(session?.csrfToken).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const stored = JSON.stringify([await ds.manager.find(StaffSession), await ds.manager.find(StaffAccount)]);
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(session?.csrfToken);
    expect(stored).not.toContain(PASSWORD);
    expect(stored).toContain('$argon2id$');
  });

  it('refuses a wrong password, an unknown name and a disabled account in the same way', async () => {
    await staff.accounts.create('命令行', '李工', PASSWORD, [grantOf('agent')]);
    await staff.accounts.change('王工', '李工', { disabled: true });
    for (const wrong of [{ password: 'wrong' }, { name: '没有的人' }, { name: '李工' }])
      expect(await outcome(signIn(wrong))).toBe(WrongCredentialsError.name);
  });

  it('locks a name after ten tries, known or not, for everybody and for a while', async () => {
    for (const name of ['王工', '没有的人']) {
      for (let i = 0; i < MOST_TRIES_PER_NAME; i++)
        await staff.tries.count({ nameKey: name, client: `10.0.1.${i}` });
      expect(await outcome(signIn({ name, client: '10.0.2.1' }))).toBe(SignInLockedError.name);
    }
    clock.move(LOCK_MS - 1000);
    expect(await outcome(signIn())).toBe(SignInLockedError.name);
    clock.move(1000);
    expect(await outcome(signIn())).toBe('in');
  });

  it('counts tries that arrive at once, each of them', async () => {
    const tries = Array.from({ length: 20 }, () => outcome(signIn({ password: 'wrong' })));
    const outcomes = await Promise.all(tries);
    expect(outcomes.filter((one) => one === WrongCredentialsError.name)).toHaveLength(MOST_TRIES_PER_NAME);
    expect(await outcome(signIn())).toBe(SignInLockedError.name);
  });

  it('locks a client that tries many names, and nobody else', async () => {
    for (let i = 0; i < MOST_TRIES_PER_CLIENT; i++)
      await staff.tries.count({ nameKey: `name-${i}`, client: CLIENT });
    expect(await outcome(signIn())).toBe(SignInLockedError.name);
    expect(await outcome(signIn({ client: '10.0.0.2' }))).toBe('in');
  });

  it('forgets tries after a success, and a lock when it is lifted', async () => {
    const subject = { nameKey: '王工', client: '10.9.9.9' };
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < MOST_TRIES_PER_NAME - 1; i++) await staff.tries.count(subject);
      expect(await outcome(signIn())).toBe('in');
    }
    for (let i = 0; i < MOST_TRIES_PER_NAME; i++) await staff.tries.count(subject);
    expect(await outcome(staff.tries.count(subject))).toBe(SignInLockedError.name);
    expect(await staff.tries.lockedUntil('王工')).not.toBeNull();
    await staff.tries.unlock('王工');
    expect(await outcome(signIn())).toBe('in');
  });

  it('ends a session that is idle, too long, signed out, or whose account changed', async () => {
    const idle = await signIn();
    clock.move(IDLE_MS - 1000);
    expect(await staff.sessions.find(idle.token)).not.toBeNull();
    clock.move(IDLE_MS - 1000);
    expect(await staff.sessions.find(idle.token)).not.toBeNull();
    clock.move(IDLE_MS + 1000);
    expect(await staff.sessions.find(idle.token)).toBeNull();

    const long = await signIn();
    for (let used = 0; used < LONGEST_MS; used += IDLE_MS / 2) {
      expect(await staff.sessions.find(long.token)).not.toBeNull();
      clock.move(IDLE_MS / 2);
    }
    expect(await staff.sessions.find(long.token)).toBeNull();

    const left = await signIn();
    await staff.sessions.close(left.token);
    expect(await staff.sessions.find(left.token)).toBeNull();

    const [here, elsewhere] = [await signIn(), await signIn()];
    const kept = await staff.sessions.find(here.token);
    await staff.accounts.change('王工', '王工', { password: 'another-pass-8' }, kept?.tokenHash);
    expect(await staff.sessions.find(here.token)).not.toBeNull();
    expect(await staff.sessions.find(elsewhere.token)).toBeNull();
    expect(await outcome(signIn())).toBe(WrongCredentialsError.name);

    expect(await staff.sessions.deleteExpired()).toBe(0);
    clock.move(LONGEST_MS);
    expect(await staff.sessions.deleteExpired()).toBe(1);
    expect(await ds.manager.count(StaffSession)).toBe(0);
  });

  it('asks for the code of a second factor once it is confirmed, and takes each code once', async () => {
    const account = await staff.accounts.get('王工');
    const { secret, uri, sealed } = await staff.secondFactor.enrol(account.id, account.name);
    expect(uri).toContain(`secret=${secret}`);
    expect(sealed).not.toContain(secret);
    const codeNow = (): string => generateSync({ secret, epoch: clock.now().getTime() / 1000 });
    const set = { totpSealed: sealed, totpLastStep: 0 };
    await staff.accounts.setSecondFactor(account, 'account.totp_enrol', { ...set, totpConfirmed: 0 });
    expect(await outcome(signIn())).toBe('in');
    await staff.accounts.setSecondFactor(account, 'account.totp_confirm', { ...set, totpConfirmed: 1 });

    expect(await outcome(signIn())).toBe(WrongCredentialsError.name);
    expect(await outcome(signIn({ totp: '000000' }))).toBe(WrongCredentialsError.name);
    expect(await outcome(signIn({ totp: codeNow(), password: 'wrong' }))).toBe(WrongCredentialsError.name);
    expect(await outcome(signIn({ totp: codeNow() }))).toBe('in');
    expect(await outcome(signIn({ totp: codeNow() }))).toBe(WrongCredentialsError.name);
    clock.move(60_000);
    const atOnce = await Promise.all([1, 2].map(() => outcome(signIn({ totp: codeNow() }))));
    expect(atOnce.sort()).toEqual([WrongCredentialsError.name, 'in'].sort());
    await expect(staff.secondFactor.stepOf(sealed, 'other-account', codeNow(), 0)).rejects.toThrow();
  });

  it('takes no password that is guessed first, and no name twice', async () => {
    for (const password of ['short', '12345678', 'aaaaaaaa', 'xx李工xxxxx'])
      await expect(staff.accounts.create('王工', '李工', password, [])).rejects.toThrow(WeakPasswordError);
    await expect(staff.accounts.create('王工', '<b>', PASSWORD, [])).rejects.toMatchObject({
      code: 'staff.invalid_name',
    });
    await staff.accounts.create('王工', 'Li.Gong', PASSWORD, []);
    await expect(staff.accounts.create('王工', 'li.gong', PASSWORD, [])).rejects.toMatchObject({
      code: 'staff.name_taken',
    });
  });

  it('always leaves somebody who may manage all accounts', async () => {
    const bounded = [grantOf('administrator', { regions: ['500111'] })];
    for (const change of [{ disabled: true }, { grants: [] }, { grants: bounded }])
      await expect(staff.accounts.change('王工', '王工', change)).rejects.toThrow(LastAdministratorError);
    await staff.accounts.create('王工', '李工', PASSWORD, [grantOf('administrator')]);
    await staff.accounts.change('李工', '王工', { disabled: true });
    expect((await staff.accounts.get('王工')).disabledAt).not.toBeNull();
  });
});
