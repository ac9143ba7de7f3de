import { pages, type StaffPage } from './pages.js';
import { can, session } from './session.js';

/** @returns whether the account may open a page. */
export function mayOpen({ action, withoutStore }: StaffPage): boolean {
  if (session.status === 'away') return withoutStore === true;
  return session.status === 'in' && (action === null || can(action));
}

/** @returns the page to begin with: the first in the bar that the account may open. */
export function homePath(): string {
  return pages.find((page) => page.nav && mayOpen(page))?.path ?? '/staff/me';
}
