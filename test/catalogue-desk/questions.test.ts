import { describe, expect, it, onTestFinished } from 'vitest';
import { AuditEntry } from '../../entities/audit-entry.js';
import { ReleaseCheck } from '../../entities/release-check.js';
import { applyDrafts } from '../../src/catalogue/publish.js';
import { verifyAudit } from '../../src/staff/audit/verify-audit.js';
import { readResult } from '../catalogue/factories.js';
import { grantOf } from '../staff/support.js';
import { engines } from '../storage/databases.js';
import { startDesk } from './desk-over-http.js';
import { keepQuestions } from './running-desk.js';
import { CARD, QUERY } from './support.js';

const SCRIPT = '<script>alert(1)</script>';
const DOGS = ['养犬证怎么办理', '养犬证怎么办理', '大足养犬证怎么办', '怎么办理养犬证'];
const DRONES = ['无人机怎么登记', '无人机登记在哪里办'];

type Desk = Awaited<ReturnType<typeof startDesk>>;
type Keeper = Awaited<ReturnType<Desk['signIn']>>;
interface Group {
  id: string;
  text: string;
  count: number;
}

/** A group as the keeper sees it, and what is done about it. */
async function lookAt(keeper: Keeper, text: string, query = '') {
  const list = await keeper.send('GET', `/questions?state=open${query}`);
  const group = (list.json.groups as Group[]).find((one) => one.text === text);
  const { since, until } = list.json;
  const settle = (deed: object, seen = { since, until }) =>
    keeper.send('POST', `/questions/${group?.id}/cases`, { ...seen, deed });
  return { group, settle, list: list.json };
}

/** Takes a draft by a second person into force. */
async function publish(editor: Keeper, reviewer: Keeper, draftId: string) {
  const { json: draft } = await editor.send('GET', `/drafts/${draftId}`);
  const sent = await editor.send('POST', `/drafts/${draftId}/steps`, {
    version: draft.version,
    step: 'submit',
  });
  const approved = await reviewer.send('POST', `/drafts/${draftId}/steps`, {
    version: sent.json.version,
    step: 'approve',
  });
  expect(approved.json.status).toBe('approved');
  const { json: begun } = await reviewer.send('POST', '/checks', { drafts: [draftId] });
  const check = await reviewer.until(`/checks/${begun.id}`, ['done', 'failed']);
  const published = await reviewer.send('POST', `/checks/${check.id}/publish`, {
    note: '补充问法',
    reason: '评测问题与本次补充无关',
  });
  return { check, published: published.json };
}

describe.each(await engines())('unanswered questions on $engine', { timeout: 120_000 }, ({ create }) => {
  async function open() {
    const database = await create();
    const desk = await startDesk(database.url);
    onTestFinished(() => database.drop());
    return desk;
  }

  it('come in groups by likeness, with regions, channels and what was wrong', async () => {
    const { ds, signIn } = await open();
    await keepQuestions(ds, DOGS);
    await keepQuestions(ds, DRONES, { regionCode: null, channel: 'hotline' });
    await keepQuestions(ds, ['天上的星星'], { kind: 'none', topicId: 'none-weather' });
    await keepQuestions(ds, ['社保卡'], { kind: 'clarify' });
    await keepQuestions(ds, ['社保卡'], { kind: 'clarify', askedAt: new Date().toISOString() });
    await keepQuestions(ds, ['医保查询'], { kind: 'clarify', sessionHash: 's' });
    await keepQuestions(ds, ['第二个'], {
      kind: 'answer',
      sessionHash: 's',
      askedAt: new Date().toISOString(),
    });
    const askedAt = new Date(Date.now() - 60_000).toISOString();
    await keepQuestions(ds, ['缴费查询'], { kind: 'answer', rating: 1, regionCode: '511700', askedAt });
    await keepQuestions(ds, ['太早的提问'], { askedAt: '2020-01-01T00:00:00.000Z' });
    const an = await signIn('安静', grantOf('editor'));
    const { list } = await lookAt(an, '');
    expect(list.groups.map(({ text, count }: Group) => [text, count])).toEqual([
      ['养犬证怎么办理', 4],
      ['无人机怎么登记', 2],
      ['缴费查询', 1],
      ['社保卡', 1],
    ]);
    expect(list.groups[0]).toMatchObject({
      faults: { none: 4, abandoned: 0, badlyRated: 0 },
      regions: [{ code: '500231', name: '垫江县', count: 4 }],
      channels: [{ channel: 'web', count: 4 }],
    });
    expect(list.regions).toContainEqual({ code: null, name: '未说明区划', count: 2 });
    const hotline = await an.send('GET', '/questions?channel=hotline');
    expect(hotline.json.groups).toMatchObject([{ text: '无人机怎么登记', count: 2 }]);
    const bad = await an.send('GET', '/questions?fault=badlyRated');
    expect(bad.json.groups.map(({ text }: Group) => text)).toEqual(['缴费查询']);
    const here = await signIn('垫江', grantOf('editor', { regions: ['500231'] }));
    const seen = (await lookAt(here, '')).list.groups.map(({ text }: Group) => text);
    expect(seen).toEqual(['养犬证怎么办理', '无人机怎么登记', '社保卡']);
  });

  it('become a wording that a second person accepts, and are answered; the wording outlives a new list', async () => {
    const { ds, signIn, asker } = await open();
    await keepQuestions(ds, ['咋个弄一张新的社保片片', '咋个弄一张社保片片']);
    const [an, cheng] = [await signIn('安静', grantOf('editor')), await signIn('程远', grantOf('reviewer'))];
    const { settle } = await lookAt(an, '咋个弄一张新的社保片片');
    const settled = await settle({ kind: 'wording', itemId: 'dj-018', texts: ['咋个弄一张新的社保片片'] });
    const { draftId } = settled.json;
    expect((await an.send('GET', `/drafts/${draftId}`)).json).toMatchObject({
      kind: 'language',
      regionName: '垫江县',
      language: { add: [{ kind: 'wording', target: 'dj-018', text: '咋个弄一张新的社保片片' }] },
      questions: [{ count: 1 }, { count: 1 }],
    });
    expect((await an.send('GET', '/questions?state=pending')).json.groups).toHaveLength(1);
    // The wording belongs to another matter; a draft can be mended while it is being written.
    const discard = await an.send('POST', `/drafts/${draftId}/steps`, { version: 1, step: 'discard' });
    expect(discard.json.status).toBe('discarded');
    const again = await lookAt(an, '咋个弄一张新的社保片片');
    const texts = ['咋个弄一张新的社保片片', ' 咋个弄一张新的社保片片 ', '社保片片补一张'];
    const right = (await again.settle({ kind: 'wording', itemId: 'dj-017', texts })).json.draftId;

    const { check, published } = await publish(an, cheng, right);
    expect(check.result).toMatchObject({ additions: { added: 2, withdrawn: 0 }, worse: [] });
    expect(check.result.asked).toContainEqual({
      question: '咋个弄一张新的社保片片',
      region: '垫江县',
      count: 1,
      before: expect.anything(),
      after: { kind: 'answer', first: '补、换社会保障卡' },
    });
    expect(published).toEqual({ revision: 2 });
    const stored = await ds.manager.findOneByOrFail(ReleaseCheck, { id: check.id });
    expect(JSON.stringify(stored)).not.toContain('社保片片');
    const ask = () => asker.ask({ question: '咋个弄一张新的社保片片', region: '垫江县' });
    expect((await ask()).answer?.item.id).toBe('dj-017');
    const done = await an.send('GET', '/questions?state=done');
    expect(done.json.groups).toMatchObject([
      { lastCase: { kind: 'wording', state: 'done', staffName: '安静', publishedRevision: 2 } },
    ]);

    await applyDrafts(ds, [readResult('001.txt', [{ ...CARD, name: '补、换社会保障卡（新）' }, QUERY])], {
      links: [],
      questions: [],
    });
    const [addition] = (await an.send('GET', '/language')).json.additions;
    expect(addition).toMatchObject({ kind: 'wording', target: 'dj-017', addedBy: '安静' });
    expect(await verifyAudit(ds)).toMatchObject({ fault: null });

    const ended = (await an.send('POST', `/language/${addition.id}/withdraw`)).json;
    expect(ended.language.withdraw).toMatchObject([{ id: addition.id }]);
    await publish(an, cheng, ended.id);
    expect((await an.send('GET', '/language')).json.additions).toHaveLength(1);
  });

  it('are answered by a synonym, or told honestly not to be ours, and come back when new ones come in', async () => {
    const { ds, signIn, asker } = await open();
    await keepQuestions(ds, DOGS);
    const [an, cheng] = [await signIn('安静', grantOf('editor')), await signIn('程远', grantOf('reviewer'))];
    const dogs = await lookAt(an, '养犬证怎么办理');
    const topic = { kind: 'notOurs', topic: '养犬登记', advice: '养犬登记请找公安派出所。', texts: DOGS };
    const notOurs = (await dogs.settle(topic)).json.draftId;
    const wrong = await an.send('POST', `/drafts/${notOurs}/steps`, { version: 1, step: 'approve' });
    expect(wrong.status).toBe(403);
    const { check } = await publish(an, cheng, notOurs);
    expect(check.result.asked[0].after).toEqual({ kind: 'none', first: null });
    const told = await asker.ask({ question: '养犬证怎么办理', region: '垫江县' });
    expect(told).toMatchObject({ kind: 'none', topic: expect.stringMatching(/^none-desk-/) });
    expect(told.reply).toContain('养犬登记请找公安派出所。');

    const concepts = (await an.send('GET', '/language/concepts?q=社会保障卡')).json.concepts;
    await keepQuestions(ds, ['社保片片掉了']);
    const card = await lookAt(an, '社保片片掉了');
    const synonym = { kind: 'synonym', concept: concepts[0].id, form: '社保片片' };
    await publish(an, cheng, (await card.settle(synonym)).json.draftId);
    const found = await asker.ask({ question: '社保片片掉了', region: '垫江县' });
    expect(found.candidates[0]?.id).toBe('dj-017');

    expect((await lookAt(an, '养犬证怎么办理')).group).toBeUndefined();
    await keepQuestions(ds, ['养犬证怎么办理'], { askedAt: new Date().toISOString() });
    const back = await lookAt(an, '养犬证怎么办理');
    expect(back.list.groups[0]).toMatchObject({ count: 1, lastCase: { kind: 'notOurs', state: 'done' } });
    await back.settle({ kind: 'ignored' });
    expect((await lookAt(an, '养犬证怎么办理')).group).toBeUndefined();
    await an.send('POST', `/questions/${back.group?.id}/cases`, {
      since: back.list.since,
      until: back.list.until,
      deed: { kind: 'reopen' },
    });
    expect((await lookAt(an, '养犬证怎么办理')).group?.count).toBe(1);
  });
});

describe('unanswered questions, misused', { timeout: 60_000 }, () => {
  it('are refused to strangers, agents, other regions and without the token', async () => {
    const { ds, signIn, call, entry } = await startDesk();
    const [id] = await keepQuestions(ds, DOGS);
    expect((await call('/api/v1/staff/catalogue/questions')).status).toBe(401);
    const agent = await signIn('热线', grantOf('agent'));
    const an = await signIn('安静', grantOf('editor'));
    const cheng = await signIn('程远', grantOf('reviewer'));
    const dazu = await signIn('大足', grantOf('editor', { regions: ['500111'] }));
    for (const path of ['/questions', `/questions/${id}`, '/language', '/language/concepts?q=卡'])
      expect((await agent.send('GET', path)).status, path).toBe(403);
    const { settle, list } = await lookAt(an, '养犬证怎么办理');
    const body = { since: list.since, until: list.until, deed: { kind: 'ignored' } };
    const forged = await an.send('POST', `/questions/${id}/cases`, body, { 'X-CSRF-Token': 'x' });
    expect(forged.json.code).toBe('staff.csrf');
    expect((await cheng.send('POST', `/questions/${id}/cases`, body)).status).toBe(403);
    expect((await dazu.send('GET', `/questions/${id}`)).status).toBe(404);
    expect((await dazu.send('POST', `/questions/${id}/cases`, body)).status).toBe(404);
    // A question of no region is everybody's; the matter it is to be a wording of is not.
    const [free] = await keepQuestions(ds, ['随便问问办卡的事'], { regionCode: null });
    const wording = { kind: 'wording', itemId: 'dj-017', texts: ['随便问问办卡的事'] };
    const other = await dazu.send('POST', `/questions/${free}/cases`, { ...body, deed: wording });
    expect(other.json.code).toBe('staff.forbidden');
    const [, itemId, regionCode, agencyId] = entry.slice(1).split('/');
    const fact = { kind: 'fact', itemId, regionCode, agencyId };
    const elsewhere = await dazu.send('POST', `/questions/${free}/cases`, { ...body, deed: fact });
    expect(elsewhere.json.code).toBe('staff.forbidden');
    expect((await settle(fact)).json.draftId).toBeTruthy();
    // Words that hold everywhere are judged by whoever is bound to no region.
    const local = await signIn('审核', grantOf('reviewer', { regions: ['500231'] }));
    const topic = { kind: 'notOurs', topic: '闲聊', texts: ['随便问问办卡的事'] };
    const { draftId } = (await dazu.send('POST', `/questions/${free}/cases`, { ...body, deed: topic })).json;
    await dazu.send('POST', `/drafts/${draftId}/steps`, { version: 1, step: 'submit' });
    const judge = (who: Keeper) =>
      who.send('POST', `/drafts/${draftId}/steps`, { version: 2, step: 'approve' });
    expect((await judge(local)).status).toBe(403);
    expect((await judge(cheng)).json.status).toBe('approved');
  });

  it('say what is wrong with the input, and tell the second of two keepers', async () => {
    const { ds, signIn } = await startDesk();
    await keepQuestions(ds, DOGS);
    const [an, bai] = [await signIn('安静', grantOf('editor')), await signIn('白鹭', grantOf('editor'))];
    const [first, second] = [await lookAt(an, '养犬证怎么办理'), await lookAt(bai, '养犬证怎么办理')];
    const refused = async (deed: object) => (await first.settle(deed)).json.detail ?? '';
    expect(await refused({ kind: 'wording', itemId: 'dj-017', texts: [' '] })).toContain('不能为空');
    expect(await refused({ kind: 'wording', itemId: 'dj-017', texts: ['？？'] })).toContain('太短');
    expect(await refused({ kind: 'wording', itemId: 'none', texts: ['养犬'] })).toContain('没有找到');
    expect(await refused({ kind: 'synonym', concept: '没有的', form: '狗子' })).toContain('没有的');
    expect(await refused({ kind: 'synonym', concept: '补办', form: '补发' })).toContain('已经是');
    expect(await refused({ kind: 'notOurs', topic: '养犬', texts: [] })).toContain('texts');
    expect(await refused({ kind: 'delete' })).toBeTruthy();
    const backwards = await an.send('GET', '/questions?since=2026-13-01T00:00:00Z');
    expect(backwards.status).toBe(422);

    const topic = { kind: 'notOurs', topic: SCRIPT, advice: SCRIPT, texts: [SCRIPT, '养犬13800138000'] };
    const { draftId } = (await first.settle(topic)).json;
    const late = await second.settle({ kind: 'ignored' });
    expect(late).toMatchObject({ status: 409, json: { code: 'desk.case_taken' } });
    expect(late.json.detail).toContain('安静');
    const draft = (await bai.send('GET', `/drafts/${draftId}`)).json;
    // Kept as it was written and escaped where it is shown; numbers of persons are masked.
    expect(draft.language.add.map(({ text }: { text: string }) => text)).toEqual([
      SCRIPT,
      expect.not.stringContaining('13800138000'),
    ]);
    const save = (who: Keeper, text: string) =>
      who.send('PUT', `/drafts/${draftId}/language`, { version: 1, texts: [text], advice: null });
    expect((await save(an, '养犬登记在哪')).json.version).toBe(2);
    const conflict = await save(bai, '养狗登记在哪');
    expect(conflict).toMatchObject({ status: 409, json: { code: 'desk.draft_changed' } });
    expect(conflict.json.errors[0].message).toContain('养犬登记在哪');
    const asEdit = await an.send('PUT', `/drafts/${draftId}`, { version: 2, changes: {} });
    expect(asEdit.status).toBe(404);
    const entries = await ds.manager.find(AuditEntry, { order: { seq: 'ASC' } });
    const settled = entries.find(({ action }) => action === 'question.settle');
    expect(settled).toMatchObject({ actor: '安静' });
    expect(entries.map(({ details }) => details).join()).not.toContain('养犬');
  });
});
