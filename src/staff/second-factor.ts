import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { generateSecret, generateURI, verifySync } from 'otplib';
import type { DataSource } from 'typeorm';
import { installationSecret } from '../storage/installation-secret.js';

/** Seconds a code may be early or late: phones' clocks drift. */
const TOLERANCE_SECONDS = 30;
const ISSUER = '问办';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** 动态验证码 by time (RFC 6238), as the usual authenticator apps show it. */
export class SecondFactor {
  constructor(
    private readonly ds: DataSource,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @returns a new key: for the device, as address for its QR code, and sealed for the database. */
  async enrol(accountId: string, name: string): Promise<{ secret: string; uri: string; sealed: string }> {
    const secret = generateSecret();
    const uri = generateURI({ issuer: ISSUER, label: name, secret });
    return { secret, uri, sealed: await this.seal(secret, accountId) };
  }

  /**
   * @param afterStep - the last step used; codes up to it are refused.
   * @returns the step of the code, or null when it is wrong.
   */
  async stepOf(
    sealed: string,
    accountId: string,
    code: string | undefined,
    afterStep: number,
  ): Promise<number | null> {
    if (!code || !/^\d{6}$/.test(code)) return null;
    const secret = await this.open(sealed, accountId);
    const epoch = Math.floor(this.now().getTime() / 1000);
    const result = verifySync({ secret, token: code, epoch, epochTolerance: TOLERANCE_SECONDS });
    if (!result.valid || !('timeStep' in result)) return null;
    return result.timeStep > afterStep ? result.timeStep : null;
  }

  /** AES-256-GCM, bound to the account: a key moved to another account does not open. */
  private async seal(secret: string, accountId: string): Promise<string> {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', await this.key(), iv).setAAD(Buffer.from(accountId));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  private async open(sealed: string, accountId: string): Promise<string> {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', await this.key(), bytes.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(accountId))
      .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  }

  private async key(): Promise<Buffer> {
    const secret = await installationSecret(this.ds, 'staff.totp');
    return Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'hex'), '', 'wenban staff totp', 32));
  }
}
