import { hash, verify } from '@node-rs/argon2';
import { WeakPasswordError } from '../errors.js';

/** `Algorithm.Argon2id` of the package, a const enum that a module by itself cannot read. */
const ARGON2ID = 2;
/** 19 MiB and two passes, as the OWASP Password Storage Cheat Sheet recommends. */
const OPTIONS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** At most so many at once: a flood of tries to sign in must not take the processor from answering. */
const MOST_AT_ONCE = 2;
const SHORTEST = 8;
const LONGEST = 256;

let running = 0;
const waiting: (() => void)[] = [];
let decoy: Promise<string> | null = null;

/** @returns the hash to store. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFKC'), OPTIONS));
}

/**
 * @param stored - null for a name that does not exist: the same work is done, and the answer is no.
 */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const against = stored ?? (await decoy);
  const fits = await inTurn(() => verify(against, password.normalize('NFKC')));
  return fits && stored !== null;
}

/**
 * @throws {WeakPasswordError} for what is guessed first.
 */
export function assertStrongPassword(password: string, name: string): void {
  const length = [...password].length;
  if (length < SHORTEST) throw new WeakPasswordError(`密码至少需要 ${SHORTEST} 个字符`);
  if (length > LONGEST) throw new WeakPasswordError(`密码不能超过 ${LONGEST} 个字符`);
  if (/^\d+$/.test(password)) throw new WeakPasswordError('密码不能全是数字');
  if (new Set(password).size < 4) throw new WeakPasswordError('密码中不同的字符太少');
  if (password.toLowerCase().includes(name.toLowerCase()))
    throw new WeakPasswordError('密码中不能包含用户名');
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= MOST_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    // The next one takes over the place; only without one it becomes free.
    if (next) next();
    else running--;
  }
}
