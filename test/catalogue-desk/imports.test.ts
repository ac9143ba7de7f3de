import ExcelJS from 'exceljs';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ImportChunk } from '../../entities/import-chunk.js';
import { ImportJob } from '../../entities/import-job.js';
import { loadSnapshot } from '../../src/catalogue/compile.js';
import { applyDrafts } from '../../src/catalogue/publish.js';
import type { Drafts } from '../../src/catalogue-desk/drafts.js';
import { FileKindError, FileTooLargeError, ImportStateError } from '../../src/catalogue-desk/errors.js';
import { Imports, MAX_UPLOAD_BYTES } from '../../src/catalogue-desk/imports.js';
import { TaskStoppedError } from '../../src/catalogue-desk/task-threads.js';
import type { TaskRunner } from '../../src/catalogue-desk/tasks.js';
import { ForbiddenError } from '../../src/errors.js';
import { exportWorkbook } from '../../src/export/catalogue-workbook.js';
import { buildTemplate } from '../../src/import/implementation-workbook.js';
import type { Staff } from '../../src/staff/staff.js';
import { readResult } from '../catalogue/factories.js';
import { engines, type TestDatabase } from '../storage/databases.js';
import { csvList, workbookList } from './lists.js';
import { keeper, openDesk } from './support.js';
import { TasksHere } from './tasks-here.js';

const DIANJIANG = '500231';
const DAZHOU = '511700';
const FIRST = [{ name: '社保卡挂失' }, { name: '养老金资格认证', content: '每年一次' }];

describe.each(await engines())('imports on $engine', ({ create }) => {
  let database: TestDatabase;
  let ds: DataSource;
  let staff: Staff;
  let drafts: Drafts;
  let imports: Imports;
  const an = keeper('安', 'editor');

  beforeEach(async () => {
    database = await create();
    ({ ds, staff, drafts } = await openDesk(database.url));
    imports = importsWith(new TasksHere(ds));
  });
  afterEach(async () => {
    await imports.settled();
    await ds.destroy();
    await database.drop();
  });

  const importsWith = (runner: TaskRunner, now?: () => Date) =>
    new Imports(ds, staff, drafts, runner, { now });
  const upload = async (file: string, bytes: Buffer, region = DIANJIANG) => {
    const { id } = await imports.upload(an, file, region, bytes);
    await imports.settled();
    return imports.get(an, id);
  };

  it('refuse a workbook that was exported: its rows would stand beside themselves', async () => {
    const source = {
      document: 'list.csv',
      title: '清单',
      docNumber: null,
      date: null,
      table: null,
      seq: 1,
      key: 'x-1',
      line: 2,
    };
    const record = {
      itemId: 'x-1',
      regionCode: DIANJIANG,
      agency: '县人力社保局',
      name: '社保卡挂失',
      elements: { name: [{ value: '社保卡挂失', source: 0 }] },
      sources: [source],
    };
    const job = await upload('导出.xlsx', await exportWorkbook([record], 'rows'));
    expect(job.status).toBe('failed');
    expect(job.fault).toContain('从问办导出的工作簿');
  });

  it('show layout, rows and differences, and publish nothing', async () => {
    const job = await upload('list.csv', csvList(FIRST));
    expect(job).toMatchObject({
      status: 'ready',
      progress: 100,
      fault: null,
      summary: {
        title: '垫江县社会保险政务服务事项目录清单',
        tables: [{ layout: '政务服务事项目录清单', rows: 2, line: 2 }],
        rows: 2,
        faults: 0,
        counts: { created: 2, updated: 0, devolved: 0, removed: 0, unchanged: 0 },
      },
    });
    const { differences } = await imports.difference(an, job.id);
    expect(differences.map(({ kind, name, agency }) => [kind, name, agency])).toEqual([
      ['created', '社保卡挂失', '县人力社保局'],
      ['created', '养老金资格认证', '县人力社保局'],
    ]);
    expect(differences[1]?.fields).toContainEqual({
      field: 'content',
      label: '行使内容',
      before: '',
      after: '每年一次',
    });
    expect((await loadSnapshot(ds)).revision).toBe(1);
  });

  it('take a single new matter from the empty form, and touch no other', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await buildTemplate('form')) as unknown as ExcelJS.Buffer);
    const sheet = workbook.getWorksheet('实施清单');
    sheet?.eachRow((row) => {
      const value = { 事项名称: '搭凉棚备案', 实施机构: '县城管局' }[String(row.getCell(2).value)];
      if (value) row.getCell(3).value = value;
    });
    const job = await upload('搭凉棚备案.xlsx', Buffer.from(await workbook.xlsx.writeBuffer()));
    expect(job).toMatchObject({ status: 'ready', summary: { faults: 0 } });
    const { differences } = await imports.difference(an, job.id);
    expect(differences.map(({ kind, name, agency }) => [kind, name, agency])).toEqual([
      ['created', '搭凉棚备案', '县城管局'],
    ]);
  });

  it('become one draft, in which differences can be left', async () => {
    const { id } = await upload('list.csv', csvList(FIRST));
    const [left] = (await imports.difference(an, id)).differences;
    const draft = await imports.toDraft(an, id, [left?.id ?? ''], null);
    expect(draft).toMatchObject({ kind: 'import', status: 'draft', regionCode: DIANJIANG, agency: null });
    expect(draft.content).toMatchObject({ jobId: id, left: [left?.id] });
    expect(await imports.get(an, id)).toMatchObject({ status: 'drafted', draftId: draft.id });
    const changed = await imports.toDraft(an, id, [], draft.version);
    expect(changed.id).toBe(draft.id);
    expect(changed.content).toMatchObject({ left: [] });
    await expect(imports.toDraft(an, id, [], draft.version)).rejects.toMatchObject({ status: 409 });
    await expect(imports.discard(an, id)).rejects.toThrow(ImportStateError);
  });

  it('read formulas as the values that were stored with them, and say so by cell', async () => {
    const bytes = await workbookList(FIRST, { formula: 'HYPERLINK("http://x","y")', result: '凭身份证' });
    const job = await upload('list.xlsx', bytes);
    expect(job).toMatchObject({ status: 'ready', summary: { rows: 2, faults: 1 } });
    const { faults, differences } = await imports.difference(an, job.id);
    expect(faults).toEqual([
      {
        file: 'list.xlsx',
        line: 3,
        cell: '清单!D3',
        message: '这一格是公式，按表中存下的结果“凭身份证”读取，请改为文字或核对后再用。',
      },
    ]);
    expect(differences[0]?.fields).toContainEqual(expect.objectContaining({ after: '凭身份证' }));
  });

  it('say in one sentence why a file cannot be read', async () => {
    const notAList = await upload('letter.txt', Buffer.from('各位领导：\n请审阅。\n'));
    expect(notAList).toMatchObject({ status: 'failed', fault: '文件里没有表格，不是事项清单。' });
    const damaged = await upload('list.xlsx', Buffer.from('PK\u0003\u0004 no workbook'));
    expect(damaged.fault).toContain('已损坏');
    const elsewhere = await upload('list.csv', csvList(FIRST), DAZHOU);
    expect(elsewhere).toMatchObject({ status: 'ready' });
    await expect(imports.toDraft(an, notAList.id, [], null)).rejects.toThrow(ImportStateError);
  });

  it('refuse a file of a strange kind, one that is too large, and somebody who may not', async () => {
    const bytes = csvList(FIRST);
    await expect(imports.upload(an, 'list.xlsm', DIANJIANG, bytes)).rejects.toThrow(FileKindError);
    const large = Buffer.alloc(MAX_UPLOAD_BYTES + 1);
    await expect(imports.upload(an, 'list.txt', DIANJIANG, large)).rejects.toThrow(FileTooLargeError);
    const strangers = [
      keeper('热线', 'agent'),
      keeper('程', 'reviewer'),
      keeper('达州', 'editor', { regions: [DAZHOU] }),
      keeper('社保局', 'editor', { agencies: ['县人力社保局'] }),
    ];
    for (const stranger of strangers)
      await expect(imports.upload(stranger, 'list.csv', DIANJIANG, bytes)).rejects.toThrow(ForbiddenError);
    expect(await ds.manager.count(ImportChunk)).toBe(0);
  });

  it('never take the place of another region’s list that has the same file name', async () => {
    const published = readResult('list.csv', [{ key: 'dj-030', name: '公租房申请', regionCode: DIANJIANG }]);
    await applyDrafts(ds, [published], { links: [], questions: [] });
    const job = await upload('list.csv', csvList(FIRST), DAZHOU);
    expect(job).toMatchObject({ status: 'failed' });
    expect(job.fault).toContain('请把文件改名');
  });

  it('go on in another process after the first one was stopped', async () => {
    const stopping: TaskRunner = { run: () => Promise.reject(new TaskStoppedError()) };
    const first = importsWith(stopping);
    const { id } = await first.upload(an, 'list.csv', DIANJIANG, csvList(FIRST));
    await first.settled();
    expect((await imports.get(an, id)).status).toBe('waiting');

    await imports.resume();
    await imports.settled();
    expect((await imports.get(an, id)).status, 'the first may be at work still').toBe('waiting');

    const later = importsWith(new TasksHere(ds), () => new Date(Date.now() + 60_000));
    await later.resume();
    await later.settled();
    expect(await imports.get(an, id)).toMatchObject({ status: 'ready', attempts: 2 });
  });

  it('are given up, and that is said, when reading them broke off again and again', async () => {
    const { id } = await importsWith({ run: () => Promise.reject(new TaskStoppedError()) }).upload(
      an,
      'list.csv',
      DIANJIANG,
      csvList(FIRST),
    );
    await ds.manager.update(ImportJob, { id }, { attempts: 3, aliveAt: '2026-01-01T00:00:00.000Z' });
    await imports.resume();
    await imports.settled();
    const job = await imports.get(an, id);
    expect(job).toMatchObject({ status: 'failed' });
    expect(job.fault).toContain('中断了 3 次');
    await imports.again(an, id);
    await imports.settled();
    expect((await imports.get(an, id)).status).toBe('ready');
  });

  it('leave nothing of a file that was given up', async () => {
    const { id } = await upload('list.csv', csvList(FIRST));
    await imports.discard(an, id);
    expect((await imports.get(an, id)).status).toBe('discarded');
    expect(await ds.manager.count(ImportChunk)).toBe(0);
    const actions = (await staff.audit.list(5)).map(({ action }) => action);
    expect(actions).toEqual(['import.discard', 'import.upload']);
  });
});
