import { defineRoute, type Route } from '../../http/route.js';
import { WeixinError, type WeixinFault } from '../weixin/weixin-errors.js';
import {
  LoginCodeInvalidError,
  LoginCodeUsedError,
  LoginTooOftenError,
  LoginUserBlockedError,
  WeixinAwayError,
} from './errors.js';
import { MINI_PROGRAM_PATH, type MiniProgramParts } from './parts.js';
import { sessionRequest, sessionView } from './schemas.js';
import { SESSION_MS } from './session-tokens.js';

/** WeChat counts logins by the minute. */
const RETRY_AFTER_SECONDS = 60;

/** Login by the code of `wx.login`. */
export function loginRoutes(parts: MiniProgramParts): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: `${MINI_PROGRAM_PATH}/session`,
      tag: '小程序',
      summary: '用 wx.login 的 code 登录',
      body: sessionRequest,
      response: sessionView,
      async handle({ body: { code } }) {
        parts.visitors.assertOpen();
        const openId = await openIdOf(parts, code);
        parts.wenban.residents.touch(await parts.wenban.residents.hashOf(openId));
        const { token, expiresAt } = parts.tokens.issue(openId);
        return { token, expiresAt: expiresAt.toISOString(), expiresIn: SESSION_MS / 1_000 };
      },
    }),
  ];
}

/** The `session_key` that comes along is not used and ends here. */
async function openIdOf({ client, log }: MiniProgramParts, code: string): Promise<string> {
  try {
    return (await client.login(code)).openId;
  } catch (error) {
    const fault: WeixinFault | null = error instanceof WeixinError ? error.fault : null;
    switch (fault) {
      case 'codeInvalid':
        throw new LoginCodeInvalidError();
      case 'codeUsed':
        throw new LoginCodeUsedError();
      case 'userBlocked':
        throw new LoginUserBlockedError();
      case 'tooOften':
        throw new LoginTooOftenError(RETRY_AFTER_SECONDS);
      default:
        log.warn({ err: error }, 'mini-program: a login failed');
        throw new WeixinAwayError();
    }
  }
}
