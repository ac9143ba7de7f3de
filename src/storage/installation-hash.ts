import type { DataSource } from 'typeorm';
import { KeyedHash } from '../privacy/keyed-hash.js';
import { installationSecret } from './installation-secret.js';

/** What an installation keeps hashes of; each has a key of its own, so that hashes of one kind tell nothing of another. */
const KEY_NAMES = {
  /** Sessions, in 好差评 and kept questions: equal in both, so that a rating finds its question. */
  session: 'feedback.session',
  /** Openids of WeChat and ids of bot contacts. */
  person: 'channel.person',
  /** Names and addresses that tried to sign in. */
  signIn: 'staff.signIn',
} as const;

/** @returns the hash under the installation's own key for one kind of thing. */
export function installationHash(ds: DataSource, kind: keyof typeof KEY_NAMES): KeyedHash {
  return new KeyedHash(() => installationSecret(ds, KEY_NAMES[kind]));
}
