import { createHash, randomBytes } from 'node:crypto';
import { type DataSource, LessThanOrEqual } from 'typeorm';
import { StaffAccount } from '../../entities/staff-account.js';
import { StaffSession } from '../../entities/staff-session.js';
import { exclusive } from '../storage/exclusive.js';

/** Without use a session ends: the desk was left. Its page tells of use, not of being open. */
export const IDLE_MS = 60 * 60_000;
/** A session ends however much it is used: one shift. */
export const LONGEST_MS = 12 * 60 * 60_000;
/** Use is noted this exactly, not at every request. */
const NOTED_EVERY_MS = 60_000;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A session that holds, with its account as it is now. */
export interface OpenSession {
  account: StaffAccount;
  tokenHash: string;
  csrfToken: string;
  expiresAt: string;
}

/** Sessions of staff: a random secret in the browser, its hash in the database. */
export class StaffSessions {
  constructor(
    private readonly ds: DataSource,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @returns the secret for the cookie. */
  async open(accountId: string): Promise<{ token: string; maxAgeSeconds: number }> {
    const token = randomBytes(32).toString('base64url');
    const createdAt = this.now().toISOString();
    await exclusive(this.ds, () =>
      this.ds.manager.insert(StaffSession, {
        tokenHash: hashOf(token),
        accountId,
        createdAt,
        lastSeenAt: createdAt,
        expiresAt: new Date(this.now().getTime() + LONGEST_MS).toISOString(),
      }),
    );
    return { token, maxAgeSeconds: LONGEST_MS / 1000 };
  }

  /** @returns the session of a cookie; null when it was never opened, is over, or its account is disabled. */
  async find(token: string): Promise<OpenSession | null> {
    if (!TOKEN.test(token)) return null;
    const tokenHash = hashOf(token);
    const session = await this.ds.manager.findOneBy(StaffSession, { tokenHash });
    if (!session) return null;
    const time = this.now().getTime();
    const idle = time - Date.parse(session.lastSeenAt);
    if (idle > IDLE_MS || time >= Date.parse(session.expiresAt)) return null;
    const account = await this.ds.manager.findOneBy(StaffAccount, { id: session.accountId });
    if (!account || account.disabledAt !== null) return null;
    if (idle > NOTED_EVERY_MS) await this.noteUse(tokenHash);
    return { account, tokenHash, csrfToken: csrfTokenOf(token), expiresAt: session.expiresAt };
  }

  async close(token: string): Promise<void> {
    await exclusive(this.ds, () => this.ds.manager.delete(StaffSession, { tokenHash: hashOf(token) }));
  }

  /** Deletes sessions that are over. @returns how many went. */
  async deleteExpired(): Promise<number> {
    const time = this.now().getTime();
    const result = await exclusive(this.ds, () =>
      this.ds.manager.delete(StaffSession, [
        { expiresAt: LessThanOrEqual(new Date(time).toISOString()) },
        { lastSeenAt: LessThanOrEqual(new Date(time - IDLE_MS).toISOString()) },
      ]),
    );
    return result.affected ?? 0;
  }

  private async noteUse(tokenHash: string): Promise<void> {
    const lastSeenAt = this.now().toISOString();
    await exclusive(this.ds, () => this.ds.manager.update(StaffSession, { tokenHash }, { lastSeenAt }));
  }
}

/** The secret has 256 random bits; a plain hash is enough. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Follows from the secret, which scripts of the page cannot read, and tells nothing about it. */
function csrfTokenOf(token: string): string {
  return createHash('sha256').update(`csrf ${token}`).digest('base64url');
}
