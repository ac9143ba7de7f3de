/** What WeChat's return codes that we act on mean; the names are ours. Source: the pages of each call. */
export const WEIXIN_CODES = {
  /** Overloaded; may be tried again. */
  systemBusy: [-1],
  /** access_token wrong, of another account, or run out. */
  tokenRefused: [40001, 40014, 42001],
  /** AppID or AppSecret wrong. */
  credentials: [40013, 40125, 41002, 41004],
  /** The address of this server is not in the account's IP white list. */
  ipNotAllowed: [40164, 61004],
  /** A login code is wrong, was used, or belongs to somebody WeChat has blocked. */
  codeInvalid: [40029],
  codeUsed: [40163],
  userBlocked: [40226],
  /** Called too often, within a minute or within a day. */
  tooOften: [45009, 45011],
  /** A customer message later than the window, above the number allowed, too long, or with too long a menu. */
  windowClosed: [45015],
  messagesUsedUp: [45047],
  messageTooLong: [45002],
  menuTooLong: [45098],
  /** The account may not use this interface. */
  notPermitted: [48001],
  /** A subscription message without a subscription that is left. */
  notSubscribed: [43101],
  /** openid wrong, or of a user who has not been here within two hours (content check). */
  openIdInvalid: [40003],
  openIdStale: [61010],
  mediaInvalid: [40007],
  /** The mini-program is not released yet. */
  notReleased: [85079],
} as const satisfies Record<string, readonly number[]>;

export type WeixinFault = keyof typeof WEIXIN_CODES | 'other';

const FAULT_OF = new Map<number, WeixinFault>(
  Object.entries(WEIXIN_CODES).flatMap(([fault, codes]) =>
    codes.map((code) => [code, fault as keyof typeof WEIXIN_CODES] as const),
  ),
);

/** WeChat answered and said no. Holds the code only: WeChat's own text may repeat tokens and openids. */
export class WeixinError extends Error {
  readonly fault: WeixinFault;

  /** @param path - of the call, e.g. `/cgi-bin/message/custom/send`. */
  constructor(
    readonly path: string,
    readonly errcode: number,
  ) {
    const fault = FAULT_OF.get(errcode) ?? 'other';
    super(`WeChat refused ${path}: ${errcode} (${fault})`);
    this.name = 'WeixinError';
    this.fault = fault;
  }

  /** For logs. */
  get code(): string {
    return String(this.errcode);
  }
}

/** No usable answer: connection refused, too late, or not what the interface returns. */
export class WeixinUnreachableError extends Error {
  constructor(
    readonly path: string,
    readonly reason: 'timeout' | 'connection' | 'status' | 'malformed' | 'tooLarge',
  ) {
    super(`WeChat gave no answer to ${path}: ${reason}`);
    this.name = 'WeixinUnreachableError';
  }
}
