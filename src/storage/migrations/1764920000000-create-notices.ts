import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnKit } from './column-options.js';

const nullable = { isNullable: true };

/** Notices over matters. */
export class CreateNotices1764920000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { text, int, json } = columnKit(runner);
    await runner.createTable(
      new Table({
        name: 'notice',
        columns: [
          text('id', 36, { isPrimary: true }),
          text('kind', 16),
          text('text', 200),
          text('source', 100),
          text('url', 500, nullable),
          text('scope', 16),
          text('regionCode', 24, nullable),
          text('agency', 200, nullable),
          json('itemIds'),
          text('from', 30),
          text('until', 30),
          text('createdAt', 30),
          text('createdBy', 64),
          text('changedBy', 64),
          text('withdrawnAt', 30, nullable),
          int('version'),
        ],
        indices: [{ name: 'notice_until', columnNames: ['until'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('notice');
  }
}
