import { type DataSource, LessThan, LessThanOrEqual } from 'typeorm';
import { SignInTry } from '../../entities/sign-in-try.js';
import { SignInLockedError } from '../errors.js';
import { exclusive } from '../storage/exclusive.js';
import { installationHash } from '../storage/installation-hash.js';

/** Tries for one name before it is locked. */
export const MOST_TRIES_PER_NAME = 10;
/** Tries from one client: more, because a whole hall may share one address. */
export const MOST_TRIES_PER_CLIENT = 30;
/** How long a lock holds, and how long tries are remembered without another one. */
export const LOCK_MS = 15 * 60_000;

/** Who is trying to sign in. */
export interface SignInSubject {
  nameKey: string;
  /** Address, or network of an address. */
  client: string;
}

/**
 * Slows down guessing. A try is counted before the password is looked at, so that many at once count as many; names
 * that do not exist are counted and locked like those that do.
 */
export class SignInTries {
  private readonly hash;

  constructor(
    private readonly ds: DataSource,
    private readonly now: () => Date = () => new Date(),
  ) {
    this.hash = installationHash(ds, 'signIn');
  }

  /** @throws {SignInLockedError} when the name or the client has tried too often. */
  async count(subject: SignInSubject): Promise<void> {
    const [name, client] = await this.keysOf(subject);
    const locked = await exclusive(this.ds, async () => {
      const ofName = await this.countOne(name, MOST_TRIES_PER_NAME);
      const ofClient = await this.countOne(client, MOST_TRIES_PER_CLIENT);
      return Math.max(ofName, ofClient);
    });
    if (locked === 0) return;
    throw new SignInLockedError(Math.max(1, Math.ceil((locked - this.now().getTime()) / 1000)));
  }

  /** Forgets the tries for a name that signed in; what its client tried for others stays. */
  async succeeded(subject: SignInSubject): Promise<void> {
    const [name, client] = await this.keysOf(subject);
    await exclusive(this.ds, async () => {
      await this.ds.manager.delete(SignInTry, { subject: name });
      await this.ds.manager.decrement(SignInTry, { subject: client }, 'tries', 1);
    });
  }

  /** Lifts the lock of a name. */
  async unlock(nameKey: string): Promise<void> {
    const [name] = await this.keysOf({ nameKey, client: '' });
    await exclusive(this.ds, () => this.ds.manager.delete(SignInTry, { subject: name }));
  }

  /** @returns until when a name is locked, or null. */
  async lockedUntil(nameKey: string): Promise<string | null> {
    const [name] = await this.keysOf({ nameKey, client: '' });
    const row = await this.ds.manager.findOneBy(SignInTry, { subject: name });
    return row?.lockedUntil && row.lockedUntil > this.now().toISOString() ? row.lockedUntil : null;
  }

  /** Deletes what no longer matters. @returns how many rows went. */
  async deleteExpired(): Promise<number> {
    const before = new Date(this.now().getTime() - LOCK_MS).toISOString();
    const result = await exclusive(this.ds, () =>
      this.ds.manager.delete(SignInTry, { lastAt: LessThan(before) }),
    );
    return result.affected ?? 0;
  }

  /**
   * Single statements, each whole by itself: a transaction would make processes that count the same name wait for each
   * other in a circle.
   *
   * @returns until when the subject is locked, in milliseconds since 1970; 0 when it is not.
   */
  private async countOne(subject: string, most: number): Promise<number> {
    const { manager } = this.ds;
    const time = this.now().getTime();
    const lastAt = new Date(time).toISOString();
    const forgotten = LessThanOrEqual(new Date(time - LOCK_MS).toISOString());
    // `lastAt` stands still while a lock holds, so this ends locks, too.
    const anew = await manager.update(
      SignInTry,
      { subject, lastAt: forgotten },
      { tries: 1, lastAt, lockedUntil: null },
    );
    if (anew.affected) return 0;
    await this.increment(subject, lastAt);
    const { tries, lockedUntil } = await manager.findOneByOrFail(SignInTry, { subject });
    if (lockedUntil) return Date.parse(lockedUntil);
    // The try after the last allowed one is refused, and begins the lock.
    const until = tries > most ? time + LOCK_MS : 0;
    await manager.update(
      SignInTry,
      { subject },
      { lastAt, lockedUntil: until === 0 ? null : new Date(until).toISOString() },
    );
    return until;
  }

  private async increment(subject: string, lastAt: string): Promise<void> {
    const { manager } = this.ds;
    if ((await manager.increment(SignInTry, { subject }, 'tries', 1)).affected) return;
    try {
      await manager.insert(SignInTry, { subject, tries: 1, lastAt, lockedUntil: null });
    } catch (error) {
      // Another process may have been faster; whatever else went wrong is thrown on.
      if (!(await manager.increment(SignInTry, { subject }, 'tries', 1)).affected) throw error;
    }
  }

  private keysOf({ nameKey, client }: SignInSubject): Promise<[string, string]> {
    return Promise.all([this.hash.of(`name ${nameKey}`), this.hash.of(`client ${client}`)]);
  }
}
