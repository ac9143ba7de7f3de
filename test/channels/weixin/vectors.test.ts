import { createCipheriv } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CipherError, MessageCipher } from '../../../src/channels/weixin/message-cipher.js';
import { sameSignature, signatureOf } from '../../../src/channels/weixin/signature.js';
import { parseXml } from '../../../src/channels/weixin/xml.js';
import { PROJECT_ROOT, projectPath } from '../../../src/project-root.js';

/** A message with its signature; what is left out stands in the vector named by `same` or `same_keys`. */
interface Vector {
  token: string;
  key: string;
  /** AppID, under either name. */
  appid?: string;
  id?: string;
  timestamp: string;
  nonce: string;
  msg_signature?: string;
  MsgSignature?: string;
  Encrypt: string;
  random?: string;
  msg?: string;
  len?: number;
  bytes?: number;
  chars?: number;
  pad?: number;
  Content?: string;
  MsgId?: string;
  FromUserName?: string;
}

const NAME = 'wechat-vectors.json';

/** The project's own vectors, and more where WEIXIN_VECTORS names a file or one lies in a data folder beside the project. */
function vectorFiles(): string[] {
  const beside = dirname(PROJECT_ROOT);
  const found = readdirSync(beside, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(beside, name, 'data', NAME));
  const more = process.env.WEIXIN_VECTORS
    ? [process.env.WEIXIN_VECTORS]
    : found.filter(existsSync).slice(0, 1);
  return [projectPath('test', 'channels', 'weixin', 'vectors.json'), ...more];
}

describe.each(vectorFiles().map((file) => ({ file, name: file.split('/').at(-1) })))(
  'vectors of $name',
  ({ file }) => {
    // biome-ignore lint/suspicious/noExplicitAny: vectors come in several shapes
    const all: Record<string, any> = JSON.parse(readFileSync(file, 'utf8'));
    const find = (short: string) => Object.entries(all).find(([name]) => name.startsWith(`${short}_`))?.[1];

    function complete(given: Record<string, unknown>): Vector {
      const base = (given.same ?? given.same_keys) as string | undefined;
      const vector = { ...(base ? keysOf(find(base)) : {}), ...given } as unknown as Vector;
      return { ...vector, key: vector.key === 'key43A' ? all.key43A : vector.key };
    }
    const keysOf = ({ token, key, appid, id, timestamp, nonce }: Vector) => ({
      token,
      key,
      appid,
      id,
      timestamp,
      nonce,
    });
    const messages = Object.entries(all)
      .filter(([, value]) => typeof value.Encrypt === 'string')
      .map(([name, value]) => [name, complete(value)] as const);

    it('has messages', () => {
      expect(messages.length).toBeGreaterThanOrEqual(4);
    });

    it.each(all.V0_url as Record<string, string>[])('signs the address with $nonce', (url) => {
      const { token = '', timestamp = '', nonce = '', signature = '' } = url;
      expect(signatureOf(token, timestamp, nonce)).toBe(signature);
      expect(sameSignature(signatureOf(token, timestamp, nonce), signature)).toBe(true);
      expect(sameSignature(signatureOf(token, timestamp, `${nonce}0`), signature)).toBe(false);
    });

    it.each(messages)('%s is proved, opened and closed again to the same bytes', (_, vector) => {
      const { token, timestamp, nonce, Encrypt } = vector;
      expect(signatureOf(token, timestamp, nonce, Encrypt)).toBe(vector.msg_signature ?? vector.MsgSignature);
      const cipher = new MessageCipher(vector.key, vector.appid ?? vector.id ?? '');
      const message = cipher.open(Encrypt);
      if (vector.msg) expect(message).toBe(vector.msg);
      if (vector.len ?? vector.bytes) expect(Buffer.byteLength(message)).toBe(vector.len ?? vector.bytes);
      if (vector.chars) expect(message.length).toBe(vector.chars);
      if (message.startsWith('<xml>')) {
        const fields = parseXml(message);
        for (const name of ['Content', 'MsgId', 'FromUserName'] as const)
          if (vector[name]) expect(fields[name]).toBe(vector[name]);
      }
      if (vector.random) expect(cipher.close(message, Buffer.from(vector.random))).toBe(Encrypt);
      expect(cipher.open(cipher.close(message))).toBe(message);
    });

    it.each(messages)('%s is refused with a flipped byte, another key or another AppID', (_, vector) => {
      const { token, timestamp, nonce, Encrypt } = vector;
      const appId = vector.appid ?? vector.id ?? '';
      const bytes = Buffer.from(Encrypt, 'base64');
      for (let at = 0; at < bytes.length; at += 7) {
        const flipped = Buffer.from(bytes);
        flipped[at] = (flipped[at] as number) ^ 1;
        expect(signatureOf(token, timestamp, nonce, flipped.toString('base64'))).not.toBe(
          vector.msg_signature ?? vector.MsgSignature,
        );
      }
      const other = `${vector.key[0] === 'A' ? 'B' : 'A'}${vector.key.slice(1)}`;
      expect(() => new MessageCipher(other, appId).open(Encrypt)).toThrow(CipherError);
      expect(() => new MessageCipher(vector.key, `${appId}x`).open(Encrypt)).toThrow('-40005');
    });

    it('sorts by bytes, not by the order of a language', () => {
      const { parts, byte_order_sha1: right, localeCompare_sha1_wrong: wrong } = all.V9_sort_trap_selfmade;
      const whole = (parts as string[]).map((part) => {
        const reference = /^<(V\d+)\.Encrypt>$/.exec(part)?.[1];
        return reference ? find(reference).Encrypt : part;
      });
      expect(signatureOf(...whole)).toBe(right);
      expect(right).not.toBe(wrong);
    });
  },
);

describe('a cipher', () => {
  const cipher = new MessageCipher('A'.repeat(43), 'wx1');

  it.each([
    ['', '-40010'],
    ['not base64!', '-40010'],
    ['YWJj', '-40007'],
    [Buffer.alloc(32).toString('base64'), '-40007'],
  ])('refuses %j', (text, code) => {
    expect(() => cipher.open(text)).toThrow(code);
  });

  it('refuses a length that reaches beyond the message', () => {
    const key = Buffer.from(`${'A'.repeat(43)}=`, 'base64');
    const plain = Buffer.alloc(32, 12);
    plain.writeUInt32BE(9_999, 16);
    const raw = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const closed = Buffer.concat([raw.update(plain), raw.final()]).toString('base64');
    expect(() => cipher.open(closed)).toThrow('-40008');
  });

  it('keeps every message whole, whatever its length and characters', () => {
    for (let length = 0; length < 70; length++) {
      const message = '𠮷a好'
        .repeat(length)
        .slice(0, length)
        .replace(/[\uD800-\uDBFF]$/, '');
      expect(cipher.open(cipher.close(message))).toBe(message);
    }
  });

  it('wants 43 characters of key', () => {
    expect(() => new MessageCipher('A'.repeat(42), 'wx1')).toThrow('-40004');
  });
});
