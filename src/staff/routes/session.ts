import type Koa from 'koa';
import { clientOf } from '../../http/rate-limit.js';
import { defineRoute, type Route } from '../../http/route.js';
import { STAFF_ACTIONS } from '../permissions.js';
import { type SessionView, sessionView, signInRequest } from '../schemas.js';
import type { OpenSession } from '../sessions.js';
import type { Staff } from '../staff.js';
import { defineStaffRoute, STAFF_COOKIE } from '../staff-route.js';

/** Signing in and out. The cookie holds nothing but a secret; the rights stay on the server. */
export function sessionRoutes(staff: Staff): Route[] {
  const basics = { path: '/api/v1/staff/session', tag: '工作人员' } as const;
  return [
    defineRoute({
      ...basics,
      method: 'POST',
      summary: '登录；成功后设置 Cookie',
      body: signInRequest,
      async handle({ body, ctx }) {
        const { token, maxAgeSeconds } = await staff.signIn(body, clientOf(ctx.ip));
        setCookie(ctx, token, maxAgeSeconds);
      },
    }),
    defineStaffRoute(staff, {
      ...basics,
      method: 'GET',
      summary: '当前登录的工作人员',
      action: null,
      response: sessionView,
      handle: ({ session }) => presentSession(staff, session),
    }),
    defineStaffRoute(staff, {
      ...basics,
      method: 'DELETE',
      summary: '退出登录（需要 X-CSRF-Token）',
      action: null,
      async handle({ ctx }) {
        await staff.sessions.close(ctx.cookies.get(STAFF_COOKIE) ?? '');
        setCookie(ctx, null, 0);
      },
    }),
  ];
}

function presentSession(staff: Staff, { account, csrfToken, expiresAt }: OpenSession): SessionView {
  const { name, grants, totpConfirmed } = account;
  return {
    name,
    roles: [...new Set(grants.map(({ role }) => role))],
    csrfToken,
    may: STAFF_ACTIONS.filter((action) => staff.may(account, action)),
    grants,
    secondFactor: totpConfirmed === 1,
    expiresAt,
  };
}

function setCookie(ctx: Koa.Context, token: string | null, maxAgeSeconds: number): void {
  // `Secure` follows the connection: a counter's desk may reach the server by plain HTTP inside one building.
  ctx.cookies.set(STAFF_COOKIE, token, {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    secure: ctx.secure,
    maxAge: maxAgeSeconds * 1000,
  });
}
