import type { DataSource } from 'typeorm';
import { StaffAccount } from '../../entities/staff-account.js';
import type { RegionTree } from '../catalogue/regions.js';
import { ForbiddenError, WrongCodeError, WrongCredentialsError } from '../errors.js';
import type { Logger } from '../log.js';
import type { CleanUpJob } from '../storage/clean-up.js';
import { exclusive } from '../storage/exclusive.js';
import { nameKeyOf, StaffAccounts } from './accounts.js';
import { AuditLog } from './audit/audit-log.js';
import { isPassword } from './passwords.js';
import { may, type StaffAction, type StaffScope } from './permissions.js';
import type { SignInRequest } from './schemas.js';
import { SecondFactor } from './second-factor.js';
import { StaffSessions } from './sessions.js';
import { SignInTries } from './sign-in-tries.js';

export interface StaffOptions {
  /** The regions being served: a grant for a region holds below it, too. */
  regions: () => RegionTree;
  log?: Logger;
  now?: () => Date;
}

/** Everything about who works with the desks and what they may do. */
export class Staff {
  readonly audit: AuditLog;
  readonly accounts: StaffAccounts;
  readonly sessions: StaffSessions;
  readonly tries: SignInTries;
  readonly secondFactor: SecondFactor;

  constructor(
    readonly dataSource: DataSource,
    private readonly options: StaffOptions,
  ) {
    const { now } = options;
    this.audit = new AuditLog(dataSource, now);
    this.accounts = new StaffAccounts(dataSource, this.audit, now);
    this.sessions = new StaffSessions(dataSource, now);
    this.tries = new SignInTries(dataSource, now);
    this.secondFactor = new SecondFactor(dataSource, now);
  }

  /** What to run from time to time. */
  get cleanUp(): CleanUpJob[] {
    return [
      { name: 'staff sessions', run: () => this.sessions.deleteExpired() },
      { name: 'tries to sign in', run: () => this.tries.deleteExpired() },
    ];
  }

  get regions(): RegionTree {
    return this.options.regions();
  }

  /** @see {@link may} in permissions.ts. */
  may(account: Pick<StaffAccount, 'grants'>, action: StaffAction, scope: StaffScope = {}): boolean {
    return may(account, action, scope, this.regions);
  }

  /** @throws {ForbiddenError} */
  assertMay(account: Pick<StaffAccount, 'grants'>, action: StaffAction, scope: StaffScope = {}): void {
    if (!this.may(account, action, scope)) throw new ForbiddenError();
  }

  /**
   * Signs somebody in. A wrong name costs the same work and gives the same answer as a wrong password.
   *
   * @param client - address of the client, or its network.
   * @returns the secret for the cookie.
   * @throws {SignInLockedError | WrongCredentialsError}
   */
  async signIn({ name, password, totp }: SignInRequest, client: string) {
    const subject = { nameKey: nameKeyOf(name), client };
    await this.tries.count(subject);
    const account = await this.accounts.find(name);
    const usable = account !== null && account.disabledAt === null;
    const known = await isPassword(usable ? account.passwordHash : null, password);
    if (!known || !account || !(await this.passesSecondFactor(account, totp))) {
      this.options.log?.warn('sign-in of staff refused');
      throw new WrongCredentialsError();
    }
    await this.tries.succeeded(subject);
    return this.sessions.open(account.id);
  }

  /**
   * Asks somebody who is signed in once more, counting as a try to sign in.
   *
   * @param code - null where the second factor is not asked.
   * @throws {WrongCodeError | SignInLockedError}
   */
  async assertIdentity(
    account: StaffAccount,
    password: string,
    code: string | null | undefined,
  ): Promise<void> {
    const subject = { nameKey: account.nameKey, client: account.id };
    await this.tries.count(subject);
    const fits = await isPassword(account.passwordHash, password);
    if (!fits || !(code === null || (await this.passesSecondFactor(account, code))))
      throw new WrongCodeError();
    await this.tries.succeeded(subject);
  }

  /** @returns whether the code fits, or none is needed; a code is used up by this. */
  async passesSecondFactor(account: StaffAccount, code: string | undefined): Promise<boolean> {
    if (account.totpConfirmed === 0 || account.totpSealed === null) return true;
    const { id, totpSealed, totpLastStep } = account;
    const step = await this.secondFactor.stepOf(totpSealed, id, code, totpLastStep);
    if (step === null) return false;
    // Of two requests with the same code at once only one finds the step as it was.
    const used = await exclusive(this.dataSource, () =>
      this.dataSource.manager.update(StaffAccount, { id, totpLastStep }, { totpLastStep: step }),
    );
    return used.affected === 1;
  }
}
