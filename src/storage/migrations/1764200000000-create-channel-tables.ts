import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columnKit } from './column-options.js';

const nullable = { isNullable: true };
const primary = { isPrimary: true };

/** Switches of channels, kept questions, and what is remembered of residents in channels. */
export class CreateChannelTables1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { text, longText, int } = columnKit(runner);
    await runner.createTable(
      new Table({
        name: 'channel_switch',
        columns: [
          text('channel', 32, primary),
          int('open'),
          text('changedAt', 30),
          text('changedBy', 100, nullable),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'asked_question',
        columns: [
          text('id', 36, primary),
          text('askedAt', 30),
          text('channel', 32),
          longText('text'),
          text('regionCode', 24, nullable),
          text('intent', 32),
          text('kind', 32),
          text('itemId', 100, nullable),
          int('confidencePermille'),
          text('sessionHash', 64),
          int('rating', nullable),
        ],
        indices: [
          { name: 'asked_question_asked', columnNames: ['askedAt'] },
          { name: 'asked_question_kind', columnNames: ['kind', 'askedAt'] },
          { name: 'asked_question_item', columnNames: ['itemId', 'askedAt'] },
          { name: 'asked_question_session', columnNames: ['sessionHash', 'askedAt'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'resident',
        columns: [
          text('personHash', 64, primary),
          text('regionCode', 24, nullable),
          text('lastActiveAt', 30),
        ],
        indices: [{ name: 'resident_last_active', columnNames: ['lastActiveAt'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['resident', 'asked_question', 'channel_switch']) await runner.dropTable(table);
  }
}
