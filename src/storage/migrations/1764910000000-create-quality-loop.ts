import {
  type MigrationInterface,
  type QueryRunner,
  Table,
  TableColumn,
  TableIndex,
  type TableOptions,
} from 'typeorm';
import { columnKit } from './column-options.js';

const nullable = { isNullable: true };
const primary = { isPrimary: true };
const CASE_INDEX = 'asked_question_case';

/** Words that keepers add, what was done about questions, and who works on a correction. */
export class CreateQualityLoop1764910000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { text } = columnKit(runner);
    for (const table of tables(runner)) await runner.createTable(new Table(table));
    await runner.addColumn('asked_question', new TableColumn(text('topicId', 64, nullable)));
    await runner.addColumn('asked_question', new TableColumn(text('caseId', 36, nullable)));
    await runner.createIndex('asked_question', new TableIndex({ name: CASE_INDEX, columnNames: ['caseId'] }));
    await runner.addColumn('correction', new TableColumn(text('handler', 64, nullable)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('correction', 'handler');
    await runner.dropIndex('asked_question', CASE_INDEX);
    await runner.dropColumn('asked_question', 'caseId');
    await runner.dropColumn('asked_question', 'topicId');
    for (const { name } of tables(runner).reverse()) await runner.dropTable(name);
  }
}

function tables(runner: QueryRunner): TableOptions[] {
  const { text, int, inForce } = columnKit(runner);
  return [
    {
      name: 'language_addition',
      columns: [
        ...inForce(),
        int('id', primary),
        text('kind', 16),
        text('target', 100),
        text('text', 500),
        text('advice', 200, nullable),
        text('draftId', 36),
        text('addedBy', 100),
        text('addedAt', 30),
      ],
      indices: [{ name: 'language_addition_in_force', columnNames: ['untilRevision', 'sinceRevision'] }],
    },
    {
      name: 'question_case',
      columns: [
        text('id', 36, primary),
        text('kind', 16),
        text('draftId', 36, nullable),
        text('staffName', 100),
        text('createdAt', 30),
      ],
    },
  ];
}
