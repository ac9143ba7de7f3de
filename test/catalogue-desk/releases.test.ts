import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CatalogueDraft } from '../../entities/catalogue-draft.js';
import { ReleaseCheck } from '../../entities/release-check.js';
import { loadSnapshot } from '../../src/catalogue/compile.js';
import { applyDrafts } from '../../src/catalogue/publish.js';
import type { EditChanges } from '../../src/catalogue-desk/draft-content.js';
import type { Drafts } from '../../src/catalogue-desk/drafts.js';
import { CheckBusyError, DraftStateError, ReleaseRefusedError } from '../../src/catalogue-desk/errors.js';
import { Imports } from '../../src/catalogue-desk/imports.js';
import type { Preview } from '../../src/catalogue-desk/preview-entry.js';
import type { ReleaseReport } from '../../src/catalogue-desk/release-report.js';
import { Releases } from '../../src/catalogue-desk/releases.js';
import { ForbiddenError } from '../../src/errors.js';
import { verifyAudit } from '../../src/staff/audit/verify-audit.js';
import type { Staff } from '../../src/staff/staff.js';
import { readResult } from '../catalogue/factories.js';
import { engines, type TestDatabase } from '../storage/databases.js';
import { csvList } from './lists.js';
import { CARD, entryOf, keeper, OFFICE, openDesk, QUERY } from './support.js';
import { dataWithJudged, TasksHere } from './tasks-here.js';

const DIANJIANG = '500231';
const DATA = dataWithJudged([
  { id: 'q1', question: '补换社会保障卡怎么办', region: '垫江县', gold: ['dj-017'], intent: 'process' },
  { id: 'q2', question: '明天下不下雨', region: '垫江县', gold: [], intent: 'outOfScope' },
]);
const set = (cell: string) => ({
  kind: 'set' as const,
  cell,
  source: OFFICE,
  validFrom: null,
  validTo: null,
});

/** An engine is compiled twice for each check. */
const TIMEOUT_MS = 90_000;

describe.each(await engines())(
  'publishing drafts on $engine',
  { timeout: TIMEOUT_MS },
  ({ engine, create }) => {
    let database: TestDatabase;
    let ds: DataSource;
    let staff: Staff;
    let drafts: Drafts;
    let imports: Imports;
    let releases: Releases;
    let told: number;
    const an = keeper('安', 'editor');
    const cheng = keeper('程', 'reviewer');

    beforeEach(async () => {
      database = await create();
      ({ ds, staff, drafts } = await openDesk(database.url));
      imports = new Imports(ds, staff, drafts, new TasksHere(ds, DATA));
      told = 0;
      const onPublished = async () => {
        told++;
      };
      releases = new Releases(ds, staff, new TasksHere(ds, DATA), { onPublished });
    });
    afterEach(async () => {
      await releases.settled();
      await ds.destroy();
      await database.drop();
    });

    const edited = async (itemId: string, changes: EditChanges): Promise<CatalogueDraft> => {
      const { id, version } = await drafts.openEdit(an, await entryOf(ds, itemId));
      return drafts.saveEdit(an, id, version, changes);
    };
    const approved = async ({ id, version }: CatalogueDraft): Promise<CatalogueDraft> => {
      const sent = await drafts.step(an, id, version, 'submit');
      return drafts.step(cheng, id, sent.version, 'approve');
    };
    const checked = async (...list: CatalogueDraft[]) => {
      const { id } = await releases.check(
        cheng,
        list.map((draft) => draft.id),
      );
      await releases.settled();
      const check = await releases.get(cheng, id);
      expect(check.fault).toBeNull();
      return { id, report: check.result as ReleaseReport };
    };

    it('asks the judged questions before, and puts edit, draft and audit entry into force together', async () => {
      const draft = await approved(await edited('dj-017', { serviceHours: set('9:00-12:00') }));
      const { id, report } = await checked(draft);
      expect(report).toMatchObject({
        revision: 1,
        differs: true,
        conflicts: [],
        edits: 1,
        worse: [],
        better: [],
      });
      expect(report.figures.after).toMatchObject({ questions: 2, recallAt1: 1 });

      expect(await releases.publish(cheng, id, '核实窗口时间', null)).toBe(2);
      const { items, revision } = await loadSnapshot(ds);
      expect(revision).toBe(2);
      const hours = items.find((item) => item.id === 'dj-017')?.implementations[0]?.elements.serviceHours;
      expect(hours?.map(({ value }) => value)).toEqual(['9:00-12:00']);
      expect(await drafts.get(cheng, draft.id)).toMatchObject({
        status: 'published',
        publishedRevision: 2,
        openKey: null,
      });
      expect(told).toBe(1);
      const [entry] = await staff.audit.list(1);
      expect(entry).toMatchObject({ actor: '程', action: 'catalogue.publish', subject: '第2版' });
      expect((await verifyAudit(ds)).fault).toBeNull();
      await expect(releases.publish(cheng, id, '再来一次', null)).rejects.toThrow(ReleaseRefusedError);
    });

    // What follows does not depend on the database.
    if (engine !== 'sqlite') return;

    it('wants a written reason for a drop, and keeps it', async () => {
      const draft = await approved(await edited('dj-017', { disclosed: set('否') }));
      const { id, report } = await checked(draft);
      expect(report.worse.length).toBeGreaterThan(0);
      expect(report.worse[0]).toMatchObject({
        id: 'q1',
        expected: expect.stringContaining('dj-017'),
        before: { first: 'dj-017 补、换社会保障卡' },
        after: { kind: 'none' },
      });
      const refused = releases.publish(cheng, id, '不公开', '好');
      await expect(refused).rejects.toMatchObject({
        detail: expect.stringContaining('个评测问题变差'),
      });
      const reason = '事项暂停办理，不再对外公开';
      expect(await releases.publish(cheng, id, '不公开', reason)).toBe(2);
      expect((await releases.get(cheng, id)).reason).toBe(reason);
      const [entry] = await staff.audit.list(1);
      expect(JSON.parse(entry?.details ?? '{}')).toMatchObject({
        reason,
        worse: report.worse.map((q) => q.id),
      });
    });

    it('publishes the accepted differences of a list and leaves the others as they are', async () => {
      // A list states fewer elements than the checks want.
      const reason = '清单照原文导入，要素以后补齐';
      const list = [{ name: '失业登记' }, { name: '养老金资格认证', content: '每年一次' }];
      const job = await imports.upload(an, 'list.csv', DIANJIANG, csvList(list));
      await imports.settled();
      const first = await approved(await imports.toDraft(an, job.id, [], null));
      await releases.publish(cheng, (await checked(first)).id, '第一次导入', reason);

      const newer = [{ name: '养老金资格认证', content: '随时可做' }, { name: '工伤认定' }];
      const second = await imports.upload(an, 'newer.csv', DIANJIANG, csvList(newer));
      await imports.settled();
      const { differences } = await imports.difference(an, second.id);
      expect(differences.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
        'removed 失业登记',
        'updated 养老金资格认证',
        'created 工伤认定',
      ]);
      const removal = differences[0]?.id ?? '';
      const draft = await approved(await imports.toDraft(an, second.id, [removal], null));
      await releases.publish(cheng, (await checked(draft)).id, '第二次导入', reason);
      const { items } = await loadSnapshot(ds);
      const names = items.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(['失业登记', '养老金资格认证', '工伤认定']));
      const pension = items.find(({ name }) => name === '养老金资格认证')?.implementations[0];
      expect(pension?.elements.content?.[0]?.value).toBe('随时可做');
    });

    it('refuses what is not approved, what was changed after the check, and whoever may not publish', async () => {
      const draft = await edited('dj-017', { serviceHours: set('9:00-12:00') });
      const { id } = await checked(draft);
      await expect(releases.publish(cheng, id, '未审核', null)).rejects.toThrow(DraftStateError);
      const ready = await approved(draft);
      await expect(releases.publish(an, id, '编辑发布', null)).rejects.toThrow(ForbiddenError);
      const elsewhere = keeper('达州', 'reviewer', { regions: ['511700'] });
      await expect(releases.publish(elsewhere, id, '别处', null)).rejects.toThrow(ForbiddenError);
      const back = await drafts.step(cheng, ready.id, ready.version, 'return', '再核对');
      const saved = await drafts.saveEdit(an, ready.id, back.version, { serviceHours: set('10:00-11:00') });
      await approved(saved);
      await expect(releases.publish(cheng, id, '旧的检查', null)).rejects.toMatchObject({
        detail: expect.stringContaining('又改动过'),
      });
      expect((await loadSnapshot(ds)).revision).toBe(1);
    });

    it('refuses a check of an older revision', async () => {
      const { id } = await checked(
        await approved(await edited('dj-017', { serviceHours: set('9:00-12:00') })),
      );
      await applyDrafts(ds, [readResult('001.txt', [CARD], 'b')], { links: [], questions: [] });
      await expect(releases.publish(cheng, id, '', null)).rejects.toMatchObject({
        detail: expect.stringContaining('重新检查'),
      });
      await applyDrafts(ds, [readResult('001.txt', [CARD, QUERY], 'c')], { links: [], questions: [] });
    });

    it('checks one set at a time; a check that was cut off is called failed', async () => {
      const draft = await edited('dj-017', { serviceHours: set('9:00-12:00') });
      const waiting = new Releases(ds, staff, { run: () => new Promise(() => {}) });
      const { id } = await waiting.check(cheng, [draft.id]);
      await expect(releases.check(cheng, [draft.id])).rejects.toThrow(CheckBusyError);
      await ds.manager.update(ReleaseCheck, { id }, { aliveAt: '2026-01-01T00:00:00.000Z' });
      expect(await releases.get(cheng, id)).toMatchObject({ status: 'failed' });
      await checked(draft);
    });

    it('shows what residents would read in each channel, before anything is published', async () => {
      const draft = await edited('dj-017', { serviceHours: set('工作日9:00-12:00') });
      const request = {
        draftId: draft.id,
        question: '社会保障卡补换几点上班',
        regionCode: DIANJIANG,
        day: '2026-06-01',
      };
      const preview = (await new TasksHere(ds, DATA).run({ kind: 'preview', request })) as Preview;
      expect(preview).toMatchObject({ hit: true, kind: 'answer' });
      for (const shape of [preview.web.reply, preview.speech, ...preview.officialAccount, ...preview.wechat])
        expect(shape).toMatch(/9:00|9点/);
      expect(preview.sms.length).toBeLessThanOrEqual(140);
      expect(preview.web.sections[0]).toMatchObject({
        status: 'stated',
        sources: ['县人力社保局的说明（电话核实）'],
      });
      expect((await loadSnapshot(ds)).revision).toBe(1);
    });
  },
);
