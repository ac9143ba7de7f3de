import { createHmac, timingSafeEqual } from 'node:crypto';
import type { TextSealer } from '../../privacy/sealed-text.js';

/** As long as WeChat's content check takes an openid after its user was seen. */
export const SESSION_MS = 2 * 3_600_000;

/** Who a session belongs to. */
export interface SessionHolder {
  /** Never stored in this form, never logged. */
  openId: string;
  /** Milliseconds since 1970. */
  issuedAt: number;
}

const PURPOSE = 'session';
/** Time of issue, the sealed openid, and HMAC-SHA-256 over both. */
const TOKEN = /^([0-9a-z]{1,11})\.([A-Za-z0-9_-]{40,400})\.([A-Za-z0-9_-]{43})$/;

/**
 * Sessions of the mini-program. A session is a signed token that the phone keeps; the server keeps nothing. The openid
 * travels in it sealed, because WeChat wants it back for the content check and for notices.
 */
export class SessionTokens {
  /**
   * @param key - signs; the installation's own.
   * @param sealer - seals the openid.
   */
  constructor(
    private readonly key: Buffer,
    private readonly sealer: TextSealer,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** @returns a token that holds for `SESSION_MS`. */
  issue(openId: string): { token: string; expiresAt: Date } {
    const issuedAt = this.now();
    const signed = `${issuedAt.toString(36)}.${this.sealer.seal(openId, PURPOSE)}`;
    return {
      token: `${signed}.${this.signatureOf(signed).toString('base64url')}`,
      expiresAt: new Date(issuedAt + SESSION_MS),
    };
  }

  /** @returns null when the token is none of ours, was changed, or is over. */
  read(token: string): SessionHolder | null {
    const [, time = '', sealed = '', signature = ''] = TOKEN.exec(token) ?? [];
    if (signature === '') return null;
    const expected = this.signatureOf(`${time}.${sealed}`);
    if (!timingSafeEqual(expected, Buffer.from(signature, 'base64url'))) return null;
    const issuedAt = Number.parseInt(time, 36);
    if (this.now() >= issuedAt + SESSION_MS) return null;
    const openId = this.sealer.open(sealed, PURPOSE);
    return openId === null ? null : { openId, issuedAt };
  }

  private signatureOf(signed: string): Buffer {
    return createHmac('sha256', this.key).update(signed).digest();
  }
}
