import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const TABLE = 'asked_question';
const BEFORE = new TableIndex({ name: 'asked_question_asked', columnNames: ['askedAt'] });
const COVERING = new TableIndex({
  name: 'asked_question_figures',
  columnNames: ['askedAt', 'kind', 'channel', 'intent', 'regionCode', 'itemId', 'rating'],
});

/** The index by time holds all that is counted, so that counting reads no questions. */
export class CoverQuestionFigures1764921000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex(TABLE, COVERING);
    await runner.dropIndex(TABLE, BEFORE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.createIndex(TABLE, BEFORE);
    await runner.dropIndex(TABLE, COVERING);
  }
}
