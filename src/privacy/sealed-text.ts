import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_LENGTH = 12;
const TAG_LENGTH = 16;

/**
 * Seals short texts (an openid) so that they can be kept: AES-256-GCM with a random 96-bit IV. What is sealed for one
 * purpose cannot be opened for another.
 */
export class TextSealer {
  /** @param keys - 32 bytes each; the first one seals, all of them open. */
  constructor(private readonly keys: readonly [Buffer, ...Buffer[]]) {}

  /**
   * @param purpose - what it is kept for, authenticated along with the text.
   * @returns IV, tag and text as base64url.
   */
  seal(text: string, purpose: string): string {
    const iv = randomBytes(IV_LENGTH);
    const cipher = createCipheriv(ALGORITHM, this.keys[0], iv).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** @returns the text; null when it was changed, is for another purpose, or was sealed under a key that is gone. */
  open(sealed: string, purpose: string): string | null {
    const bytes = Buffer.from(sealed, 'base64url');
    const [iv, tag] = [bytes.subarray(0, IV_LENGTH), bytes.subarray(IV_LENGTH, IV_LENGTH + TAG_LENGTH)];
    if (tag.length < TAG_LENGTH) return null;
    for (const key of this.keys) {
      try {
        const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_LENGTH });
        decipher.setAAD(Buffer.from(purpose)).setAuthTag(tag);
        const text = decipher.update(bytes.subarray(IV_LENGTH + TAG_LENGTH));
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch {
        // Another key may fit.
      }
    }
    return null;
  }
}
