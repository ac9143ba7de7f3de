import { describe, expect, it } from 'vitest';
import { grantOf } from '../staff/support.js';
import { BASE, startDesk } from './desk-over-http.js';
import { csvList, workbookList } from './lists.js';
import { OFFICE } from './support.js';

const SCRIPT = '<script>alert(1)</script>';

describe('the catalogue desk over HTTP', { timeout: 90_000 }, () => {
  it('takes an edit from an editor by a reviewer into the catalogue that answers', async () => {
    const { signIn, catalogue, entry } = await startDesk();
    const an = await signIn('安静', grantOf('editor', { regions: ['500231'] }));
    const cheng = await signIn('程远', grantOf('reviewer'));
    const list = await an.send('GET', '/entries?q=保障卡&region=垫江县');
    expect(list.json).toMatchObject({
      total: 1,
      entries: [{ itemId: 'dj-017', regionName: '垫江县', filled: 4 }],
    });
    const draft = (await an.send('POST', `${entry}/draft`, {})).json;
    const changes = {
      serviceHours: { kind: 'set', cell: '工作日9:00-12:00', source: { ...OFFICE, note: SCRIPT } },
      content: { kind: 'set', cell: SCRIPT, source: OFFICE },
    };
    const saved = await an.send('PUT', `/drafts/${draft.id}`, { version: draft.version, changes });
    expect(saved.json).toMatchObject({
      version: 2,
      mine: true,
      changes: [
        { field: 'serviceHours', published: '9:00-17:00', overtaken: false },
        { field: 'content', cell: SCRIPT },
      ],
    });
    const late = await an.send('PUT', `/drafts/${draft.id}`, { version: 1, changes: {} });
    expect(late).toMatchObject({
      status: 409,
      json: { code: 'desk.draft_changed', errors: [{ field: 'serviceHours' }, { field: 'content' }] },
    });
    await an.send('POST', `/drafts/${draft.id}/steps`, { version: 2, step: 'submit' });
    const own = await an.send('POST', `/drafts/${draft.id}/steps`, { version: 3, step: 'approve' });
    expect(own).toMatchObject({ status: 403, json: { code: 'staff.forbidden' } });
    const approval = await cheng.send('POST', `/drafts/${draft.id}/steps`, { version: 3, step: 'approve' });
    expect(approval.json.status).toBe('approved');

    const check = (await cheng.send('POST', '/checks', { drafts: [draft.id] })).json;
    const done = await cheng.until(`/checks/${check.id}`, ['done', 'failed']);
    expect(done).toMatchObject({
      status: 'done',
      drop: null,
      result: { conflicts: [], edits: 2, worse: [] },
    });
    const refused = await an.send('POST', `/checks/${check.id}/publish`, { note: '修改时间' });
    expect(refused.status).toBe(403);
    const published = await cheng.send('POST', `/checks/${check.id}/publish`, { note: '修改时间' });
    expect(published.json).toEqual({ revision: 2 });
    // This process serves it already; text is kept as it was written and escaped where it is shown.
    const card = catalogue.current().items.find(({ id }) => id === 'dj-017')?.implementations[0];
    expect(card?.elements.content?.[0]?.value).toBe(SCRIPT);
    const history = await an.send('GET', `${entry}/revisions`);
    expect(history.json.revisions).toMatchObject([{ revision: 2, note: '修改时间' }, { revision: 1 }]);
    const restored = await an.send('POST', `${entry}/draft`, { restore: 1 });
    expect(
      restored.json.changes.map((one: { field: string; kind: string }) => `${one.kind} ${one.field}`),
    ).toEqual(['withdraw content', 'withdraw serviceHours']);
  });

  it('takes lists and workbooks, and shows formulas by cell', async () => {
    const { signIn } = await startDesk();
    const an = await signIn('安静', grantOf('editor'));
    const bytes = await workbookList([{ name: '工伤认定' }], { formula: '1+1', result: '2' });
    const upload = await an.send('POST', '/imports?file=list.xlsx&region=垫江县', bytes);
    expect(upload).toMatchObject({ status: 202, json: { status: 'waiting', regionName: '垫江县' } });
    const job = await an.until(`/imports/${upload.json.id}`, ['ready', 'failed']);
    expect(job).toMatchObject({ status: 'ready', summary: { rows: 1, faults: 1, counts: { created: 1 } } });
    const difference = await an.send('GET', `/imports/${job.id}/differences?kind=created`);
    expect(difference.json).toMatchObject({
      total: 1,
      faults: [{ cell: '清单!D3', message: expect.stringContaining('公式') }],
      differences: [{ kind: 'created', name: '工伤认定' }],
    });
    const draft = await an.send('POST', `/imports/${job.id}/draft`, { left: [], version: null });
    expect(draft.json).toMatchObject({ kind: 'import', jobId: job.id, left: [] });
  });

  it('refuses 50 MB and more, other kinds of file, and leaves the limit of 64 KiB elsewhere', async () => {
    const { signIn, entry } = await startDesk();
    const an = await signIn('安静', grantOf('editor'));
    const large = await an.send(
      'POST',
      '/imports?file=list.txt&region=垫江县',
      Buffer.alloc(50 * 1024 * 1024 + 1),
    );
    expect(large).toMatchObject({ status: 413, json: { code: 'desk.file_too_large' } });
    expect(large.json.detail).toContain('50 MB');
    const macros = await an.send('POST', '/imports?file=list.xlsm&region=垫江县', Buffer.from('PK'));
    expect(macros).toMatchObject({ status: 415, json: { code: 'desk.file_kind' } });
    const body = { restore: 1, padding: 'x'.repeat(70_000) };
    expect((await an.send('POST', `${entry}/draft`, body)).status).toBe(413);
  });

  it('refuses strangers, missing tokens, other roles and other regions', async () => {
    const { signIn, call, entry } = await startDesk();
    expect((await call(`${BASE}/entries`)).status).toBe(401);
    const agent = await signIn('热线', grantOf('agent'));
    const elsewhere = await signIn('达州', grantOf('editor', { regions: ['511700'] }));
    const an = await signIn('安静', grantOf('editor'));
    for (const path of ['/entries', '/drafts', '/imports', '/checks', '/revisions', entry])
      expect((await agent.send('GET', path)).status, path).toBe(403);
    for (const path of [entry, `${entry}/revisions`, `${entry}/compare?from=1&to=1`])
      expect((await elsewhere.send('GET', path)).status, path).toBe(403);
    expect((await elsewhere.send('POST', `${entry}/draft`, {})).status).toBe(403);
    const upload = '/imports?file=list.csv&region=垫江县';
    expect((await elsewhere.send('POST', upload, csvList([{ name: '工伤认定' }]))).status).toBe(403);
    const forged = await an.send('POST', `${entry}/draft`, {}, { 'X-CSRF-Token': 'x' });
    expect(forged.json.code).toBe('staff.csrf');
    expect((await an.send('GET', '/drafts')).json.drafts).toEqual([]);
  });
});
