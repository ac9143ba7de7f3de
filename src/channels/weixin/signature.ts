import { hash, timingSafeEqual } from 'node:crypto';

/**
 * WeChat's signature over the token and what came with a message: SHA-1 of the parts, sorted by their bytes and joined.
 *
 * @returns 40 hexadecimal digits.
 */
export function signatureOf(...parts: readonly string[]): string {
  // By bytes: locale order would put small letters before capitals.
  const sorted = parts.map((part) => Buffer.from(part)).sort(Buffer.compare);
  return hash('sha1', Buffer.concat(sorted));
}

/** Compares two signatures in a time that tells nothing about where they differ. */
export function sameSignature(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
