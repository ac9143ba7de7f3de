import { randomUUID } from 'node:crypto';
import { type DataSource, type EntityManager, IsNull } from 'typeorm';
import { StaffAccount, type StaffGrant } from '../../entities/staff-account.js';
import { StaffSession } from '../../entities/staff-session.js';
import {
  ChangedMeanwhileError,
  InvalidStaffNameError,
  LastAdministratorError,
  StaffAccountNotFoundError,
  StaffNameTakenError,
} from '../errors.js';
import type { AuditLog } from './audit/audit-log.js';
import { assertStrongPassword, hashPassword } from './passwords.js';

/** What can change about an account; what is left out stays. */
export interface AccountChange {
  grants?: StaffGrant[];
  disabled?: boolean;
  password?: string;
  /** Takes the second factor away, e.g. when the phone is lost. */
  removeSecondFactor?: boolean;
  /** The version the caller saw; another one in the database refuses the change. */
  version?: number;
}

const NAME = /^[\p{Script=Han}A-Za-z0-9._-]{2,32}$/u;

/** @returns the form by which names are compared. */
export function nameKeyOf(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/** Keeps the accounts of staff. Every change goes to the audit log with it. */
export class StaffAccounts {
  constructor(
    private readonly ds: DataSource,
    private readonly audit: AuditLog,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @returns all accounts by name. */
  list(): Promise<StaffAccount[]> {
    return this.ds.manager.find(StaffAccount, { order: { nameKey: 'ASC' } });
  }

  /** @returns the account, also a disabled one, or null. */
  find(name: string): Promise<StaffAccount | null> {
    return this.ds.manager.findOneBy(StaffAccount, { nameKey: nameKeyOf(name) });
  }

  /** @throws {StaffAccountNotFoundError} */
  async get(name: string): Promise<StaffAccount> {
    const account = await this.find(name);
    if (!account) throw new StaffAccountNotFoundError(name);
    return account;
  }

  /**
   * @param actor - who does it.
   * @throws {InvalidStaffNameError | WeakPasswordError | StaffNameTakenError}
   */
  async create(actor: string, name: string, password: string, grants: StaffGrant[]): Promise<StaffAccount> {
    const shown = name.normalize('NFKC').trim();
    if (!NAME.test(shown)) throw new InvalidStaffNameError();
    assertStrongPassword(password, shown);
    const account: StaffAccount = {
      id: randomUUID(),
      name: shown,
      nameKey: nameKeyOf(shown),
      passwordHash: await hashPassword(password),
      grants,
      totpSealed: null,
      totpConfirmed: 0,
      totpLastStep: 0,
      disabledAt: null,
      createdAt: this.now().toISOString(),
      version: 1,
    };
    await this.audit.change(actor, async (manager, record) => {
      if (await manager.existsBy(StaffAccount, { nameKey: account.nameKey }))
        throw new StaffNameTakenError(shown);
      await manager.insert(StaffAccount, account);
      await record('account.create', shown, { grants });
    });
    return account;
  }

  /**
   * Changes an account. A new password, and being disabled, end its sessions.
   *
   * @param keepSession - hash of the session that stays: of whoever changes the own password.
   * @throws {StaffAccountNotFoundError | WeakPasswordError | ChangedMeanwhileError | LastAdministratorError}
   */
  async change(
    actor: string,
    name: string,
    change: AccountChange,
    keepSession: string | null = null,
  ): Promise<StaffAccount> {
    const { password, grants, disabled, removeSecondFactor } = change;
    if (password !== undefined) assertStrongPassword(password, name);
    const passwordHash = password === undefined ? undefined : await hashPassword(password);
    return this.audit.change(actor, async (manager, record) => {
      const account = await manager.findOneBy(StaffAccount, { nameKey: nameKeyOf(name) });
      if (!account) throw new StaffAccountNotFoundError(name);
      if (change.version !== undefined && change.version !== account.version)
        throw new ChangedMeanwhileError();
      const set: Partial<StaffAccount> = { version: account.version + 1 };
      if (grants !== undefined) {
        await record('account.grants', account.name, { before: account.grants, after: grants });
        set.grants = grants;
      }
      if (disabled !== undefined) {
        await record(disabled ? 'account.disable' : 'account.enable', account.name);
        set.disabledAt = disabled ? this.now().toISOString() : null;
      }
      if (passwordHash !== undefined) {
        await record('account.password', account.name);
        set.passwordHash = passwordHash;
      }
      if (removeSecondFactor) {
        await record('account.totp_remove', account.name);
        Object.assign(set, { totpSealed: null, totpConfirmed: 0, totpLastStep: 0 });
      }
      await manager.update(StaffAccount, { id: account.id }, set);
      if (managesAll(account)) await assertAdministrator(manager);
      if (passwordHash !== undefined || disabled) await endSessions(manager, account.id, keepSession);
      return { ...account, ...set };
    });
  }

  /** Stores what belongs to the second factor of one's own account, noting it. */
  async setSecondFactor(
    account: Pick<StaffAccount, 'id' | 'name'>,
    action: 'account.totp_enrol' | 'account.totp_confirm' | 'account.totp_remove',
    set: Pick<StaffAccount, 'totpConfirmed' | 'totpLastStep'> & { totpSealed?: string | null },
  ): Promise<void> {
    await this.audit.change(account.name, async (manager, record) => {
      await manager.update(StaffAccount, { id: account.id }, set);
      await record(action, account.name);
    });
  }
}

/** Whether an account may manage all others. */
function managesAll({ grants, disabledAt }: StaffAccount): boolean {
  if (disabledAt !== null) return false;
  return grants.some((one) => one.role === 'administrator' && one.regions.length + one.agencies.length === 0);
}

async function assertAdministrator(manager: EntityManager): Promise<void> {
  const active = await manager.findBy(StaffAccount, { disabledAt: IsNull() });
  if (!active.some(managesAll)) throw new LastAdministratorError();
}

async function endSessions(manager: EntityManager, accountId: string, keep: string | null): Promise<void> {
  const query = manager.createQueryBuilder().delete().from(StaffSession).where({ accountId });
  if (keep !== null) query.andWhere('tokenHash <> :keep', { keep });
  await query.execute();
}
