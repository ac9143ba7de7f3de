import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MiniProgramUser } from '../../support/weixin/mini-program-user.js';
import { SECRET, type Stage, startStage, TEMPLATE } from './stage.js';

let stage: Stage;
let citizen: MiniProgramUser;
beforeAll(async () => {
  stage = await startStage({ env: { LOG_LEVEL: 'trace' } });
  citizen = await stage.citizen();
});
afterAll(() => stage.close());

const LONG = '长'.repeat(10_000);
const ASTRAL = '𠮷😀👨‍👩‍👧';

it.each([
  ['POST', '/ask', { question: LONG }, 422],
  ['POST', '/ask', { question: '' }, 422],
  ['POST', '/ask', { question: ' \n' }, 422],
  ['POST', '/ask', { question: 7 }, 422],
  ['POST', '/ask', {}, 422],
  ['POST', '/ask', [], 422],
  ['POST', '/ask', { question: '你好', sessionId: 'of-another' }, 422],
  ['POST', '/ask', { question: '你好', channel: 'web' }, 422],
  ['POST', '/ask', { question: '你好', region: '不存在区' }, 422],
  ['POST', '/ask', { question: '你好', limit: 21 }, 422],
  ['POST', '/ask', '{"question":', 400],
  ['POST', '/ask', '', 400],
  ['POST', '/ask', `{"question":"${'x'.repeat(70_000)}"}`, 413],
  ['POST', '/ask', `${'['.repeat(30_000)}`, 400],
  ['POST', '/feedback', { rating: 6 }, 422],
  ['POST', '/feedback', { rating: 5, comment: LONG }, 422],
  ['POST', '/feedback', { rating: 5, tags: Array(21).fill('好') }, 422],
  ['POST', '/feedback', { rating: 5, score: 5 }, 422],
  ['PATCH', '/me', { region: LONG }, 422],
  ['PATCH', '/me', { region: '火星' }, 422],
  ['PATCH', '/me', { bigType: 'yes' }, 422],
  ['PATCH', '/me', { openId: 'o1' }, 422],
  ['GET', '/items?cursor=%F0%9F%98%80', undefined, 422],
  ['GET', '/items?cursor=W10', undefined, 422],
  ['GET', `/items?cursor=${'A'.repeat(400)}`, undefined, 422],
  ['GET', '/items?limit=0', undefined, 422],
  ['GET', '/items?limit=51', undefined, 422],
  ['GET', '/items?lifeEvent=none', undefined, 404],
  ['GET', '/items?page=2', undefined, 422],
  ['GET', `/items?q=${encodeURIComponent('长'.repeat(101))}`, undefined, 422],
  ['GET', '/items/none', undefined, 404],
  ['GET', `/items/${encodeURIComponent(ASTRAL)}`, undefined, 404],
  ['GET', '/items/%', undefined, 404],
  ['GET', '/favourites?cursor=WyJhIiwiYiJd', undefined, 422],
  ['GET', '/history?cursor=null', undefined, 422],
  ['DELETE', "/history/1'%20OR%20'1'='1", undefined, 422],
  ['PUT', '/favourites/none', undefined, 404],
  ['PUT', `/favourites/${'x'.repeat(101)}`, undefined, 422],
  ['POST', '/subscriptions', { itemId: 'dj-017', templateId: 'other', result: 'accept' }, 422],
  ['POST', '/subscriptions', { itemId: 'dj-017', templateId: TEMPLATE, result: 'reject' }, 422],
  ['POST', '/subscriptions', { itemId: 'none', templateId: TEMPLATE, result: 'accept' }, 404],
  ['GET', '/places?near=here', undefined, 422],
  ['GET', '/places?itemId=none', undefined, 404],
  ['POST', '/me', {}, 405],
  ['GET', '/nothing', undefined, 404],
])('%s %s %j gets %d and words', async (method, path, body, status) => {
  const reply = await citizen.call(method, path, body);
  expect([reply.status, reply.json.detail]).toEqual([status, expect.stringMatching(/\p{Script=Han}/u)]);
});

it.each([
  `社保卡${ASTRAL}丢了怎么补`,
  ASTRAL,
  '\u202e社保卡',
  '𠮷'.repeat(500),
  '<script>alert(1)</script>',
  "'; DROP TABLE own_question; --",
  '{{constructor}}',
])('asking %j is answered and found in the history', async (question) => {
  const { status, json } = await citizen.post('/ask', { question });
  expect([status, typeof json.reply]).toEqual([200, 'string']);
  expect((await citizen.get('/history?limit=1')).json.questions[0].text).toBe(question.trim());
});

it('keeps of a question what a screen can show', async () => {
  await citizen.asks('\u0000社保卡\u0007\r\n丢了');
  expect((await citizen.get('/history?limit=1')).json.questions[0].text).toBe('社保卡 丢了');
});

it('deletes nothing that is not there, and says nothing of it', async () => {
  for (const path of ['/favourites/none', '/subscriptions/none', `/history/${crypto.randomUUID()}`])
    expect((await citizen.delete(path)).status).toBe(204);
});

it('asked twenty times at once answers twenty times', async () => {
  const replies = await Promise.all(Array.from({ length: 20 }, () => citizen.asks('你好')));
  expect(new Set(replies).size).toBe(1);
  expect(replies[0]).toMatch(/您好/);
});

it('left no secret, no person and no words in the log', () => {
  const log = stage.log.join('');
  expect(log.length).toBeGreaterThan(1_000);
  const { token, openId } = citizen;
  const tokens = stage.weixin.calls.flatMap(({ query }) => query.get('access_token') ?? []);
  for (const secret of [SECRET, token as string, openId, '社保卡', 'DROP TABLE', ASTRAL, ...tokens])
    expect(log).not.toContain(secret);
  expect(log).not.toContain('"level":"error"');
});
