import { type MigrationInterface, type QueryRunner, Table, type TableOptions } from 'typeorm';
import { columnKit } from './column-options.js';

const nullable = { isNullable: true };
const primary = { isPrimary: true };

/** The tables of the catalogue, and revision 0: the empty catalogue, whose row is the lock of publications. */
export class CreateCatalogue1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of catalogueTables(runner)) await runner.createTable(new Table(table));
    await runner.manager
      .createQueryBuilder()
      .insert()
      .into('revision', ['number', 'publishedAt', 'counts'])
      .values({ number: 0, publishedAt: '1970-01-01T00:00:00.000Z', counts: '{}' })
      .execute();
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of catalogueTables(runner).reverse()) await runner.dropTable(name);
  }
}

/** Parents before children. */
function catalogueTables(runner: QueryRunner): TableOptions[] {
  const { text, longText, int, json, inForce } = columnKit(runner);
  return [
    {
      name: 'revision',
      columns: [int('number', primary), text('publishedAt', 30), longText('note', nullable), json('counts')],
    },
    {
      name: 'region',
      columns: [
        text('code', 24, primary),
        text('name', 100),
        json('shortNames'),
        text('level', 16),
        text('parent', 24, nullable),
      ],
      indices: [{ name: 'region_parent', columnNames: ['parent'] }],
    },
    {
      name: 'agency',
      columns: [
        text('id', 64, primary),
        text('regionCode', 24),
        text('name', 500),
        text('nature', 100, nullable),
      ],
      indices: [{ name: 'agency_region', columnNames: ['regionCode'] }],
    },
    {
      name: 'source_document',
      columns: [
        ...inForce(),
        int('id', primary),
        text('file', 255),
        text('title', 500),
        text('docNumber', 100, nullable),
        text('issuer', 255, nullable),
        text('date', 10, nullable),
        text('regionCode', 24),
        text('sha256', 64),
        text('readingSha256', 64),
        text('url', 1000, nullable),
      ],
      indices: [{ name: 'source_document_file', columnNames: ['file'] }],
    },
    {
      name: 'source_table',
      columns: [
        ...inForce(),
        int('id', primary),
        int('documentId'),
        text('key', 96),
        text('title', 500),
        text('layout', 64),
        text('regionCode', 24),
        int('line'),
        text('docNumber', 100, nullable),
        text('docTitle', 500, nullable),
        text('date', 10, nullable),
      ],
      indices: [
        { name: 'source_table_key', columnNames: ['key', 'sinceRevision'], isUnique: true },
        { name: 'source_table_document', columnNames: ['documentId'] },
      ],
      foreignKeys: [cascade('source_table_document_fk', 'documentId', 'source_document')],
    },
    {
      name: 'printed_row',
      columns: [
        int('id', primary),
        int('tableId'),
        text('key', 96),
        int('seq'),
        int('line'),
        json('cells'),
        json('likely', nullable),
      ],
      indices: [
        { name: 'printed_row_table', columnNames: ['tableId', 'seq'] },
        { name: 'printed_row_key', columnNames: ['key'] },
      ],
      foreignKeys: [cascade('printed_row_table_fk', 'tableId', 'source_table')],
    },
    {
      name: 'service_item',
      columns: [
        text('id', 96, primary),
        int('sinceRevision', primary),
        int('untilRevision', nullable),
        text('name', 500),
        text('type', 100, nullable),
        json('themes'),
      ],
      indices: [{ name: 'service_item_in_force', columnNames: ['untilRevision', 'sinceRevision'] }],
    },
    {
      name: 'implementation',
      columns: [
        ...inForce(),
        int('id', primary),
        text('itemId', 96),
        text('regionCode', 24),
        text('agencyId', 64),
        text('name', 500),
        text('type', 100, nullable),
        longText('audience', nullable),
        json('elements'),
      ],
      indices: [
        {
          name: 'implementation_identity',
          columnNames: ['itemId', 'regionCode', 'agencyId', 'sinceRevision'],
          isUnique: true,
        },
        { name: 'implementation_region', columnNames: ['regionCode', 'untilRevision', 'type'] },
        { name: 'implementation_in_force', columnNames: ['untilRevision', 'sinceRevision'] },
        { name: 'implementation_agency', columnNames: ['agencyId'] },
      ],
      foreignKeys: [
        {
          name: 'implementation_agency_fk',
          columnNames: ['agencyId'],
          referencedTableName: 'agency',
          referencedColumnNames: ['id'],
        },
      ],
    },
    {
      name: 'source_ref',
      columns: [
        int('implementationId', primary),
        int('position', primary),
        text('key', 96),
        int('printedRowId', nullable),
        text('url', 1000, nullable),
        text('title', 500, nullable),
        text('date', 10, nullable),
      ],
      indices: [{ name: 'source_ref_row', columnNames: ['printedRowId'] }],
      foreignKeys: [
        cascade('source_ref_implementation_fk', 'implementationId', 'implementation'),
        {
          name: 'source_ref_row_fk',
          columnNames: ['printedRowId'],
          referencedTableName: 'printed_row',
          referencedColumnNames: ['id'],
        },
      ],
    },
    {
      name: 'similar_question',
      columns: [...inForce(), int('id', primary), text('itemId', 96), text('text', 500)],
      indices: [
        { name: 'similar_question_in_force', columnNames: ['untilRevision', 'sinceRevision'] },
        { name: 'similar_question_item', columnNames: ['itemId'] },
      ],
    },
    {
      name: 'item_link',
      columns: [
        ...inForce(),
        int('id', primary),
        text('fromItemId', 96),
        text('toItemId', 96),
        text('kind', 16),
        text('note', 500, nullable),
      ],
      indices: [
        { name: 'item_link_in_force', columnNames: ['untilRevision', 'sinceRevision'] },
        { name: 'item_link_from', columnNames: ['fromItemId'] },
        { name: 'item_link_to', columnNames: ['toItemId'] },
      ],
    },
  ];
}

function cascade(name: string, column: string, parent: string) {
  return {
    name,
    columnNames: [column],
    referencedTableName: parent,
    referencedColumnNames: ['id'],
    onDelete: 'CASCADE',
  };
}
