import type { Route } from '../../http/route.js';
import type { Staff } from '../staff.js';
import { accountRoutes } from './accounts.js';
import { auditRoutes } from './audit.js';
import { ownAccountRoutes } from './own-account.js';
import { sessionRoutes } from './session.js';

/** Every route about who works here. */
export function staffRoutes(staff: Staff): Route[] {
  return [
    ...sessionRoutes(staff),
    ...ownAccountRoutes(staff),
    ...accountRoutes(staff),
    ...auditRoutes(staff),
  ];
}
