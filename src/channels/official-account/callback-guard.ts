import type { OfficialAccountSettings } from '../../config.js';
import { CallbackRefusedError, CallbackUnreadableError } from '../../errors.js';
import { CipherError, MessageCipher } from '../weixin/message-cipher.js';
import { sameSignature, signatureOf } from '../weixin/signature.js';
import { parseXml, writeXml, XmlError, type XmlFields } from '../weixin/xml.js';

/** What the address of a callback carries; anything but one text counts as missing. */
export type CallbackQuery = Readonly<Record<string, unknown>>;

/** A message from WeChat, proved and opened. */
export interface OpenedMessage {
  fields: XmlFields;
  /** Makes the body of the response out of a reply: encrypted under the key that opened the message. */
  seal(reply: string): string;
}

/** A signature is good for five minutes in either direction; a server's clock may be a little off. */
const WINDOW_SECONDS = 300;

type Settings = Pick<OfficialAccountSettings, 'appId' | 'token' | 'aesKey' | 'aesKeyPrevious'>;

/**
 * Lets only WeChat in, in all three modes (明文, 兼容, 安全). Encrypted messages are proved by `msg_signature` over
 * what is encrypted and by the AppID within; of a message in both forms only the encrypted one is read.
 */
export class CallbackGuard {
  private readonly ciphers: readonly MessageCipher[];

  /** @param now - milliseconds since 1970. */
  constructor(
    private readonly settings: Settings,
    private readonly now: () => number = () => Date.now(),
  ) {
    const keys = [settings.aesKey, settings.aesKeyPrevious].filter((key) => key !== null);
    this.ciphers = keys.map((key) => new MessageCipher(key, settings.appId));
  }

  /**
   * The check of the address in the console.
   * @returns what WeChat wants to read back.
   * @throws {CallbackRefusedError}
   */
  echo(query: CallbackQuery): string {
    this.prove(query, 'signature');
    return textOf(query, 'echostr');
  }

  /**
   * @param body - of the POST, as text.
   * @throws {CallbackRefusedError | CallbackUnreadableError}
   */
  open(query: CallbackQuery, body: string): OpenedMessage {
    if (textOf(query, 'encrypt_type') !== 'aes') {
      this.prove(query, 'signature');
      return { fields: this.read(body, 'unreadable'), seal: (reply) => reply };
    }
    if (this.ciphers.length === 0) {
      // 兼容模式: the message stands there in plain as well.
      this.prove(query, 'signature');
      const fields = this.read(body, 'unreadable');
      if (!fields.MsgType) throw new CallbackUnreadableError('keyMissing');
      return { fields, seal: (reply) => reply };
    }
    const encrypted = this.read(body, 'unproved').Encrypt ?? '';
    this.prove(query, 'msg_signature', encrypted);
    const { cipher, message } = this.decrypt(encrypted);
    const nonce = textOf(query, 'nonce');
    return { fields: this.read(message, 'unreadable'), seal: (reply) => this.seal(cipher, reply, nonce) };
  }

  private prove(query: CallbackQuery, name: 'signature' | 'msg_signature', ...more: string[]): void {
    const [timestamp, nonce] = [textOf(query, 'timestamp'), textOf(query, 'nonce')];
    const expected = signatureOf(this.settings.token, timestamp, nonce, ...more);
    if (!sameSignature(expected, textOf(query, name))) throw new CallbackRefusedError('signature');
    const age = Math.abs(this.now() / 1_000 - Number(timestamp));
    if (!/^\d{1,12}$/.test(timestamp) || age > WINDOW_SECONDS) throw new CallbackRefusedError('stale');
  }

  /** The current key first, then the one before: after a change both are under way for a while. */
  private decrypt(encrypted: string): { cipher: MessageCipher; message: string } {
    let fault: 'decrypt' | 'appId' = 'decrypt';
    for (const cipher of this.ciphers) {
      try {
        return { cipher, message: cipher.open(encrypted) };
      } catch (error) {
        if (!(error instanceof CipherError)) throw error;
        if (error.reason === 'appId') fault = 'appId';
      }
    }
    throw new CallbackRefusedError(fault);
  }

  private seal(cipher: MessageCipher, reply: string, nonce: string): string {
    const encrypted = cipher.close(reply);
    const timestamp = Math.floor(this.now() / 1_000);
    return writeXml({
      Encrypt: encrypted,
      MsgSignature: signatureOf(this.settings.token, String(timestamp), nonce, encrypted),
      TimeStamp: timestamp,
      Nonce: nonce,
    });
  }

  /** @param fault - what to call text that is no XML: proved to be WeChat's or not. */
  private read(text: string, fault: 'unreadable' | 'unproved'): XmlFields {
    try {
      return parseXml(text);
    } catch (error) {
      const forbidden = error instanceof XmlError && error.reason === 'forbidden';
      throw new CallbackUnreadableError(forbidden ? 'forbiddenXml' : fault);
    }
  }
}

function textOf(query: CallbackQuery, name: string): string {
  const value = query[name];
  return typeof value === 'string' ? value : '';
}
