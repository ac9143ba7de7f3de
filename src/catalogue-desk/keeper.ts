import type { StaffAccount } from '../../entities/staff-account.js';
import type { AuditLog } from '../staff/audit/audit-log.js';
import type { StaffAction, StaffScope } from '../staff/permissions.js';

/** Who works at the catalogue desk. */
export type Keeper = Pick<StaffAccount, 'id' | 'name' | 'grants'>;

/** What the desk needs of the accounts: who may do what where, and the log of changes. */
export interface DeskStaff {
  may(keeper: Pick<Keeper, 'grants'>, action: StaffAction, scope?: StaffScope): boolean;
  /** @throws {ForbiddenError} */
  assertMay(keeper: Pick<Keeper, 'grants'>, action: StaffAction, scope?: StaffScope): void;
  audit: Pick<AuditLog, 'change'>;
}
