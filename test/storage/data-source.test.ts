import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Revision } from '../../entities/revision.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { DatabaseUrlError, parseDatabaseUrl } from '../../src/storage/database-url.js';

describe('DATABASE_URL', () => {
  it('names a SQLite file or a server', () => {
    expect(parseDatabaseUrl('sqlite:var/wenban.sqlite')).toEqual({
      engine: 'sqlite',
      path: 'var/wenban.sqlite',
    });
    expect(parseDatabaseUrl('sqlite::memory:')).toEqual({ engine: 'sqlite', path: ':memory:' });
    expect(parseDatabaseUrl('mysql://wen%40ban:p%3Aw@[::1]:3307/catalogue')).toEqual({
      engine: 'mysql',
      host: '::1',
      port: 3307,
      user: 'wen@ban',
      password: 'p:w',
      database: 'catalogue',
    });
    expect(parseDatabaseUrl('mysql://root@db/catalogue')).toMatchObject({ port: 3306, password: '' });
  });

  it.each(['', 'sqlite:', 'postgres://a/b', 'mysql://root@/db', 'mysql://root:geheim@host', 'mysql://%'])(
    'refuses %j without repeating a password',
    (url) => {
      expect(() => parseDatabaseUrl(url)).toThrow(DatabaseUrlError);
      expect(() => parseDatabaseUrl(url)).not.toThrow('geheim');
    },
  );
});

describe('a SQLite file', () => {
  it('is made with its folder, and kept for several readers and one writer', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wenban-sqlite-'));
    const file = join(folder, 'new', 'wenban.sqlite');
    const ds = await createDataSource(`sqlite:${file}`).initialize();
    const pragma = async (name: string) => Object.values((await ds.query(`PRAGMA ${name}`))[0])[0];
    try {
      expect(existsSync(file)).toBe(true);
      expect(await pragma('journal_mode')).toBe('wal');
      expect(await pragma('foreign_keys')).toBe(1);
      expect(await pragma('busy_timeout')).toBe(5_000);
    } finally {
      await ds.destroy();
      rmSync(folder, { recursive: true });
    }
  });

  it('takes null as the only parameter', async () => {
    const ds = await createDataSource('sqlite::memory:').initialize();
    await migrate(ds);
    await ds.manager.update(Revision, { number: 0 }, { note: '说明' });
    await ds.manager.update(Revision, { number: 0 }, { note: null });
    expect((await ds.manager.findOneByOrFail(Revision, { number: 0 })).note).toBeNull();
    expect(await ds.query('SELECT ? AS a', [null])).toEqual([{ a: null }]);
    await ds.destroy();
  });
});
