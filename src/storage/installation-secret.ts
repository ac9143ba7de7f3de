import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { InstallationSecret } from '../../entities/installation-secret.js';
import { exclusive } from './exclusive.js';

/**
 * Reads one of the installation's own keys; the first process that asks makes it, and of several that ask at once one
 * wins and all get the same.
 *
 * @param name - what the key is for, e.g. `feedback.session`.
 * @returns 64 hexadecimal digits.
 */
export function installationSecret(ds: DataSource, name: string): Promise<string> {
  return exclusive(ds, async () => {
    const secrets = ds.getRepository(InstallationSecret);
    const known = await secrets.findOneBy({ name });
    if (known) return known.value;
    const made = { name, value: randomBytes(32).toString('hex'), createdAt: new Date().toISOString() };
    try {
      await secrets.insert(made);
      return made.value;
    } catch (error) {
      // Another process may have been faster; whatever else went wrong is thrown on.
      const other = await secrets.findOneBy({ name });
      if (other) return other.value;
      throw error;
    }
  });
}
