import type { StaffAccount, StaffGrant } from '../../../entities/staff-account.js';
import { ForbiddenError, RegionUnknownError, StaffAccountNotFoundError } from '../../errors.js';
import type { Route } from '../../http/route.js';
import { mayGrant } from '../permissions.js';
import {
  type AccountView,
  accountParams,
  accountsResult,
  accountView,
  changeAccountRequest,
  createAccountRequest,
} from '../schemas.js';
import type { Staff } from '../staff.js';
import { defineStaffRoute } from '../staff-route.js';

const tag = '账号管理';

/** Accounts, for administrators; one bound to regions manages the accounts that lie within them. */
export function accountRoutes(staff: Staff): Route[] {
  const path = '/api/v1/staff/accounts';
  return [
    defineStaffRoute(staff, {
      method: 'GET',
      path,
      tag,
      summary: '可以管理的账号',
      action: 'account.manage',
      response: accountsResult,
      async handle({ account }) {
        const all = await staff.accounts.list();
        const own = all.filter((one) => manages(staff, account, one));
        return { accounts: await Promise.all(own.map((one) => present(staff, one))) };
      },
    }),
    defineStaffRoute(staff, {
      method: 'POST',
      path,
      tag,
      summary: '新建账号',
      action: 'account.manage',
      body: createAccountRequest,
      response: accountView,
      status: 201,
      async handle({ body: { name, password, grants }, account }) {
        assertMayGrant(staff, account, grants);
        return present(staff, await staff.accounts.create(account.name, name, password, grants));
      },
    }),
    defineStaffRoute(staff, {
      method: 'PATCH',
      path: `${path}/:name`,
      tag,
      summary: '修改授权，停用、启用，重设密码，解锁',
      action: 'account.manage',
      params: accountParams,
      body: changeAccountRequest,
      response: accountView,
      async handle({ params: { name }, body: { unlock, ...change }, account }) {
        const before = await staff.accounts.get(name);
        // Whoever may not manage an account does not learn that it exists.
        if (!manages(staff, account, before)) throw new StaffAccountNotFoundError(name);
        if (change.grants) assertMayGrant(staff, account, change.grants);
        if (unlock) await unlockAccount(staff, account.name, before);
        const changes = Object.keys(change).length > 1;
        return present(staff, changes ? await staff.accounts.change(account.name, name, change) : before);
      },
    }),
  ];
}

/** Lifts the lock of an account, noting who did. */
export async function unlockAccount(staff: Staff, actor: string, account: StaffAccount): Promise<void> {
  await staff.tries.unlock(account.nameKey);
  await staff.audit.change(actor, (_manager, record) => record('account.unlock', account.name));
}

function manages(staff: Staff, manager: StaffAccount, { grants }: StaffAccount): boolean {
  return grants.every((grant) => mayGrant(manager, grant, staff.regions));
}

function assertMayGrant(staff: Staff, account: StaffAccount, grants: readonly StaffGrant[]): void {
  for (const code of grants.flatMap(({ regions }) => regions))
    if (!staff.regions.findByCode(code)) throw new RegionUnknownError(code);
  if (!grants.every((grant) => mayGrant(account, grant, staff.regions))) throw new ForbiddenError();
}

async function present(staff: Staff, account: StaffAccount): Promise<AccountView> {
  const { name, nameKey, grants, totpConfirmed, disabledAt, createdAt, version } = account;
  return {
    name,
    grants,
    secondFactor: totpConfirmed === 1,
    disabledAt,
    lockedUntil: await staff.tries.lockedUntil(nameKey),
    createdAt,
    version,
  };
}
