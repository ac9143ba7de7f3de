import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffGrant } from '../../entities/staff-account.js';
import { loadConfig } from '../../src/config.js';
import { openDesks } from '../../src/desks.js';
import type { FiguresView } from '../../src/figures/schemas.js';
import { createApp } from '../../src/http/app.js';
import { type RunningServer, serve } from '../../src/http/listen.js';
import { createServices } from '../../src/services.js';
import type { Wenban } from '../../src/wenban.js';
import { caller, jsonPoster } from '../http/support.js';
import { grantOf, PASSWORD, TestClock } from '../staff/support.js';
import { openTestWenban } from '../support-wenban.js';
import { keepQuestions } from './factories.js';

const FIGURES = '/api/v1/staff/figures';
const SESSION = '/api/v1/staff/session';
/** Nine in the morning of the 2nd of March 2026 in Beijing. */
const clock = new TestClock();

let wenban: Wenban;
let server: RunningServer;
beforeAll(async () => {
  wenban = await openTestWenban();
  const services = createServices(wenban);
  const config = loadConfig({ LOG_LEVEL: 'silent', PORT: '0', RATE_LIMIT_PER_MINUTE: '0' });
  const desks = openDesks(wenban, services, { config, now: clock.now });
  server = await serve(createApp(services, config, { routes: desks.routes, pages: [] }), config, 2_000);
  const hire = (name: string, ...grants: StaffGrant[]) =>
    desks.staff.accounts.create('命令行', name, PASSWORD, grants);
  await hire('王工', grantOf('administrator'));
  await hire('垫江编辑', grantOf('editor', { regions: ['500231'] }));
  await hire('县林业局', grantOf('reviewer', { regions: ['500231'], agencies: ['县林业局'] }));
  await hire('话务员', grantOf('agent'));
  await keepQuestions(wenban.dataSource, [
    { rating: 5 },
    { rating: 2, channel: 'hotline' },
    { kind: 'none', itemId: null, regionCode: null, intent: 'outOfScope' },
    { regionCode: '500111', itemId: '=HYPERLINK("http://x")', intent: '@SUM(1)' },
    { askedAt: '2026-01-31T04:00:00.000Z' },
  ]);
});
afterAll(async () => {
  await server.stop();
  await wenban.close();
});

async function signIn(name: string) {
  const reply = await jsonPoster(server)(SESSION, { name, password: PASSWORD });
  const Cookie = reply.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  return (path: string) => caller(server)(encodeURI(FIGURES + path), { headers: { Cookie } });
}

function rowsOf({ tables }: FiguresView, id: string) {
  return tables.find((table) => table.id === id)?.rows ?? [];
}

describe('figures', { timeout: 60_000 }, () => {
  it('are those of the last thirty days unless told, every day among them', async () => {
    const { status, json } = await (await signIn('王工'))('');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      from: '2026-02-01',
      to: '2026-03-02',
      countedAt: clock.now().toISOString(),
    });
    const days = rowsOf(json, 'days');
    expect(days).toHaveLength(30);
    expect(days.at(-2)).toEqual(['2026-03-01', 4, 3, 0, 1, 0]);
    expect(days.at(-1)).toEqual(['2026-03-02', 0, 0, 0, 0, 0]);
    expect(rowsOf(json, 'channels')).toEqual([
      ['网页', 3, 2, 0, 1, 0],
      ['话务台', 1, 1, 0, 0, 0],
    ]);
    expect(rowsOf(json, 'regions').map(([name]) => name)).toEqual(['垫江县', '未知', '大足区']);
    expect(rowsOf(json, 'matters')[0]).toEqual(['补、换社会保障卡', 'dj-017', 2, 2, 1, 1]);
    const [agency] = rowsOf(json, 'completeness');
    expect(agency).toHaveLength(6);
  });

  it('count what nobody rated apart, never as good', async () => {
    const { json } = await (await signIn('王工'))('');
    expect(rowsOf(json, 'satisfaction')).toEqual([
      ['非常满意', 1],
      ['满意', 0],
      ['基本满意', 0],
      ['不满意', 1],
      ['非常不满意', 0],
      ['未评价', 2],
    ]);
  });

  it('say nothing of what somebody wrote or who it was', async () => {
    const { text } = await (await signIn('王工'))('');
    expect(text).not.toMatch(/不能外传|ffff/);
  });

  it('are of a period and a region', async () => {
    const look = await signIn('王工');
    const january = await look('?from=2026-01-01&to=2026-01-31');
    expect(rowsOf(january.json, 'days').filter(([, asked]) => asked !== 0)).toEqual([
      ['2026-01-31', 1, 1, 0, 0, 0],
    ]);
    const dazu = await look('?region=大足区');
    expect(rowsOf(dazu.json, 'regions').map(([name]) => name)).toEqual(['大足区']);
    expect(rowsOf(dazu.json, 'completeness').every(([, region]) => region === '大足区')).toBe(true);
  });

  it('end where the bounds of an account end', async () => {
    const look = await signIn('垫江编辑');
    const { json } = await look('');
    expect(rowsOf(json, 'regions').map(([name]) => name)).toEqual(['垫江县']);
    expect(await look('?region=大足区')).toMatchObject({ status: 403, json: { code: 'staff.forbidden' } });
    expect((await look('/csv/days?region=大足区')).status).toBe(403);
    const own = await (await signIn('县林业局'))('');
    expect(new Set(rowsOf(own.json, 'completeness').map(([name]) => name))).toEqual(new Set(['县林业局']));
    const agent = await signIn('话务员');
    expect([(await agent('')).status, (await agent('/csv/days')).status]).toEqual([403, 403]);
    expect((await caller(server)(`${FIGURES}/csv/days`)).status).toBe(401);
  });

  it('are files that a spreadsheet opens and does not run', async () => {
    const look = await signIn('王工');
    const reply = await look('/csv/days');
    expect(reply.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringContaining('attachment'),
    });
    const [head, first] = reply.text.split('\r\n');
    expect(head).toBe('\ufeff日期,提问,直接答复,反问,没有答上,其他');
    expect(first).toBe('2026-02-01,0,0,0,0,0');
    expect(reply.text.trimEnd().split('\r\n')).toHaveLength(31);
    for (const [table, cell] of [
      ['intents', '@SUM(1)'],
      ['matters', '=HYPERLINK("http://x")'],
    ]) {
      const { text } = await look(`/csv/${table}`);
      expect(text).toContain(cell?.slice(0, 5));
      // Read as RFC 4180 has it, no cell begins with what a spreadsheet takes for a formula.
      expect(text.replace(/^\ufeff/, '')).not.toMatch(/(^|,|\n)"?[=+\-@\t\r]/);
    }
    expect((await look('/csv/secrets')).status).toBe(422);
  });

  it.each([
    ['?from=2026-03-02&to=2026-03-01', '结束日期不能早于开始日期'],
    ['?from=2024-01-01&to=2026-01-01', '最多看 366 天'],
    ['?from=2026-02-30', '真实存在'],
    ['?region=不存在县', '没有找到“不存在县”'],
  ])('refuse %s in Chinese', async (query, words) => {
    const { status, json } = await (await signIn('王工'))(query);
    expect(status).toBe(422);
    expect(json.errors[0].message).toContain(words);
  });
});
