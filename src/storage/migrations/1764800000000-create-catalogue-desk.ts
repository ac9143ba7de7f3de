import { type MigrationInterface, type QueryRunner, Table, type TableOptions } from 'typeorm';
import { columnKit } from './column-options.js';

const nullable = { isNullable: true };
const primary = { isPrimary: true };

/** Edits of entries, drafts, import jobs with their files, and checks before publication. */
export class CreateCatalogueDesk1764800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables(runner)) await runner.createTable(new Table(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of tables(runner).reverse()) await runner.dropTable(name);
  }
}

function tables(runner: QueryRunner): TableOptions[] {
  const { text, longText, int, json, inForce } = columnKit(runner);
  return [
    {
      name: 'entry_edit',
      columns: [
        ...inForce(),
        int('id', primary),
        text('itemId', 96),
        text('regionCode', 24),
        text('agencyId', 64),
        text('field', 32),
        json('statements'),
        json('sources'),
        text('validFrom', 10, nullable),
        text('validTo', 10, nullable),
        text('draftId', 36, nullable),
      ],
      indices: [
        { name: 'entry_edit_in_force', columnNames: ['untilRevision', 'sinceRevision'] },
        { name: 'entry_edit_entry', columnNames: ['itemId', 'regionCode', 'agencyId'] },
      ],
    },
    {
      name: 'catalogue_draft',
      columns: [
        text('id', 36, primary),
        text('kind', 16),
        text('status', 16),
        text('openKey', 250, nullable),
        text('title', 500),
        text('itemId', 96, nullable),
        text('regionCode', 24),
        text('agencyId', 64, nullable),
        text('agency', 500, nullable),
        json('content'),
        int('baseRevision'),
        int('version'),
        json('authors'),
        json('steps'),
        text('updatedAt', 30),
        int('publishedRevision', nullable),
      ],
      indices: [
        { name: 'catalogue_draft_status', columnNames: ['status', 'updatedAt'] },
        { name: 'catalogue_draft_open', columnNames: ['openKey'], isUnique: true },
      ],
    },
    {
      name: 'import_job',
      columns: [
        text('id', 36, primary),
        text('file', 255),
        int('bytes'),
        text('regionCode', 24),
        text('status', 16),
        int('progress'),
        text('stage', 100),
        int('attempts'),
        text('aliveAt', 30),
        longText('fault', nullable),
        json('summary', nullable),
        text('createdAt', 30),
        text('createdById', 64),
        text('createdByName', 100),
        text('draftId', 36, nullable),
      ],
      indices: [{ name: 'import_job_status', columnNames: ['status', 'createdAt'] }],
    },
    {
      name: 'import_chunk',
      columns: [
        text('jobId', 36, primary),
        text('part', 16, primary),
        int('position', primary),
        { name: 'bytes', type: 'blob' },
      ],
    },
    {
      name: 'release_check',
      columns: [
        text('id', 36, primary),
        json('drafts'),
        text('status', 16),
        int('progress'),
        text('stage', 100),
        text('aliveAt', 30),
        longText('fault', nullable),
        int('baseRevision', nullable),
        json('result', nullable),
        longText('reason', nullable),
        text('createdAt', 30),
        text('createdById', 64),
        text('createdByName', 100),
        int('publishedRevision', nullable),
      ],
      indices: [{ name: 'release_check_created', columnNames: ['createdAt'] }],
    },
  ];
}
