import type Koa from 'koa';
import { CsrfError, FeatureNotAvailableError, NotSignedInError } from '../../errors.js';
import { defineRoute, type Route } from '../route.js';
import { feedbackRequest, feedbackResult, signInRequest, staffSessionView } from '../schemas/people.js';
import type { Services, StaffService } from '../services.js';

/** Name of the staff session's cookie. */
export const STAFF_COOKIE = 'wenban_staff';

/** 好差评. */
export function feedbackRoutes(services: Services): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/v1/feedback',
      tag: '评价',
      summary: '好差评：对一次答复打分并留言',
      body: feedbackRequest,
      response: feedbackResult,
      status: 201,
      available: services.feedback !== undefined,
      async handle({ body }) {
        if (!services.feedback) throw new FeatureNotAvailableError();
        return { id: await services.feedback(body) };
      },
    }),
  ];
}

/** Signing staff in and out. The cookie holds nothing but a secret; the rights stay on the server. */
export function staffRoutes({ staff }: Services): Route[] {
  const basics = { path: '/api/v1/staff/session', tag: '工作人员', available: staff !== undefined } as const;
  return [
    defineRoute({
      ...basics,
      method: 'POST',
      summary: '登录；成功后设置 Cookie',
      body: signInRequest,
      async handle({ body, ctx }) {
        if (!staff) throw new FeatureNotAvailableError();
        const { token, maxAgeSeconds } = await staff.signIn(body, ctx.ip);
        setCookie(ctx, token, maxAgeSeconds);
      },
    }),
    defineRoute({
      ...basics,
      method: 'GET',
      summary: '当前登录的工作人员',
      response: staffSessionView,
      async handle({ ctx }) {
        return (await requireSession(staff, ctx)).session;
      },
    }),
    defineRoute({
      ...basics,
      method: 'DELETE',
      summary: '退出登录（需要 X-CSRF-Token）',
      async handle({ ctx }) {
        const { token, session } = await requireSession(staff, ctx);
        if (ctx.get('X-CSRF-Token') !== session.csrfToken) throw new CsrfError();
        await staff?.signOut(token);
        setCookie(ctx, null, 0);
      },
    }),
  ];
}

async function requireSession(staff: StaffService | undefined, ctx: Koa.Context) {
  const token = ctx.cookies.get(STAFF_COOKIE);
  const session = token ? await staff?.findSession(token) : null;
  if (!token || !session) throw new NotSignedInError();
  return { token, session };
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
