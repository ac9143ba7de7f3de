import { createHash } from 'node:crypto';

/** Namespace of every id this program derives for HSDS. Changing it would give every published record a new id. */
export const HSDS_NAMESPACE = 'fc7ce234-7ac9-4db7-80de-9bd5434ff42d';

/**
 * UUID of version 5 (RFC 9562): the same name always gives the same id.
 * @param namespace - a UUID.
 */
export function uuidV5(name: string, namespace = HSDS_NAMESPACE): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replace(/-/g, ''), 'hex'))
    .update(name, 'utf8')
    .digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
