import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** WeChat's side of signatures and encryption, written apart from the program's so that one proves the other. */
export function weixinSign(...parts: string[]): string {
  const byBytes = parts
    .map((part) => Buffer.from(part, 'utf8').toString('hex'))
    .sort()
    .map((hex) => Buffer.from(hex, 'hex'));
  return createHash('sha1').update(Buffer.concat(byBytes)).digest('hex');
}

export function weixinEncrypt(message: string, encodingAesKey: string, appId: string): string {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const body = Buffer.from(message, 'utf8');
  const size = Buffer.from(
    [body.length >>> 24, body.length >>> 16, body.length >>> 8, body.length].map((n) => n & 255),
  );
  const plain = Buffer.concat([randomBytes(16), size, body, Buffer.from(appId)]);
  const pad = 32 - (plain.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16));
  cipher.setAutoPadding(false);
  return (
    cipher.update(Buffer.concat([plain, Buffer.alloc(pad, pad)])).toString('base64') + cipher.final('base64')
  );
}

/** @returns message and AppID. */
export function weixinDecrypt(encrypted: string, encodingAesKey: string): { message: string; appId: string } {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16));
  decipher.setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
  const plain = padded.subarray(0, padded.length - Number(padded[padded.length - 1]));
  const end = 20 + plain.readUInt32BE(16);
  return { message: plain.toString('utf8', 20, end), appId: plain.toString('utf8', end) };
}
