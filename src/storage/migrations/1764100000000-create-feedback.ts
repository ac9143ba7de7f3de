import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnKit } from './column-options.js';

const nullable = { isNullable: true };
const primary = { isPrimary: true };

/** 好差评, and the installation's own keys. */
export class CreateFeedback1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { text, longText, int, json } = columnKit(runner);
    await runner.createTable(
      new Table({
        name: 'installation_secret',
        columns: [text('name', 64, primary), text('value', 64), text('createdAt', 30)],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'feedback',
        columns: [
          text('id', 36, primary),
          text('createdAt', 30),
          text('sessionHash', 64),
          text('messageId', 128, nullable),
          text('itemId', 100, nullable),
          int('rating'),
          json('tags'),
          longText('comment', nullable),
          text('regionCode', 24, nullable),
        ],
        indices: [
          { name: 'feedback_created', columnNames: ['createdAt'] },
          { name: 'feedback_item', columnNames: ['itemId', 'createdAt'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('feedback');
    await runner.dropTable('installation_secret');
  }
}
