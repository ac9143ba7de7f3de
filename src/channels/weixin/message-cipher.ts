import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Codes of WeChat's own libraries, which operators find in its documents. */
export const CIPHER_CODES = {
  signature: -40001,
  xml: -40002,
  key: -40004,
  appId: -40005,
  decrypt: -40007,
  plaintext: -40008,
  base64: -40010,
} as const;

/** A message that cannot be opened; `reason` is for logs, the content never is. */
export class CipherError extends Error {
  /** WeChat's number for it. */
  readonly code: string;

  constructor(readonly reason: keyof typeof CIPHER_CODES) {
    super(`message cannot be opened: ${reason} (${CIPHER_CODES[reason]})`);
    this.name = 'CipherError';
    this.code = String(CIPHER_CODES[reason]);
  }
}

const KEY = /^[A-Za-z0-9+/]{43}$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const AES_BLOCK = 16;
/** PKCS#7 with blocks of 32, which Node's own padding takes for damaged when more than 16 bytes were added. */
const PAD_BLOCK = 32;
const RANDOM_LENGTH = 16;
const LENGTH_LENGTH = 4;

/**
 * Opens and closes messages under one EncodingAESKey: AES-256-CBC over 16 random bytes, the length of the message in
 * bytes (32 bits, big-endian), the message and the AppID.
 */
export class MessageCipher {
  private readonly key: Buffer;
  private readonly iv: Buffer;

  /**
   * @param encodingAesKey - 43 characters.
   * @param appId - of the account the messages are for.
   * @throws {CipherError} `key`.
   */
  constructor(
    encodingAesKey: string,
    private readonly appId: string,
  ) {
    if (!KEY.test(encodingAesKey)) throw new CipherError('key');
    this.key = Buffer.from(`${encodingAesKey}=`, 'base64');
    this.iv = this.key.subarray(0, AES_BLOCK);
  }

  /**
   * @param encrypted - base64 as it stands in `<Encrypt>`; its signature has been checked.
   * @returns the message as text.
   * @throws {CipherError} `base64`, `decrypt`, `plaintext`, or `appId` when it is for another account.
   */
  open(encrypted: string): string {
    if (encrypted === '' || !BASE64.test(encrypted)) throw new CipherError('base64');
    const bytes = Buffer.from(encrypted, 'base64');
    if (bytes.length % AES_BLOCK !== 0) throw new CipherError('decrypt');
    const decipher = createDecipheriv('aes-256-cbc', this.key, this.iv).setAutoPadding(false);
    const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
    const plain = padded.subarray(0, padded.length - paddingOf(padded));
    const start = RANDOM_LENGTH + LENGTH_LENGTH;
    if (plain.length < start) throw new CipherError('plaintext');
    const end = start + plain.readUInt32BE(RANDOM_LENGTH);
    if (end > plain.length) throw new CipherError('plaintext');
    if (!plain.subarray(end).equals(Buffer.from(this.appId))) throw new CipherError('appId');
    return plain.toString('utf8', start, end);
  }

  /**
   * @param random - 16 bytes; given in tests only.
   * @returns base64 for `<Encrypt>`.
   */
  close(message: string, random = randomBytes(RANDOM_LENGTH)): string {
    const text = Buffer.from(message);
    const length = Buffer.alloc(LENGTH_LENGTH);
    length.writeUInt32BE(text.length);
    const plain = Buffer.concat([random, length, text, Buffer.from(this.appId)]);
    const pad = PAD_BLOCK - (plain.length % PAD_BLOCK);
    const cipher = createCipheriv('aes-256-cbc', this.key, this.iv).setAutoPadding(false);
    return Buffer.concat([
      cipher.update(plain),
      cipher.update(Buffer.alloc(pad, pad)),
      cipher.final(),
    ]).toString('base64');
  }
}

/** @throws {CipherError} `decrypt` when the end is no padding: the key is another one. */
function paddingOf(padded: Buffer): number {
  const pad = padded.at(-1) ?? 0;
  const whole = pad >= 1 && pad <= PAD_BLOCK && pad <= padded.length;
  if (!whole || !padded.subarray(padded.length - pad).every((byte) => byte === pad))
    throw new CipherError('decrypt');
  return pad;
}
