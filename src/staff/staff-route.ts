import type Koa from 'koa';
import type { StaffAccount } from '../../entities/staff-account.js';
import { CsrfError, NotSignedInError } from '../errors.js';
import { defineRoute, type JsonRoute, type Route, type RouteInput } from '../http/route.js';
import type { StaffAction } from './permissions.js';
import type { OpenSession } from './sessions.js';
import type { Staff } from './staff.js';

/** Name of the session's cookie. */
export const STAFF_COOKIE = 'wenban_staff';
const CSRF_HEADER = 'X-CSRF-Token';
/** Methods that change nothing need no token. */
const READING = new Set(['GET', 'HEAD']);

/** What a handler of a staff route gets besides: who is calling. */
export interface StaffInput<P, Q, B> extends RouteInput<P, Q, B> {
  account: StaffAccount;
  session: OpenSession;
}

interface StaffRoute<P, Q, B, R> extends Omit<JsonRoute<P, Q, B, R>, 'handle' | 'admit'> {
  /** What the caller must be allowed at least somewhere; null: being signed in is enough. */
  action: StaffAction | null;
  /** Checks the scope by itself (`staff.assertMay`) once it knows what the request touches. */
  handle(input: StaffInput<P, Q, B>): R | Promise<R>;
}

/**
 * Declares a route for staff: session, token and role are checked before anything of the request is read.
 */
export function defineStaffRoute<P = undefined, Q = undefined, B = undefined, R = void>(
  staff: Staff,
  { action, handle, ...route }: StaffRoute<P, Q, B, R>,
): Route {
  return defineRoute<P, Q, B, R>({
    ...route,
    async admit(ctx) {
      const session = await requireSession(staff, ctx);
      if (!READING.has(route.method) && ctx.get(CSRF_HEADER) !== session.csrfToken) throw new CsrfError();
      if (action) staff.assertMay(session.account, action);
      ctx.state.staffSession = session;
    },
    handle(input) {
      const session = input.ctx.state.staffSession as OpenSession;
      return handle({ ...input, session, account: session.account });
    },
  });
}

async function requireSession(staff: Staff, ctx: Koa.Context): Promise<OpenSession> {
  const token = ctx.cookies.get(STAFF_COOKIE);
  const session = token ? await staff.sessions.find(token) : null;
  if (!session) throw new NotSignedInError();
  return session;
}
