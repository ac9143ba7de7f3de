import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomText, seeded } from '../../support/random.js';
import type { Attempt } from '../../support/weixin/weixin-user.js';
import { messageId, xmlOf } from '../../support/weixin/weixin-user.js';
import { type Stage, startStage } from './stage.js';

let secure: Stage;
let plain: Stage;
beforeAll(async () => {
  secure = await startStage();
  plain = await startStage({ mode: 'plain', secret: false, wenban: secure.wenban });
});
afterAll(async () => {
  await plain.close();
  await secure.close();
});

describe('whatever a user sends', () => {
  it.each([
    ['emoji only', '😀😀👨‍👩‍👧‍👦'],
    ['characters of four bytes', '𠮷𠮷𠮷社保卡丢了'],
    ['nothing', ''],
    ['blanks', ' \n\u3000 '],
    ['10,000 characters', '社'.repeat(10_000)],
    ['10,000 emoji', '😀'.repeat(10_000)],
    ['a sticker, as the client words it', '【收到不支持的消息类型，暂无法显示】'],
    ['markup', '<xml><Content>x</Content></xml>]]>'],
    ['a number', '110105'],
    ['a zero character', 'a\u0001b'],
  ])('(%s) is answered in every mode', async (_, content) => {
    for (const [stage, mode] of [
      [plain, 'plain'],
      [secure, 'secure'],
    ] as const) {
      const { seen, attempts } = await stage.user({ account: { mode } }).says(content);
      expect(attempts).toHaveLength(1);
      expect(seen).toMatchObject({ kind: 'text', text: expect.stringMatching(/./) });
    }
  });

  it.each([
    ['image', { PicUrl: 'http://x', MediaId: 'm' }],
    ['video', { MediaId: 'm', ThumbMediaId: 't' }],
    ['shortvideo', { MediaId: 'm' }],
    ['link', { Title: 't', Description: 'd', Url: 'http://x' }],
    ['file', { Title: 'f.docx', FileKey: 'k' }],
    ['miniprogrampage', { Title: 't', AppId: 'wx1', PagePath: 'p' }],
    ['location', { Location_X: 'north', Location_Y: '', Scale: '', Label: '' }],
    ['voice', {}],
    ['something-new', { Whatever: 'x' }],
    ['constructor', {}],
  ] as const)('(%s) is answered with what to do', async (MsgType, fields) => {
    const { seen } = await secure.user().sends({ MsgType, ...fields });
    expect(seen).toMatchObject({ kind: 'text', text: expect.stringMatching(/文字|没有听清|区县/) });
  });

  it.each(['LOCATION', 'TEMPLATESENDJOBFINISH', 'scancode_push', 'user_pay_from_pay_cell', '__proto__', ''])(
    '(event %s) is taken without a word',
    async (event) => {
      expect((await secure.user().does(event, { EventKey: 'k' })).seen).toEqual({ kind: 'nothing' });
    },
  );

  it('(10,000 characters) is told what was read of it', async () => {
    const { seen } = await secure.user().says(`社保卡丢了怎么补${'，急'.repeat(5_000)}`);
    expect(seen).toMatchObject({ text: expect.stringContaining('只看了前500个字') });
  });
});

describe('at random', () => {
  const VALID = [200, 400, 403, 413];

  it('texts are answered so that WeChat can show it', async () => {
    const random = seeded(11);
    for (let round = 0; round < 60; round++) {
      const { seen } = await secure.user().says(randomText(random, 40));
      expect(['text', 'transfer']).toContain(seen.kind);
    }
  });

  it('fields in any order and number bring no server error', async () => {
    const random = seeded(12);
    const names = [
      'MsgType',
      'Event',
      'EventKey',
      'Content',
      'MsgId',
      'Recognition',
      'Label',
      'Location_X',
      'MediaId',
    ];
    const values = [
      'text',
      'voice',
      'event',
      'location',
      'CLICK',
      'subscribe',
      'ask:低保',
      'NaN',
      '',
      '1e999',
      '-0',
    ];
    const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] as string;
    for (let round = 0; round < 120; round++) {
      const user = plain.user();
      const fields: Record<string, string> = { ...user.head() };
      for (let more = 0; more < 5; more++) fields[pick(names)] = pick(values);
      if (random() < 0.2) delete fields[pick(Object.keys(fields))];
      const { query } = user.signed(fields);
      const attempt = await user.post(query, xmlOf(fields));
      expect(attempt.status, JSON.stringify(fields)).toBe(200);
      if (fields.FromUserName && fields.ToUserName)
        expect(user.read(attempt), JSON.stringify(fields)).not.toMatchObject({ kind: 'fault' });
    }
  });

  it('bytes changed, cut or put in bring refusals only', async () => {
    const random = seeded(13);
    const seen = new Set<number>();
    for (let round = 0; round < 150; round++) {
      const user = secure.user();
      const fields = { ...user.head(), MsgType: 'text', Content: '低保', MsgId: messageId() };
      const { query, body } = user.signed(fields);
      const attempt = await user.post(query, damaged(Buffer.from(body), random));
      seen.add(attempt.status);
      expect(VALID).toContain(attempt.status);
      if (attempt.status === 200) expect(['text', 'nothing']).toContain(user.read(attempt).kind);
    }
    expect(seen.has(403)).toBe(true);
  });

  it('parameters of the address changed bring refusals only', async () => {
    const random = seeded(14);
    for (let round = 0; round < 100; round++) {
      const user = secure.user();
      const { query, body } = user.signed({
        ...user.head(),
        MsgType: 'text',
        Content: '低保',
        MsgId: messageId(),
      });
      const name = Object.keys(query)[Math.floor(random() * 6)] as string;
      const attempt: Attempt = await user.post({ ...query, [name]: randomText(random, 4) }, body);
      expect([200, 400, 403]).toContain(attempt.status);
    }
  });

  it('and after all of that nothing is logged as an error', () => {
    const log = [...secure.log, ...plain.log];
    expect(log.filter((line) => /"level":"(?:error|fatal)"/.test(line))).toEqual([]);
  });
});

function damaged(body: Buffer, random: () => number): Buffer {
  const at = Math.floor(random() * body.length);
  const how = random();
  if (how < 0.4) {
    body[at] = Math.floor(random() * 256);
    return body;
  }
  if (how < 0.7) return body.subarray(0, at);
  return Buffer.concat([body.subarray(0, at), Buffer.from('<!-- -->'), body.subarray(at)]);
}
