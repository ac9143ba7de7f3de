import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { weixinDecrypt, weixinSign } from '../../support/weixin/weixin-crypto.js';
import { messageId } from '../../support/weixin/weixin-user.js';
import { AES_KEY, at, OFFICE_HOURS, PREVIOUS_KEY, SECRET, type Stage, startStage, TOKEN } from './stage.js';

const QUESTION = '社保卡丢了怎么补';
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

const text = (stage: Stage, content = QUESTION) => {
  const user = stage.user();
  return { user, fields: { ...user.head(), MsgType: 'text', Content: content, MsgId: messageId() } };
};
const stamp = (seconds = 0): string => String(Math.floor(Date.now() / 1_000) + seconds);

describe('the check of the address', () => {
  const check = (query: Record<string, string>) =>
    fetch(`${secure.url}?${new URLSearchParams(query)}`).then(async (response) => ({
      status: response.status,
      type: response.headers.get('content-type'),
      body: await response.text(),
    }));
  const signed = (timestamp = stamp()) => ({
    timestamp,
    nonce: '1514711492',
    echostr: '4375120948345356249',
    signature: weixinSign(TOKEN, timestamp, '1514711492'),
  });

  it('gives echostr back as it came', async () => {
    expect(await check(signed())).toEqual({
      status: 200,
      type: 'text/plain; charset=utf-8',
      body: '4375120948345356249',
    });
  });

  it.each([
    ['another signature', { ...signed(), signature: 'f464b24fc39322e44b38aa78f5edd27bd1441696' }],
    ['no signature', { timestamp: stamp(), nonce: '1', echostr: '2' }],
    ['a signature of six minutes ago', signed(stamp(-360))],
    ['a signature of the future', signed(stamp(86_400))],
    ['a time that is none', signed('now')],
    ['nothing', {}],
  ])('refuses %s', async (_, query) => {
    const { status, body } = await check(query as Record<string, string>);
    expect(status).toBe(403);
    expect(body).not.toContain('4375120948345356249');
  });
});

describe.each(['plain', 'compatible', 'secure'] as const)('%s mode', (mode) => {
  it('answers in the form the message came in', async () => {
    const stage = mode === 'plain' ? plain : secure;
    const user = stage.user({ account: { mode } });
    const { seen, attempts } = await user.says(QUESTION);
    expect(seen).toMatchObject({ kind: 'text', text: expect.stringContaining('补、换社会保障卡') });
    const body = attempts[0]?.bytes.toString() ?? '';
    expect(attempts[0]?.contentType).toContain('text/xml');
    expect(body.includes('<Encrypt>')).toBe(mode !== 'plain');
    expect(body.includes('社会保障卡')).toBe(mode === 'plain');
  });
});

describe('keys', () => {
  it('of before are still opened, and answered with', async () => {
    const { user, fields } = text(secure);
    const before = secure.user({ openId: user.openId, account: { aesKey: PREVIOUS_KEY } });
    const { bytes } = await before.attempt(fields);
    const encrypted = /<Encrypt><!\[CDATA\[(.+?)\]\]>/.exec(bytes.toString())?.[1] ?? '';
    expect(weixinDecrypt(encrypted, PREVIOUS_KEY)).toMatchObject({ appId: secure.account.appId });
    expect(secure.user({ openId: user.openId }).read({ status: 200, contentType: '', bytes }).kind).toBe(
      'fault',
    );
  });

  it('that are not known are refused', async () => {
    const user = secure.user({ account: { aesKey: 'Z'.repeat(43) } });
    expect((await user.says(QUESTION)).attempts[0]?.status).toBe(403);
  });

  it('of compatible mode are not needed: the plain part is read', async () => {
    const user = plain.user({ account: { mode: 'compatible', aesKey: AES_KEY } });
    const { attempts } = await user.says(QUESTION);
    expect(attempts[0]?.bytes.toString()).toContain('补、换社会保障卡');
  });

  it('of secure mode are: without them the message is refused', async () => {
    const user = plain.user({ account: { mode: 'secure', aesKey: AES_KEY } });
    expect((await user.says(QUESTION)).attempts[0]?.status).toBe(400);
  });
});

describe('what does not come from WeChat', () => {
  const refusedWith = async (
    status: number,
    spoil: (signed: ReturnType<Stage['user']>['signed']) => unknown,
  ) => {
    const ask = vi.spyOn(secure.wenban.asker, 'ask');
    const { user } = text(secure);
    const { query, body } = (await spoil(user.signed.bind(user))) as ReturnType<typeof user.signed>;
    const attempt = await user.post(query, body);
    expect(attempt.status).toBe(status);
    expect(ask).not.toHaveBeenCalled();
    ask.mockRestore();
  };
  const fields = {
    ...{ ToUserName: 'gh_1', FromUserName: 'o1', CreateTime: stamp() },
    MsgType: 'text',
    Content: QUESTION,
    MsgId: '1',
  };

  it('(another msg_signature) is refused', () =>
    refusedWith(403, (sign) => {
      const { query, body } = sign(fields);
      return { query: { ...query, msg_signature: '0'.repeat(40) }, body };
    }));

  it('(the signature over the address in place of the message’s) is refused', () =>
    refusedWith(403, (sign) => {
      const { query, body } = sign(fields);
      return { query: { ...query, msg_signature: query.signature ?? '' }, body };
    }));

  it('(a flipped byte of what is encrypted) is refused', () =>
    refusedWith(403, (sign) => {
      const { query, body } = sign(fields);
      return {
        query,
        body: body.replace(
          /(<Encrypt><!\[CDATA\[.{40})(.)/,
          (_, head, one) => head + (one === 'A' ? 'B' : 'A'),
        ),
      };
    }));

  it('(right signature, another AppID) is refused', async () => {
    const user = secure.user({ account: { appId: 'wx0000000000000000' } });
    expect((await user.attempt(fields)).status).toBe(403);
  });

  it.each([-301, 301])('(a time %d seconds off) is refused', (seconds) => {
    // The clock stands, so that the time it takes to arrive does not count.
    at(OFFICE_HOURS);
    return refusedWith(403, (sign) => sign(fields, Date.now() + seconds * 1_000));
  });

  it('(parameters given twice) is refused', async () => {
    const { user } = text(secure);
    const { query, body } = user.signed(fields);
    const address = `${new URLSearchParams(query)}&timestamp=${query.timestamp}`;
    const response = await fetch(`${secure.url}?${address}`, { method: 'POST', body });
    expect(response.status).toBe(403);
  });

  it('(a body over 64 KiB) gets 413', () =>
    refusedWith(413, (sign) => sign({ ...fields, Content: '长'.repeat(30_000) })));

  it('(no XML at all) is refused', () => refusedWith(400, (sign) => ({ ...sign(fields), body: 'Encrypt' })));

  it('leaves no trace of its content in the log, and a line a minute for the operator', async () => {
    for (let time = 0; time < 5; time++)
      await secure.user({ account: { token: 'anotherToken' } }).says('我的问题13812345678');
    const lines = secure.log.filter((line) => line.includes('a callback was refused'));
    expect(lines.filter((line) => line.includes('"fault":"signature"'))).toHaveLength(1);
    expect(secure.log.join('')).not.toContain('13812345678');
  });
});

describe('XML', () => {
  const post = (body: string) => {
    const [timestamp, nonce] = [stamp(), '42'];
    const query = { signature: weixinSign(TOKEN, timestamp, nonce), timestamp, nonce };
    return plain.user().post(query, body);
  };

  it.each([
    '<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]><xml><MsgType>text</MsgType><Content>&x;</Content></xml>',
    '<!doctype xml><xml><ToUserName>a</ToUserName></xml>',
    '<xml><!ENTITY x "y"><ToUserName>a</ToUserName></xml>',
  ])('with a document type or entity is refused: %s', async (body) => {
    expect((await post(body)).status).toBe(400);
  });

  it('of a resident who writes about document types is read', async () => {
    const { seen } = await plain.user().says('<!DOCTYPE html>是啥子，社保卡丢了怎么补');
    expect(seen.kind).toBe('text');
  });

  it.each([
    '',
    '<xml>',
    'no xml',
    '<xml></xml>',
    '<xml><a>1</b></xml>',
    '{"MsgType":"text"}',
    '<a/>',
    '\u0000\u0001',
  ])('that WeChat signed and nobody can read is put away: %j', async (body) => {
    const { status, bytes } = await post(body);
    expect([status, bytes.toString()]).toEqual([200, 'success']);
  });

  it('keeps 64-bit numbers apart that a JavaScript number could not', async () => {
    const ask = vi.spyOn(plain.wenban.asker, 'ask');
    const { user, fields } = text(plain);
    for (const MsgId of ['24180351648420684', '24180351648420685', '24180351648420686'])
      await user.attempt({ ...fields, MsgId });
    expect(ask).toHaveBeenCalledTimes(3);
    ask.mockRestore();
  });

  it('holds the end of a CDATA section, and whatever else a user writes', async () => {
    const user = plain.user();
    const said = 'a]]>b]]]]>&amp;<b>𠮷😀\u0007';
    const { seen } = await user.sends({
      MsgType: 'voice',
      MediaId: '',
      Recognition: said.replace('\u0007', ''),
    });
    expect(seen).toMatchObject({ kind: 'text', text: expect.stringContaining('a]]>b]]]]>&amp;＜b>𠮷😀') });
  });
});

describe('secrets', () => {
  it('are in no log, whatever happened', async () => {
    at(OFFICE_HOURS);
    const user = secure.user();
    secure.weixin.messages.open(user.openId, 'message');
    secure.weixin.misbehave('/cgi-bin/message/custom/send', { errcode: 45015 });
    await user.says(QUESTION);
    await user.says('转人工');
    await vi.waitFor(() => expect(secure.log.join('')).toContain('a customer message was not sent'));
    secure.weixin.behave('/cgi-bin/message/custom/send');
    const log = secure.log.join('') + plain.log.join('');
    const tokens = secure.weixin
      .callsOf('/cgi-bin/message/custom/send')
      .map(({ query }) => query.get('access_token'));
    for (const secret of [SECRET, TOKEN, AES_KEY, PREVIOUS_KEY, user.openId, QUESTION, ...tokens])
      expect(log).not.toContain(secret);
  });
});
