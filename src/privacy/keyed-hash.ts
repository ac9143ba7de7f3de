import { createHmac } from 'node:crypto';

/**
 * Stands in for what tells who somebody is (an openid, a session): equal for equal input within one installation, and
 * nobody without its key can try out inputs.
 */
export class KeyedHash {
  private key: Promise<string> | null = null;

  /** @param loadKey - reads the installation's own key; called again after it failed. */
  constructor(private readonly loadKey: () => Promise<string>) {}

  /**
   * @returns HMAC-SHA-256 as 64 hexadecimal digits.
   * @throws whatever reading the key throws; the next call tries again.
   */
  async of(text: string): Promise<string> {
    this.key ??= this.loadKey();
    try {
      return createHmac('sha256', await this.key)
        .update(text)
        .digest('hex');
    } catch (error) {
      this.key = null;
      throw error;
    }
  }
}
