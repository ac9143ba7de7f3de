import { AppError } from '../../errors.js';

/** The channel was switched off. */
export class ChannelStoppedError extends AppError {
  constructor() {
    super({ code: 'channel.stopped', status: 503, expected: true, headers: { 'Retry-After': '600' } });
  }
}

/** A resident's session is missing, forged or over; deliberately does not say which. */
export class ResidentNotSignedInError extends AppError {
  constructor() {
    super({
      code: 'resident.not_signed_in',
      status: 401,
      expected: true,
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  }
}

/** WeChat does not know the login code, or no longer. */
export class LoginCodeInvalidError extends AppError {
  constructor() {
    super({ code: 'login.code_invalid', status: 401, expected: true });
  }
}

/** The login code was used before. */
export class LoginCodeUsedError extends AppError {
  constructor() {
    super({ code: 'login.code_used', status: 401, expected: true });
  }
}

/** WeChat holds the user back. */
export class LoginUserBlockedError extends AppError {
  constructor() {
    super({ code: 'login.user_blocked', status: 403, expected: true });
  }
}

/** WeChat takes no more logins of this user for now. */
export class LoginTooOftenError extends AppError {
  constructor(retryAfterSeconds: number) {
    super({
      code: 'login.too_often',
      status: 429,
      expected: true,
      data: { retryAfterSeconds },
      headers: { 'Retry-After': String(retryAfterSeconds) },
    });
  }
}

/** WeChat does not answer, or refuses us. */
export class WeixinAwayError extends AppError {
  constructor() {
    super({ code: 'weixin.away', status: 503, expected: true, headers: { 'Retry-After': '10' } });
  }
}

/** WeChat's content check calls a text risky. */
export class ContentRefusedError extends AppError {
  constructor() {
    super({ code: 'content.refused', status: 422, expected: true });
  }
}

/** A text could not be checked, and is not kept unchecked. */
export class ContentNotCheckedError extends AppError {
  constructor() {
    super({ code: 'content.not_checked', status: 503, expected: true, headers: { 'Retry-After': '60' } });
  }
}
