import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnKit } from './column-options.js';

const nullable = { isNullable: true };
const primary = { isPrimary: true };

/** What residents keep in the mini-program: big type, favourites, their questions, subscriptions to changes. */
export class CreateMiniProgramTables1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { text, longText, int } = columnKit(runner);
    // By hand: TypeORM would build the whole table anew on SQLite.
    await runner.query('ALTER TABLE resident ADD COLUMN bigType int NOT NULL DEFAULT 0');
    await runner.createTable(
      new Table({
        name: 'favourite',
        columns: [
          text('personHash', 64, primary),
          text('itemId', 100, primary),
          text('itemName', 500),
          text('addedAt', 30),
        ],
        indices: [{ name: 'favourite_added', columnNames: ['personHash', 'addedAt'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'own_question',
        columns: [
          text('id', 36, primary),
          text('personHash', 64),
          text('askedAt', 30),
          longText('text'),
          text('kind', 32),
          text('itemId', 100, nullable),
          text('itemName', 500, nullable),
        ],
        indices: [
          { name: 'own_question_person', columnNames: ['personHash', 'askedAt'] },
          { name: 'own_question_asked', columnNames: ['askedAt'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'change_subscription',
        columns: [
          text('personHash', 64, primary),
          text('itemId', 100, primary),
          text('itemName', 500),
          text('regionCode', 24, nullable),
          text('sealedOpenId', 400),
          int('accepts'),
          int('sinceRevision'),
          text('acceptedAt', 30),
          text('notBefore', 30),
          int('attempts'),
        ],
        indices: [{ name: 'change_subscription_due', columnNames: ['sinceRevision', 'notBefore'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['change_subscription', 'own_question', 'favourite']) await runner.dropTable(table);
    await runner.query('ALTER TABLE resident DROP COLUMN bigType');
  }
}
