import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditEntry } from '../../entities/audit-entry.js';
import { AuditHead } from '../../entities/audit-head.js';
import { StaffAccount } from '../../entities/staff-account.js';
import { projectPath } from '../../src/project-root.js';
import { type AuditLog, hashOf, NO_HASH } from '../../src/staff/audit/audit-log.js';
import { verifyAudit } from '../../src/staff/audit/verify-audit.js';
import { createServerDatabase, engines, serverReachable, type TestDatabase } from '../storage/databases.js';
import { grantOf, openStaff, PASSWORD } from './support.js';

describe.each(await engines())('the audit log on $engine', ({ create }) => {
  let database: TestDatabase;
  let ds: DataSource;
  let audit: AuditLog;

  beforeEach(async () => {
    database = await create();
    const opened = await openStaff(database.url);
    ds = opened.ds;
    audit = opened.staff.audit;
    for (const subject of ['甲', '乙', '丙', '丁'])
      await audit.change('王工', (_manager, record) => record('account.unlock', subject, { b: 1, a: '𠮷"' }));
  });
  afterEach(async () => {
    await ds.destroy();
    await database.drop();
  });

  const rehash = async (seq: number, changed: Partial<AuditEntry>): Promise<void> => {
    const entry = { ...(await ds.manager.findOneByOrFail(AuditEntry, { seq })), ...changed };
    await ds.manager.update(AuditEntry, { seq }, { ...changed, hash: hashOf(entry) });
  };

  it('is one chain from the first entry to the last', async () => {
    const entries = (await audit.list(10)).reverse();
    expect(entries.map(({ seq, subject }) => [seq, subject])).toEqual([
      [1, '甲'],
      [2, '乙'],
      [3, '丙'],
      [4, '丁'],
    ]);
    expect(entries[0]).toMatchObject({
      previousHash: NO_HASH,
      actor: '王工',
      details: '{"a":"𠮷\\"","b":1}',
    });
    expect(await verifyAudit(ds)).toEqual({ entries: 4, head: entries[3]?.hash, fault: null });
  });

  it.each([
    ['changed', { subject: '己' }],
    ['dated back', { at: '2020-01-01T00:00:00.000Z' }],
    ['given to somebody else', { actor: '李工' }],
  ])('shows an entry that was %s', async (_how, changed) => {
    await ds.manager.update(AuditEntry, { seq: 2 }, changed);
    expect((await verifyAudit(ds)).fault).toMatch(/^第 2 条记录的内容与校验值不符/);
  });

  it('shows a changed entry whose hash was made to fit', async () => {
    await rehash(2, { subject: '己' });
    expect((await verifyAudit(ds)).fault).toMatch(/^第 3 条记录与上一条不相接/);
  });

  it('shows an entry that was deleted, at the start, in between and at the end', async () => {
    for (const [seq, fault] of [
      [4, '末尾缺少记录：应有 4 条，只有 3 条。'],
      [2, '缺少第 2 条记录。'],
      [1, '缺少第 1 条记录。'],
    ] as const) {
      await ds.manager.delete(AuditEntry, { seq });
      expect((await verifyAudit(ds)).fault).toBe(fault);
    }
  });

  it('shows entries that changed places', async () => {
    await ds.manager.update(AuditEntry, { seq: 2 }, { seq: 99 });
    await ds.manager.update(AuditEntry, { seq: 3 }, { seq: 2 });
    await ds.manager.update(AuditEntry, { seq: 99 }, { seq: 3 });
    expect((await verifyAudit(ds)).fault).toMatch(/^第 2 条记录与上一条不相接/);
  });

  it('shows an entry slipped in at the end', async () => {
    const last = await ds.manager.findOneByOrFail(AuditEntry, { seq: 4 });
    await rehash(4, { subject: '己' });
    expect((await verifyAudit(ds)).fault).toMatch(/^第 4 条记录与末端校验值不符/);
    const noted = { seq: 4, hash: last.hash };
    const { hash } = await ds.manager.findOneByOrFail(AuditEntry, { seq: 4 });
    await ds.manager.update(AuditHead, { id: 1 }, { hash });
    expect((await verifyAudit(ds)).fault).toBeNull();
    expect((await verifyAudit(ds, noted)).fault).toMatch(/^第 4 条记录与另行登记的校验值不符/);
  });

  it('keeps neither the entry nor the change when one of them fails', async () => {
    const account = { id: 'x', name: 'x', nameKey: 'x', passwordHash: '', grants: [], createdAt: '' };
    const rest = { totpSealed: null, totpConfirmed: 0, totpLastStep: 0, disabledAt: null, version: 1 };
    const half = audit.change('王工', async (manager, record) => {
      await manager.insert(StaffAccount, { ...account, ...rest });
      await record('account.unlock', '戊');
      throw new Error('away');
    });
    await expect(half).rejects.toThrow('away');
    await expect(audit.change('王工', async () => {})).rejects.toThrow('was not recorded');
    expect(await ds.manager.count(StaffAccount)).toBe(0);
    expect((await verifyAudit(ds)).entries).toBe(4);
  });

  it('holds no password', async () => {
    const { staff } = await openStaff();
    await staff.accounts.create('命令行', '王工', PASSWORD, [grantOf('administrator')]);
    await staff.accounts.change('王工', '王工', { password: `${PASSWORD}-new` });
    const entries = await staff.audit.list(10);
    expect(entries.map(({ action }) => action)).toEqual(['account.password', 'account.create']);
    expect(JSON.stringify(entries)).not.toMatch(/long-enough|argon2/);
    await staff.dataSource.destroy();
  });
});

const serverIsThere = await serverReachable();

describe('processes that write at the same time', { timeout: 120_000 }, () => {
  const writeFromProcesses = async (url: string): Promise<void> => {
    const { ds } = await openStaff(url);
    const child = projectPath('test', 'staff', 'audit-child.mjs');
    const children = [1, 2, 3].map((number) => fork(child, [url, String(number)]));
    const codes = await Promise.all(children.map(async (one) => (await once(one, 'exit'))[0]));
    expect(codes).toEqual([0, 0, 0]);
    expect(await verifyAudit(ds)).toMatchObject({ entries: 24, fault: null });
    const actors = new Set((await ds.manager.find(AuditEntry)).map(({ actor }) => actor));
    expect([...actors].sort()).toEqual(['1', '2', '3']);
    await ds.destroy();
  };

  it('make one chain on SQLite', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wenban-audit-'));
    await writeFromProcesses(`sqlite:${join(folder, 'audit.sqlite')}`);
  });

  it.skipIf(!serverIsThere)('make one chain on a server', async () => {
    const database = await createServerDatabase();
    await writeFromProcesses(database.url);
    await database.drop();
  });
});
