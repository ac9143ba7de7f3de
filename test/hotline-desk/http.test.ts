import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditEntry } from '../../entities/audit-entry.js';
import { CallNote } from '../../entities/call-note.js';
import type { Correction } from '../../entities/correction.js';
import { Implementation } from '../../entities/implementation.js';
import type { StaffGrant } from '../../entities/staff-account.js';
import { loadConfig } from '../../src/config.js';
import { type Desks, openDesks } from '../../src/desks.js';
import { CallNotes } from '../../src/hotline-desk/call-notes.js';
import { addWorkingDays } from '../../src/hotline-desk/corrections.js';
import { createApp } from '../../src/http/app.js';
import { type RunningServer, serve } from '../../src/http/listen.js';
import { loadCalendar } from '../../src/places/holiday-calendar.js';
import { createServices } from '../../src/services.js';
import type { Wenban } from '../../src/wenban.js';
import { caller, jsonPoster } from '../http/support.js';
import { grantOf, PASSWORD, TestClock } from '../staff/support.js';
import { openTestWenban } from '../support-wenban.js';

const DIANJIANG = '500231';
const SESSION = '/api/v1/staff/session';
const CALLS = '/api/v1/staff/calls';
const CORRECTIONS = '/api/v1/staff/corrections';

let wenban: Wenban;
let server: RunningServer;
let staff: Desks['staff'];
const clock = new TestClock();

beforeAll(async () => {
  wenban = await openTestWenban();
  const services = createServices(wenban);
  const config = loadConfig({ LOG_LEVEL: 'silent', PORT: '0', RATE_LIMIT_PER_MINUTE: '0' });
  const desks = openDesks(wenban, services, { config, now: clock.now });
  staff = desks.staff;
  server = await serve(createApp(services, config, { routes: desks.routes, pages: [] }), config, 2_000);
  const hire = (name: string, ...grants: StaffGrant[]) =>
    staff.accounts.create('命令行', name, PASSWORD, grants);
  await hire('话务员', grantOf('agent', { regions: [DIANJIANG] }));
  await hire('县人力社保局', grantOf('editor', { regions: [DIANJIANG], agencies: ['县人力社保局'] }));
  await hire('县公安局', grantOf('editor', { regions: [DIANJIANG], agencies: ['县公安局'] }));
});
afterAll(async () => {
  await server.stop();
  await wenban.close();
});

async function signIn(name: string) {
  const reply = await jsonPoster(server)(SESSION, { name, password: PASSWORD });
  const cookie = reply.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const call = caller(server);
  const { csrfToken } = (await call(SESSION, { headers: { Cookie: cookie } })).json;
  return (method: string, path: string, body?: unknown) =>
    call(path, {
      method,
      headers: {
        Cookie: cookie,
        'X-CSRF-Token': csrfToken,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
}

describe('a note of a call', () => {
  const note = {
    region: '垫江县',
    itemId: 'dj-017',
    question: '社保卡丢了，我电话13812345678',
    outcome: 'transferred',
    transferredTo: '县人力社保局',
    note: '<script>alert(1)</script> 身份证11010519491231002X',
    durationSeconds: 95,
  };

  it('is kept with its outcome and nothing of who called', async () => {
    const send = await signIn('话务员');
    const saved = await send('POST', CALLS, note);
    expect(saved.status).toBe(201);
    expect(saved.json).toMatchObject({
      region: { code: DIANJIANG, name: '垫江县' },
      itemId: 'dj-017',
      question: '社保卡丢了，我电话***',
      outcome: 'transferred',
      note: '<script>alert(1)</script> 身份证***',
      durationSeconds: 95,
    });
    expect(saved.json.itemName).toContain('社会保障卡');
    expect((await send('GET', CALLS)).json.calls).toEqual([saved.json]);
    expect((await (await signIn('县公安局'))('GET', CALLS)).json.calls).toEqual([]);
  });

  it('is refused for another region, without an outcome, and for strangers', async () => {
    const send = await signIn('话务员');
    expect((await send('POST', CALLS, { ...note, region: '大足区' })).json.code).toBe('staff.forbidden');
    expect((await send('POST', CALLS, { ...note, outcome: 'good' })).status).toBe(422);
    expect((await send('POST', CALLS, { ...note, caller: '张三' })).status).toBe(422);
    expect((await jsonPoster(server)(CALLS, note)).status).toBe(401);
  });

  it('is deleted after its time', async () => {
    const calls = new CallNotes(
      wenban.dataSource,
      30,
      () => new Date(clock.now().getTime() + 31 * 86_400_000),
    );
    await new CallNotes(wenban.dataSource, 30, clock.now).add('话务员', {
      ...{ regionCode: null, itemId: null, question: '', outcome: 'solved' },
      ...{ transferredTo: null, note: ' ', durationSeconds: null },
    });
    expect(await calls.deleteExpired()).toBeGreaterThan(0);
    expect(await wenban.dataSource.manager.count(CallNote)).toBe(0);
  });
});

describe('a correction', () => {
  const wrong = {
    itemId: 'dj-017',
    region: '垫江县',
    element: 'materials',
    text: '不要照片了，打13812345678问的',
  };

  it('goes to the agency that keeps the matter, with a day to answer by', async () => {
    const send = await signIn('话务员');
    const reported = await send('POST', CORRECTIONS, wrong);
    expect(reported.status).toBe(201);
    expect(reported.json).toMatchObject({
      status: 'open',
      agency: expect.stringContaining('县人力社保局'),
      region: { code: DIANJIANG },
      text: '不要照片了，打***问的',
      reporter: '话务员',
      overdue: false,
      version: 1,
    });
    // 15 working days after Monday 2026-03-02.
    expect(reported.json.dueOn).toBe('2026-03-23');
    const entry = await wenban.dataSource.manager.findOneByOrFail(AuditEntry, {
      action: 'correction.report',
    });
    expect(entry.details).not.toContain('照片');
  });

  it('is seen and settled by that agency, once, and by nobody else', async () => {
    const agent = await signIn('话务员');
    const [agency, other] = [await signIn('县人力社保局'), await signIn('县公安局')];
    const { id } = (await agent('POST', CORRECTIONS, { ...wrong, text: '地址搬了' })).json;
    const path = `${CORRECTIONS}/${id}`;
    const seen = async (send: typeof agent, query = '') =>
      (await send('GET', CORRECTIONS + query)).json.corrections.map((one: { id: string }) => one.id);
    expect(await seen(agency)).toContain(id);
    expect(await seen(other)).not.toContain(id);
    const done = { version: 1, status: 'corrected', reply: '已改' };
    expect((await agent('PATCH', path, done)).json.code).toBe('staff.forbidden');
    expect((await other('PATCH', path, done)).json.code).toBe('correction.not_found');
    expect((await agency('PATCH', path, { version: 1, status: 'working' })).json.version).toBe(2);
    expect((await agency('PATCH', path, done)).json.code).toBe('staff.changed_meanwhile');
    for (const reply of [null, ' '])
      expect((await agency('PATCH', path, { ...done, version: 2, reply })).json.detail).toContain('请写明');
    const settled = await agency('PATCH', path, { ...done, version: 2 });
    expect(settled.json).toMatchObject({
      status: 'corrected',
      reply: '已改',
      handler: '县人力社保局',
      closedAt: expect.any(String),
      maySettle: true,
    });
    expect(await seen(agent, '?mine=1&status=waiting')).not.toContain(id);
    expect(await seen(agent, '?mine=1&status=corrected')).toContain(id);
  });

  it('is found by agency and region, and names the entry it is about', async () => {
    const agency = await signIn('县人力社保局');
    const { agencies, corrections: all } = (await agency('GET', CORRECTIONS)).json;
    expect(agencies).toEqual([expect.stringContaining('县人力社保局')]);
    const find = async (query: string) =>
      (await agency('GET', `${CORRECTIONS}?${new URLSearchParams(query)}`)).json.corrections.length;
    expect(await find(`agency=${agencies[0]}&region=重庆市`)).toBe(all.length);
    expect(await find('agency=县公安局')).toBe(0);
    expect(await find('region=大足区')).toBe(0);
    expect((await agency('GET', `${CORRECTIONS}?region=nowhere`)).status).toBe(422);
    const { itemId, region, agencyId } = all[0];
    const entry = { itemId, regionCode: region.code, agencyId };
    expect(await wenban.dataSource.manager.existsBy(Implementation, entry)).toBe(true);
  });

  it('is overdue after its day while it waits', async () => {
    const agent = await signIn('话务员');
    expect((await agent('GET', `${CORRECTIONS}?overdue=1`)).json.corrections).toEqual([]);
    clock.move(22 * 86_400_000);
    const late = (await (await signIn('话务员'))('GET', `${CORRECTIONS}?overdue=1`)).json.corrections;
    expect(late.map(({ overdue, status }: Correction & { overdue: boolean }) => [overdue, status])).toEqual([
      [true, 'open'],
    ]);
  });

  it('needs a matter, words and the own region', async () => {
    const send = await signIn('话务员');
    expect((await send('POST', CORRECTIONS, { ...wrong, itemId: 'none' })).status).toBe(404);
    expect((await send('POST', CORRECTIONS, { ...wrong, text: ' ' })).status).toBe(422);
    expect((await send('POST', CORRECTIONS, { ...wrong, region: '大足区' })).status).toBe(403);
  });
});

describe('a conversation handed over', () => {
  const ask = async (question: string, sessionId?: string) =>
    (await jsonPoster(server)('/api/v1/ask', { question, sessionId, region: '垫江县' })).json;

  it('is shown to the agent who enters its code, numbers masked', async () => {
    const { sessionId } = await ask('社保卡丢了怎么补，我叫张三13812345678');
    await ask('要带什么', sessionId);
    const handedOff = await ask('转人工', sessionId);
    expect(handedOff.kind).toBe('handoff');
    const { code } = handedOff.handOver;
    expect(code).toMatch(/^\d{6}$/);
    for (const text of [handedOff.reply, handedOff.speech, handedOff.sms]) expect(text).toContain(code);
    const send = await signIn('话务员');
    const seen = await send('GET', `/api/v1/staff/hand-overs/${code}`);
    expect(seen.json.region).toEqual({ code: DIANJIANG, name: '垫江县' });
    expect(seen.json.turns.map(({ text }: { text: string }) => text)).toEqual([
      '社保卡丢了怎么补，我叫张三***',
      '要带什么',
      '转人工',
    ]);
    expect(seen.json.turns[0].itemName).toContain('社会保障卡');
    expect(JSON.stringify(seen.json)).not.toContain(sessionId);
  });

  it('has no code when nothing was said before, and a wrong code shows nothing', async () => {
    expect((await ask('转人工')).handOver).toBeUndefined();
    expect((await ask('转人工', 'never-heard-of')).handOver).toBeUndefined();
    const send = await signIn('话务员');
    const codes = ['000000', '12345', 'abcdef'].map((code) =>
      send('GET', `/api/v1/staff/hand-overs/${code}`),
    );
    expect((await Promise.all(codes)).map(({ status }) => status)).toEqual([404, 422, 422]);
  });

  it('cannot be found by trying', async () => {
    const send = await signIn('县公安局');
    const statuses = [];
    for (let i = 0; i < 11; i++) statuses.push((await send('GET', '/api/v1/staff/hand-overs/000001')).status);
    expect(statuses).toEqual([...Array(10).fill(404), 429]);
  });
});

describe('the answer about one matter', () => {
  it('is the one that asking gives', async () => {
    const asked = (
      await jsonPoster(server)('/api/v1/ask', { question: '社保卡丢了怎么补', region: '垫江县' })
    ).json;
    const path = `/api/v1/items/${asked.answer.item.id}/answer?region=${DIANJIANG}&intent=${asked.intent}`;
    const { sections, reply, sms, name } = (await caller(server)(path)).json;
    expect({ sections, reply, sms, name }).toEqual({
      sections: asked.answer.sections,
      reply: asked.reply,
      sms: asked.sms,
      name: asked.answer.item.name,
    });
    expect((await caller(server)('/api/v1/items/none/answer')).status).toBe(404);
  });
});

it('counts working days by the calendar of public holidays', () => {
  const calendar = loadCalendar();
  // National Day 2025: 1–8 October off, worked on Sunday 28 September and Saturday 11 October.
  expect(addWorkingDays('2025-09-26', 1, calendar)).toBe('2025-09-28');
  expect(addWorkingDays('2025-09-30', 1, calendar)).toBe('2025-10-09');
  expect(addWorkingDays('2025-09-30', 3, calendar)).toBe('2025-10-11');
});
