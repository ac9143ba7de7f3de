import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnKit } from './column-options.js';

const nullable = { isNullable: true };
const primary = { isPrimary: true };

/** Accounts of staff, their sessions, tries to sign in, and the audit log with the row its writers take turns on. */
export class CreateStaff1764700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { text, longText, int, json } = columnKit(runner);
    await runner.createTable(
      new Table({
        name: 'staff_account',
        columns: [
          text('id', 36, primary),
          text('name', 64),
          text('nameKey', 64),
          text('passwordHash', 255),
          json('grants'),
          text('totpSealed', 255, nullable),
          int('totpConfirmed'),
          int('totpLastStep'),
          text('disabledAt', 30, nullable),
          text('createdAt', 30),
          int('version'),
        ],
        indices: [{ name: 'staff_account_name', columnNames: ['nameKey'], isUnique: true }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'staff_session',
        columns: [
          text('tokenHash', 64, primary),
          text('accountId', 36),
          text('createdAt', 30),
          text('lastSeenAt', 30),
          text('expiresAt', 30),
        ],
        indices: [
          { name: 'staff_session_account', columnNames: ['accountId'] },
          { name: 'staff_session_expires', columnNames: ['expiresAt'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'sign_in_try',
        columns: [
          text('subject', 64, primary),
          int('tries'),
          text('lastAt', 30),
          text('lockedUntil', 30, nullable),
        ],
        indices: [{ name: 'sign_in_try_last', columnNames: ['lastAt'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'audit_entry',
        columns: [
          int('seq', primary),
          text('at', 30),
          text('actor', 64),
          text('action', 64),
          text('subject', 200),
          longText('details'),
          text('previousHash', 64),
          text('hash', 64),
        ],
        indices: [{ name: 'audit_entry_subject', columnNames: ['subject'] }],
      }),
    );
    await runner.createTable(
      new Table({ name: 'audit_head', columns: [int('id', primary), int('seq'), text('hash', 64)] }),
    );
    await runner.manager
      .createQueryBuilder()
      .insert()
      .into('audit_head', ['id', 'seq', 'hash'])
      .values({ id: 1, seq: 0, hash: '0'.repeat(64) })
      .execute();
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['audit_head', 'audit_entry', 'sign_in_try', 'staff_session', 'staff_account'])
      await runner.dropTable(table);
  }
}
