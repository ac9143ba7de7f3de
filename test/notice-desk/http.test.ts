import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Notice } from '../../entities/notice.js';
import type { StaffGrant } from '../../entities/staff-account.js';
import { loadConfig } from '../../src/config.js';
import { type Desks, openDesks } from '../../src/desks.js';
import { createApp } from '../../src/http/app.js';
import { type RunningServer, serve } from '../../src/http/listen.js';
import { createServices } from '../../src/services.js';
import type { Wenban } from '../../src/wenban.js';
import { caller, jsonPoster } from '../http/support.js';
import { grantOf, PASSWORD, TestClock } from '../staff/support.js';
import { openTestWenban } from '../support-wenban.js';

const NOTICES = '/api/v1/staff/notices';
const SESSION = '/api/v1/staff/session';
const SCRIPT = '<script>alert(1)</script>';

/** Two days before the notice begins. */
let clock = new TestClock(Date.parse('2026-11-29T10:00:00+08:00'));
let wenban: Wenban;
let server: RunningServer;
let staff: Desks['staff'];

beforeAll(async () => {
  const now = () => clock.now();
  wenban = await openTestWenban({}, { now });
  const services = createServices(wenban);
  const config = loadConfig({ LOG_LEVEL: 'silent', PORT: '0', RATE_LIMIT_PER_MINUTE: '0' });
  const desks = openDesks(wenban, services, { config, now });
  staff = desks.staff;
  server = await serve(createApp(services, config, { routes: desks.routes, pages: [] }), config, 2_000);
  const hire = (name: string, ...grants: StaffGrant[]) =>
    staff.accounts.create('命令行', name, PASSWORD, grants);
  await hire('垫江编辑', grantOf('editor', { regions: ['500231'] }));
  await hire('大足审核', grantOf('reviewer', { regions: ['500111'] }));
  await hire('县人力社保局', grantOf('editor', { regions: ['500231'], agencies: ['县人力社保局'] }));
  await hire('王工', grantOf('administrator'));
  await hire('话务员', grantOf('agent'));
});
afterAll(async () => {
  await server.stop();
  await wenban.close();
});
beforeEach(async () => {
  clock = new TestClock(Date.parse('2026-11-29T10:00:00+08:00'));
  await wenban.dataSource.manager.clear(Notice);
  await wenban.notices.reload();
});

async function signIn(name: string) {
  const reply = await jsonPoster(server)(SESSION, { name, password: PASSWORD });
  const cookie = reply.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const call = caller(server);
  const { csrfToken } = (await call(SESSION, { headers: { Cookie: cookie } })).json;
  return (method: string, path = '', body?: unknown) =>
    call(NOTICES + path, {
      method,
      headers: { Cookie: cookie, 'X-CSRF-Token': csrfToken, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
}

const BODY = {
  kind: 'suspension',
  text: '系统升级，暂停办理社会保障卡业务',
  source: '县人力社保局',
  scope: 'items',
  region: '垫江县',
  items: ['dj-017'],
  from: '2026-12-01T00:00',
  until: '2026-12-05T23:59',
};
const LINE = '【停办通知】系统升级，暂停办理社会保障卡业务（县人力社保局，至12月5日）';

const replyNow = async () =>
  (await jsonPoster(server)('/api/v1/ask', { question: '社保卡丢了怎么补', region: '垫江县' })).json;

describe('notices at the desk of keepers', { timeout: 60_000 }, () => {
  it('are posted, seen by residents, changed, withdrawn, and each step is logged', async () => {
    const editor = await signIn('垫江编辑');
    const posted = await editor('POST', '', BODY);
    expect(posted).toMatchObject({
      status: 201,
      json: {
        state: 'future',
        line: LINE,
        region: { name: '垫江县' },
        items: [{ id: 'dj-017', name: '补、换社会保障卡' }],
        from: '2026-12-01T00:00',
        until: '2026-12-05T23:59',
        createdBy: '垫江编辑',
        version: 1,
        mayEdit: true,
      },
    });
    const { id } = posted.json;
    expect((await replyNow()).notices).toEqual([]);
    clock = new TestClock(Date.parse('2026-12-02T10:00:00+08:00'));
    const answer = await replyNow();
    expect(answer.reply.split('\n')[0]).toBe(LINE);
    expect(answer.notices).toMatchObject([{ kind: 'suspension', source: '县人力社保局', line: LINE }]);
    const call = caller(server);
    expect((await call('/api/v1/items/dj-017')).json.notices).toEqual(answer.notices);
    expect((await call('/api/v1/items/dj-017?asOf=2026-06-01')).json.notices).toEqual([]);
    expect((await call('/api/v1/items/dj-018')).json.notices).toEqual([]);
    const query = `region=${encodeURIComponent('垫江县')}&intent=materials`;
    expect((await call(`/api/v1/items/dj-017/answer?${query}`)).json.reply).toMatch(/^【停办通知】/);

    // The session of three days ago is over.
    const [again, later] = [await signIn('垫江编辑'), await signIn('王工')];
    const changed = await later('PUT', `/${id}`, { ...BODY, text: SCRIPT, version: 1 });
    expect(changed).toMatchObject({ status: 200, json: { version: 2, text: SCRIPT, changedBy: '王工' } });
    expect((await replyNow()).reply).toContain(SCRIPT);
    const late = await again('PUT', `/${id}`, { ...BODY, version: 1 });
    expect(late).toMatchObject({ status: 409, json: { code: 'staff.changed_meanwhile' } });
    expect((await again('POST', `/${id}/withdrawal`, { version: 1 })).status).toBe(409);
    expect((await replyNow()).reply).toContain(SCRIPT);

    const withdrawn = await again('POST', `/${id}/withdrawal`, { version: 2 });
    expect(withdrawn.json).toMatchObject({ state: 'withdrawn', version: 3, mayEdit: false });
    expect((await replyNow()).notices).toEqual([]);
    const dead = await again('PUT', `/${id}`, { ...BODY, version: 3 });
    expect(dead).toMatchObject({ status: 409, json: { code: 'notice.withdrawn' } });
    const entries = await staff.audit.list(3);
    expect(entries.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      '垫江编辑 notice.withdraw',
      '王工 notice.edit',
      '垫江编辑 notice.post',
    ]);
  });

  it('list what is to come, what holds and what is over', async () => {
    const administrator = await signIn('王工');
    const texts = [
      ['2026-11-29T12:00', '2026-11-29T18:00', '过期'],
      ['2026-11-29T12:00', '2026-12-31T18:00', '有效'],
      ['2026-12-20T12:00', '2026-12-25T18:00', '将来'],
    ];
    for (const [from, until, text] of texts)
      await administrator('POST', '', { ...BODY, scope: 'all', items: [], region: null, from, until, text });
    clock = new TestClock(Date.parse('2026-12-01T09:00:00+08:00'));
    const all = async (name: string) =>
      (await (await signIn(name))('GET')).json.notices.map(
        ({ text, state, mayEdit }: { text: string; state: string; mayEdit: boolean }) => [
          text,
          state,
          mayEdit,
        ],
      );
    expect(await all('王工')).toEqual([
      ['将来', 'future', true],
      ['有效', 'current', true],
      ['过期', 'past', true],
    ]);
    expect((await all('垫江编辑')).map(([, , mayEdit]: unknown[]) => mayEdit)).toEqual([false, false, false]);
  });

  it.each([
    ['大足审核', {}],
    ['垫江编辑', { region: '大足区', items: ['dzq-jjb-02'] }],
    ['垫江编辑', { region: null }],
    ['县人力社保局', { scope: 'all', items: [] }],
    ['县人力社保局', { scope: 'agency', agency: '县林业局', items: [] }],
    ['话务员', {}],
  ])('are refused to %s where the own bounds end: %j', async (name, change) => {
    const reply = await (await signIn(name))('POST', '', { ...BODY, ...change });
    expect(reply).toMatchObject({ status: 403, json: { code: 'staff.forbidden' } });
    expect(await wenban.dataSource.manager.count(Notice)).toBe(0);
  });

  it('of another region are refused for changing, even when they are moved into the own', async () => {
    const { id } = (await (await signIn('王工'))('POST', '', { ...BODY, region: null })).json;
    const editor = await signIn('垫江编辑');
    expect((await editor('PUT', `/${id}`, { ...BODY, version: 1 })).status).toBe(403);
    expect((await editor('POST', `/${id}/withdrawal`, { version: 1 })).status).toBe(403);
  });

  it.each([
    ['the end before the start', { until: '2026-11-30T00:00' }, 'until', '结束时间要晚于开始时间'],
    ['an end that is over', { from: '2026-10-01T00:00', until: '2026-10-02T00:00' }, 'until', '已经过了'],
    ['a day that is not', { until: '2026-02-30T00:00' }, 'until', '真实存在'],
    ['an unknown matter', { items: ['dj-017', 'xx-1'] }, 'items', '没有编号为“xx-1”的事项'],
    ['a matter of elsewhere', { items: ['dzq-jjb-02'] }, 'items', '在垫江县没有收录'],
    ['no matter', { items: [] }, 'items', '至少选一个'],
    ['no agency', { scope: 'agency' }, 'agency', '请选一个机构'],
    ['an agency of nowhere', { scope: 'agency', agency: '海事局' }, 'agency', '垫江县没有名为“海事局”'],
    ['an agency of anywhere', { scope: 'agency', agency: '县林业局', region: null }, 'region', '哪里的机构'],
    ['a long text', { text: '长'.repeat(101) }, 'text', '不能超过 100 个字'],
    ['an empty text', { text: ' \n ' }, 'text', '不能为空'],
    ['no source', { source: '' }, 'source', '不能为空'],
    ['a script as address', { url: 'javascript:alert(1)' }, 'url', 'http'],
    ['an unknown region', { region: '不存在县' }, 'region', '没有找到“不存在县”'],
    ['an unknown kind', { kind: 'party' }, 'kind', '只能是'],
  ])('with %s are refused in Chinese', async (_, change, field, words) => {
    const editor = await signIn('王工');
    const reply = await editor('POST', '', { ...BODY, ...change });
    expect(reply.status).toBe(422);
    expect(reply.json.errors).toContainEqual({ field, message: expect.stringContaining(words) });
  });

  it('are one line each, whatever was typed', async () => {
    const editor = await signIn('王工');
    const { json } = await editor('POST', '', { ...BODY, text: ' 停办\n1. 全部\u2028业务 ' });
    expect(json.text).toBe('停办 1. 全部 业务');
  });

  it('are shown before they are posted, as residents will read them', async () => {
    const editor = await signIn('垫江编辑');
    const { json } = await editor('POST', '/preview', BODY);
    expect(json).toMatchObject({ line: LINE, item: { id: 'dj-017', name: '补、换社会保障卡' } });
    expect(json.reply.split('\n').slice(0, 2)).toEqual([
      LINE,
      expect.stringMatching(/^【补、换社会保障卡】/),
    ]);
    expect(json.speech).toMatch(/^停办通知。系统升级/);
    expect(json.sms).toMatch(/^【停办通知】/);
    expect((await editor('POST', '/preview', { ...BODY, scope: 'all' })).json.item).not.toBeNull();
    expect(await wenban.dataSource.manager.count(Notice)).toBe(0);
  });
});
