import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EntryName } from '../../src/catalogue/apply-edits.js';
import { applyDrafts } from '../../src/catalogue/publish.js';
import type { EditChanges, EditContent } from '../../src/catalogue-desk/draft-content.js';
import { editChangesSchema } from '../../src/catalogue-desk/draft-content.js';
import type { Drafts } from '../../src/catalogue-desk/drafts.js';
import {
  DraftChangedError,
  DraftStateError,
  OwnDraftError,
  ReleaseRefusedError,
} from '../../src/catalogue-desk/errors.js';
import { ForbiddenError, InvalidRequestError } from '../../src/errors.js';
import { verifyAudit } from '../../src/staff/audit/verify-audit.js';
import type { Staff } from '../../src/staff/staff.js';
import { readResult } from '../catalogue/factories.js';
import { engines, type TestDatabase } from '../storage/databases.js';
import { CARD, entryOf, keeper, OFFICE, openDesk, QUERY } from './support.js';

const setHours = (cell: string): EditChanges => ({
  serviceHours: { kind: 'set', cell, source: OFFICE, validFrom: null, validTo: null },
});

describe.each(await engines())('drafts on $engine', ({ create }) => {
  let database: TestDatabase;
  let ds: DataSource;
  let drafts: Drafts;
  let staff: Staff;
  let entry: EntryName;
  const an = keeper('安', 'editor');
  const bai = keeper('白', 'editor');
  const cheng = keeper('程', 'reviewer');

  beforeEach(async () => {
    database = await create();
    ({ ds, drafts, staff } = await openDesk(database.url));
    entry = await entryOf(ds, 'dj-017');
  });
  afterEach(async () => {
    await ds.destroy();
    await database.drop();
  });

  it('go from an editor through a reviewer, and every step is in the audit log', async () => {
    const opened = await drafts.openEdit(an, entry);
    const saved = await drafts.saveEdit(an, opened.id, opened.version, setHours('9:00-12:00'));
    const submitted = await drafts.step(an, saved.id, saved.version, 'submit');
    const approved = await drafts.step(cheng, saved.id, submitted.version, 'approve', '已电话核实');
    expect(approved.status).toBe('approved');
    expect(approved.steps.map(({ staffName, step }) => `${staffName} ${step}`)).toEqual([
      '安 created',
      '安 saved',
      '安 submitted',
      '程 approved',
    ]);
    expect((await drafts.get(an, saved.id)).version).toBe(approved.version);
    const entries = await staff.audit.list(10);
    expect(entries.map(({ action }) => action)).toEqual([
      'draft.approve',
      'draft.submit',
      'draft.save',
      'draft.create',
    ]);
    expect((await verifyAudit(ds)).fault).toBeNull();
  });

  it('are one for each entry, whoever opens it', async () => {
    const [first, second] = await Promise.all([drafts.openEdit(an, entry), drafts.openEdit(bai, entry)]);
    expect(second.id).toBe(first.id);
    const other = await drafts.openEdit(an, await entryOf(ds, 'dj-018'));
    expect(other.id).not.toBe(first.id);
    await drafts.step(an, first.id, first.version, 'discard');
    expect((await drafts.openEdit(bai, entry)).id).not.toBe(first.id);
  });

  it('tell the second of two editors what differs, and overwrite nothing', async () => {
    const { id, version } = await drafts.openEdit(an, entry);
    await drafts.saveEdit(an, id, version, setHours('9:00-12:00'));
    const late = drafts.saveEdit(bai, id, version, setHours('8:00-18:00'));
    await expect(late).rejects.toThrow(DraftChangedError);
    await expect(late).rejects.toMatchObject({
      detail: expect.stringContaining('安'),
      faults: [
        {
          field: 'serviceHours',
          message: '“办理时间”现在的草稿是：9:00-12:00；您要保存的是：8:00-18:00',
        },
      ],
    });
    const kept = (await drafts.get(an, id)).content as EditContent;
    expect(kept.changes.serviceHours).toMatchObject({ cell: '9:00-12:00' });
  });

  it('lets only one of two saves at the same moment through', async () => {
    const { id, version } = await drafts.openEdit(an, entry);
    const saves = await Promise.allSettled([
      drafts.saveEdit(an, id, version, setHours('9:00-12:00')),
      drafts.saveEdit(bai, id, version, setHours('8:00-18:00')),
    ]);
    expect(saves.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('are never approved by somebody who wrote in them, whatever the role', async () => {
    const chief = keeper('主任', 'administrator');
    const { id, version } = await drafts.openEdit(chief, entry);
    const saved = await drafts.saveEdit(chief, id, version, setHours('9:00-12:00'));
    const { version: now } = await drafts.step(chief, id, saved.version, 'submit');
    await expect(drafts.step(chief, id, now, 'approve')).rejects.toThrow(OwnDraftError);
    expect((await drafts.step(cheng, id, now, 'approve')).status).toBe('approved');
  });

  it('are refused to other roles, other regions and other agencies', async () => {
    const agent = keeper('热线', 'agent');
    const elsewhere = keeper('达州', 'editor', { regions: ['511700'] });
    const otherAgency = keeper('民政', 'editor', { agencies: ['县民政局'] });
    const city = keeper('市里', 'editor', { regions: ['500000'] });
    for (const stranger of [agent, elsewhere, otherAgency, cheng])
      await expect(drafts.openEdit(stranger, entry), stranger.name).rejects.toThrow(ForbiddenError);
    const { id, version } = await drafts.openEdit(city, entry);
    for (const stranger of [agent, elsewhere, otherAgency]) {
      await expect(drafts.get(stranger, id)).rejects.toThrow(ForbiddenError);
      await expect(drafts.saveEdit(stranger, id, version, {})).rejects.toThrow(ForbiddenError);
      expect(await drafts.list(stranger)).toEqual([]);
    }
    const { version: submitted } = await drafts.saveEdit(city, id, version, setHours('9:00-12:00'));
    await drafts.step(city, id, submitted, 'submit');
    await expect(drafts.step(an, id, submitted + 1, 'approve')).rejects.toThrow(ForbiddenError);
  });

  it('cannot skip a step, be changed under review, or be sent empty', async () => {
    const { id, version } = await drafts.openEdit(an, entry);
    await expect(drafts.step(an, id, version, 'submit')).rejects.toThrow(ReleaseRefusedError);
    await expect(drafts.step(cheng, id, version, 'approve')).rejects.toThrow(DraftStateError);
    const saved = await drafts.saveEdit(an, id, version, setHours('9:00-12:00'));
    const sent = await drafts.step(an, id, saved.version, 'submit');
    await expect(drafts.saveEdit(an, id, sent.version, {})).rejects.toThrow(DraftStateError);
    const back = await drafts.step(cheng, id, sent.version, 'return', '请写明周末');
    expect(back).toMatchObject({ status: 'draft', version: sent.version + 1 });
    expect(back.steps.at(-1)).toMatchObject({ staffName: '程', note: '请写明周末' });
  });

  it('are held up when what they change was published anew in the meantime', async () => {
    const { id, version } = await drafts.openEdit(an, entry);
    const saved = await drafts.saveEdit(an, id, version, setHours('9:00-12:00'));
    const newer = { ...CARD, elements: { serviceHours: [{ value: '9:30-16:30', source: 0 }] } };
    await applyDrafts(ds, [readResult('001.txt', [newer, QUERY], 'b')], { links: [], questions: [] });
    await expect(drafts.step(an, id, saved.version, 'submit')).rejects.toMatchObject({
      detail: expect.stringContaining('“办理时间”'),
    });
    const again = await drafts.saveEdit(an, id, saved.version, setHours('9:00-12:00'), true);
    expect((await drafts.step(an, id, again.version, 'submit')).status).toBe('inReview');
  });

  it('say by element what cannot be read', async () => {
    const { id, version } = await drafts.openEdit(an, entry);
    const wrong = editChangesSchema.parse({
      feeCharged: { kind: 'set', cell: '也许', source: OFFICE },
      serviceHours: {
        kind: 'set',
        cell: '9:00',
        source: OFFICE,
        validFrom: '2026-08-01',
        validTo: '2026-07-01',
      },
      name: { kind: 'unknown', source: OFFICE },
    });
    const saving = drafts.saveEdit(an, id, version, wrong);
    await expect(saving).rejects.toThrow(InvalidRequestError);
    await expect(saving).rejects.toMatchObject({
      faults: [
        { field: 'feeCharged', message: expect.stringContaining('“是否收费”填写有误') },
        { field: 'serviceHours', message: '“办理时间”的截止日期早于生效日期' },
        { field: 'name', message: '“事项名称”不能没有' },
      ],
    });
  });
});
