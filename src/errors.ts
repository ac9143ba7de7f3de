import { type ErrorCode, fill, problemPhrases } from './phrases/zh-CN.js';

/** One faulty field of a request: `field` as a dotted path (`facts.age`), `message` in Chinese. */
export interface FieldFault {
  field: string;
  message: string;
}

export interface AppErrorOptions {
  code: ErrorCode;
  /** HTTP status when it reaches a caller over HTTP. */
  status: number;
  /** An expected error is the caller's or the moment's; an unexpected one is ours and is logged as an error. */
  expected: boolean;
  /** Fills the places of the phrase. Never holds anything personal. */
  data?: Readonly<Record<string, unknown>>;
  faults?: readonly FieldFault[];
  /** Extra response headers, e.g. `Retry-After`. */
  headers?: Readonly<Record<string, string>>;
  cause?: unknown;
}

/** Base of every error that a caller may see. The code is the contract; the words live in phrases/zh-CN.ts. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly expected: boolean;
  readonly data: Readonly<Record<string, unknown>>;
  readonly faults: readonly FieldFault[] | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;

  constructor({ code, status, expected, data = {}, faults, headers, cause }: AppErrorOptions) {
    super(code, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.status = status;
    this.expected = expected;
    this.data = data;
    this.faults = faults;
    this.headers = headers;
  }

  /** Short Chinese name of what went wrong. */
  get title(): string {
    return problemPhrases[this.code].title;
  }

  /** One Chinese sentence a person can act on. */
  get detail(): string {
    return fill(problemPhrases[this.code].detail, this.data);
  }
}

/** The body is not JSON. 400: malformed, as opposed to 422 for well-formed but wrong values. */
export class MalformedJsonError extends AppError {
  constructor() {
    super({ code: 'request.malformed_json', status: 400, expected: true });
  }
}

/** The body is not UTF-8. */
export class InvalidUtf8Error extends AppError {
  constructor() {
    super({ code: 'request.invalid_utf8', status: 400, expected: true });
  }
}

/** A body is needed and there is none. */
export class EmptyBodyError extends AppError {
  constructor() {
    super({ code: 'request.empty_body', status: 400, expected: true });
  }
}

/** The request cannot be read at all: broken HTTP, or given up by the caller half-way. */
export class BadRequestError extends AppError {
  constructor() {
    super({ code: 'request.bad_request', status: 400, expected: true });
  }
}

/** Well-formed, but fields are missing, unknown or out of bounds. */
export class InvalidRequestError extends AppError {
  /** @param faults - at least one. */
  constructor(faults: readonly FieldFault[]) {
    const first = faults[0];
    super({
      code: 'request.invalid',
      status: 422,
      expected: true,
      faults,
      data: { count: faults.length, first: first ? `${first.field} ${first.message}` : '' },
    });
  }
}

/** Not `application/json` in UTF-8, or compressed. */
export class UnsupportedMediaError extends AppError {
  constructor() {
    super({ code: 'request.unsupported_media', status: 415, expected: true });
  }
}

/** The body is larger than allowed. */
export class BodyTooLargeError extends AppError {
  /** @param limitBytes - the bound that was passed. */
  constructor(limitBytes: number) {
    super({
      code: 'request.too_large',
      status: 413,
      expected: true,
      data: { limitKiB: Math.floor(limitBytes / 1024) },
    });
  }
}

/** Address and headers together are larger than the server reads. */
export class HeaderTooLargeError extends AppError {
  constructor() {
    super({ code: 'request.header_too_large', status: 431, expected: true });
  }
}

/** The request did not arrive whole in time. */
export class RequestTimeoutError extends AppError {
  constructor() {
    super({ code: 'request.timeout', status: 408, expected: true });
  }
}

/** No such path. */
export class RouteNotFoundError extends AppError {
  constructor() {
    super({ code: 'route.not_found', status: 404, expected: true });
  }
}

/** The path exists, the method does not. */
export class MethodNotAllowedError extends AppError {
  /** @param methods - those the path accepts. */
  constructor(methods: readonly string[]) {
    const allow = methods.join(', ');
    super({
      code: 'route.method_not_allowed',
      status: 405,
      expected: true,
      data: { allow },
      headers: { Allow: allow },
    });
  }
}

/** One client asked more often than RATE_LIMIT_PER_MINUTE. */
export class RateLimitError extends AppError {
  constructor(retryAfterSeconds: number) {
    super({
      code: 'rate.exceeded',
      status: 429,
      expected: true,
      data: { retryAfterSeconds },
      headers: { 'Retry-After': String(retryAfterSeconds) },
    });
  }
}

/** The catalogue is not in memory yet. */
export class NotReadyError extends AppError {
  constructor() {
    super({ code: 'catalogue.not_ready', status: 503, expected: true, headers: { 'Retry-After': '3' } });
  }
}

/** The route is part of the contract, its service is not part of this deployment. */
export class FeatureNotAvailableError extends AppError {
  constructor() {
    super({ code: 'feature.not_available', status: 501, expected: true });
  }
}

/** No matter with this id. */
export class ServiceItemNotFoundError extends AppError {
  constructor(itemId: string) {
    super({ code: 'service_item.not_found', status: 404, expected: true, data: { itemId } });
  }
}

/** The matter was not known on that day. */
export class ServiceItemNotYetKnownError extends AppError {
  constructor(itemId: string, asOf: string) {
    super({ code: 'service_item.not_yet_known', status: 404, expected: true, data: { itemId, asOf } });
  }
}

/** No 一件事 with this id. */
export class LifeEventNotFoundError extends AppError {
  constructor(lifeEventId: string) {
    super({ code: 'life_event.not_found', status: 404, expected: true, data: { lifeEventId } });
  }
}

/** No such 行政区划 in this deployment. */
export class RegionUnknownError extends AppError {
  /** @param region - name or code as the caller sent it. */
  constructor(region: string) {
    const message = fill(problemPhrases['region.unknown'].detail, { region });
    super({
      code: 'region.unknown',
      status: 422,
      expected: true,
      data: { region },
      faults: [{ field: 'region', message }],
    });
  }
}

/** A staff route without a valid session. */
export class NotSignedInError extends AppError {
  constructor() {
    super({ code: 'staff.not_signed_in', status: 401, expected: true });
  }
}

/** Wrong name, password or one-time code; deliberately does not say which. */
export class WrongCredentialsError extends AppError {
  constructor() {
    super({ code: 'staff.wrong_credentials', status: 401, expected: true });
  }
}

/** Signed in, but the role does not allow it. */
export class ForbiddenError extends AppError {
  constructor() {
    super({ code: 'staff.forbidden', status: 403, expected: true });
  }
}

/** A changing staff request without the token of its session. */
export class CsrfError extends AppError {
  constructor() {
    super({ code: 'staff.csrf', status: 403, expected: true });
  }
}

/** Too many tries to sign in, for one name or from one client; the same for names that do not exist. */
export class SignInLockedError extends AppError {
  constructor(retryAfterSeconds: number) {
    super({
      code: 'staff.locked',
      status: 429,
      expected: true,
      data: { minutes: Math.ceil(retryAfterSeconds / 60) },
      headers: { 'Retry-After': String(retryAfterSeconds) },
    });
  }
}

/** A password that would be guessed. */
export class WeakPasswordError extends AppError {
  /** @param reason - Chinese half sentence: what is wrong with it. */
  constructor(reason: string) {
    super({
      code: 'staff.weak_password',
      status: 422,
      expected: true,
      data: { reason },
      faults: [{ field: 'password', message: reason }],
    });
  }
}

/** A name no account can have. */
export class InvalidStaffNameError extends AppError {
  constructor() {
    super({ code: 'staff.invalid_name', status: 422, expected: true });
  }
}

/** An account of this name exists. */
export class StaffNameTakenError extends AppError {
  constructor(name: string) {
    super({ code: 'staff.name_taken', status: 409, expected: true, data: { name } });
  }
}

/** No account of this name, or none that the caller may manage. */
export class StaffAccountNotFoundError extends AppError {
  constructor(name: string) {
    super({ code: 'staff.account_not_found', status: 404, expected: true, data: { name } });
  }
}

/** The change would leave nobody who may manage all accounts. */
export class LastAdministratorError extends AppError {
  constructor() {
    super({ code: 'staff.last_administrator', status: 409, expected: true });
  }
}

/** A wrong password or one-time code of somebody who is signed in. */
export class WrongCodeError extends AppError {
  constructor() {
    super({ code: 'staff.wrong_code', status: 422, expected: true });
  }
}

/** Somebody else changed the same thing since the caller saw it; nothing was saved. */
export class ChangedMeanwhileError extends AppError {
  constructor() {
    super({ code: 'staff.changed_meanwhile', status: 409, expected: true });
  }
}

/** No correction with this id, or none that the caller may see. */
export class CorrectionNotFoundError extends AppError {
  constructor(correctionId: string) {
    super({ code: 'correction.not_found', status: 404, expected: true, data: { correctionId } });
  }
}

/** No notice with this id. */
export class NoticeNotFoundError extends AppError {
  constructor(noticeId: string) {
    super({ code: 'notice.not_found', status: 404, expected: true, data: { noticeId } });
  }
}

/** A notice that was withdrawn is over for good. */
export class NoticeWithdrawnError extends AppError {
  constructor() {
    super({ code: 'notice.withdrawn', status: 409, expected: true });
  }
}

/** No conversation behind this code, or its time is over. */
export class HandOverNotFoundError extends AppError {
  constructor() {
    super({ code: 'hand_over.not_found', status: 404, expected: true });
  }
}

/** The database is away: nothing can be saved, answering goes on. */
export class StoreAwayError extends AppError {
  constructor(cause: unknown) {
    super({ code: 'store.away', status: 503, expected: true, headers: { 'Retry-After': '5' }, cause });
  }
}

/** A callback that does not come from the platform it says: signature, time, AppID or encryption do not fit. */
export class CallbackRefusedError extends AppError {
  constructor(readonly fault: 'signature' | 'stale' | 'appId' | 'decrypt') {
    super({ code: 'callback.refused', status: 403, expected: true });
  }
}

/** A callback that cannot be read. */
export class CallbackUnreadableError extends AppError {
  /**
   * @param fault - `forbiddenXml` a document type or entity; `unproved` no XML, from whoever knows the address;
   *   `unreadable` no XML although the signature is right; `keyMissing` encrypted, and no key is set.
   */
  constructor(readonly fault: 'forbiddenXml' | 'unproved' | 'unreadable' | 'keyMissing') {
    super({ code: 'callback.unreadable', status: 400, expected: true });
  }
}

/** Anything we did not foresee. The cause goes to the log, never to the caller. */
export class InternalError extends AppError {
  constructor(requestId: string, cause: unknown) {
    super({ code: 'internal', status: 500, expected: false, data: { requestId }, cause });
  }
}
