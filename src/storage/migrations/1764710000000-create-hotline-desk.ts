import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnKit } from './column-options.js';

const nullable = { isNullable: true };
const primary = { isPrimary: true };

/** Notes of calls, and corrections for the agencies that keep the matters. */
export class CreateHotlineDesk1764710000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { text, longText, int } = columnKit(runner);
    await runner.createTable(
      new Table({
        name: 'call_note',
        columns: [
          text('id', 36, primary),
          text('createdAt', 30),
          text('account', 64),
          text('regionCode', 24, nullable),
          text('itemId', 100, nullable),
          longText('question'),
          text('outcome', 16),
          text('transferredTo', 200, nullable),
          longText('note', nullable),
          int('durationSeconds', nullable),
        ],
        indices: [
          { name: 'call_note_created', columnNames: ['createdAt'] },
          { name: 'call_note_account', columnNames: ['account', 'createdAt'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'correction',
        columns: [
          text('id', 36, primary),
          text('createdAt', 30),
          text('itemId', 100),
          text('itemName', 500),
          text('regionCode', 24, nullable),
          text('element', 64, nullable),
          longText('text'),
          text('agency', 200, nullable),
          text('dueOn', 10),
          text('status', 16),
          text('reporter', 64),
          longText('reply', nullable),
          text('closedAt', 30, nullable),
          int('version'),
        ],
        indices: [
          { name: 'correction_status', columnNames: ['status', 'dueOn'] },
          { name: 'correction_item', columnNames: ['itemId'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['correction', 'call_note']) await runner.dropTable(table);
  }
}
