import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Resident } from '../../../entities/resident.js';
import { REST_HINT } from '../../../src/answer/render.js';
import type { Seen } from '../../support/weixin/weixin-user.js';
import { at, OFFICE_HOURS, type Stage, startStage } from './stage.js';

const NIGHT = new Date('2026-11-25T14:00:00Z');
// 国庆节: a Thursday, and nobody works.
const HOLIDAY = new Date('2026-10-01T02:00:00Z');

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

/** What somebody reads after a message, or an error when WeChat would show one. */
async function hears(pushed: Promise<{ seen: Seen }>): Promise<string> {
  const { seen } = await pushed;
  if (seen.kind !== 'text') throw new Error(`no text but ${JSON.stringify(seen)}`);
  return seen.text;
}

describe('a conversation', () => {
  it('goes on over several messages', async () => {
    const citizen = stage.user();
    expect(await hears(citizen.does('subscribe', { EventKey: '' }))).toContain('您好，欢迎关注');
    expect(await hears(citizen.says('大足区'))).toContain('已记下您在大足区');
    expect(await hears(citizen.says('居住证咋个办'))).toMatch(/^【核发居住证】（大足区）/);
    expect(await hears(citizen.says('要准备哪些材料'))).toContain('申请材料：\n本人居民身份证');
    expect(await hears(citizen.says('要钱不'))).toContain('首次申领免费');
    expect(await hears(citizen.says('谢谢哈'))).toContain('不客气');
  });

  it('of one user knows nothing of another', async () => {
    const [one, other] = [stage.user(), stage.user()];
    await one.says('居住证怎么办');
    expect(await hears(other.says('要带什么'))).not.toContain('核发居住证');
  });

  it('asks back with links to tap and numbers to type', async () => {
    const citizen = stage.user();
    const question = await hears(citizen.says('驾照'));
    expect(question).toContain('回复数字就行');
    const links = [
      ...question.matchAll(
        /<a href="weixin:\/\/bizmsgmenu\?msgmenucontent=([^&"]+)&msgmenuid=([^"]+)">\d\. ([^<]+)<\/a>/g,
      ),
    ];
    expect(links.length).toBeGreaterThanOrEqual(2);
    const [[, content = '', id = '', first = '']] = links as [RegExpMatchArray];
    const tapped = citizen.says(decodeURIComponent(content), { bizmsgmenuid: id });
    expect(await hears(tapped)).toContain(`【${first.replace(/（[^（）]+）$/, '')}】`);
    const typing = stage.user();
    await typing.says('驾照');
    const second = links[1]?.[3] ?? '';
    expect(await hears(typing.says('2'))).toContain(`【${second.replace(/（[^（）]+）$/, '')}】`);
  });

  it('tells somebody in danger whom to call before anything else', async () => {
    expect(await hears(stage.user().says('屋头煤气漏了'))).toMatch(/^请马上拨打119/);
  });

  it('never links what a user wrote', async () => {
    const citizen = stage.user();
    const reply = await hears(
      citizen.sends({
        MsgType: 'voice',
        MediaId: '',
        Recognition: '<a href="http://evil">低保</a>要什么条件',
      }),
    );
    expect(reply).toContain('＜a href');
    expect(reply).not.toContain('<a href="http');
  });
});

describe('where somebody is', () => {
  it('follows from a location whose district is sure, with places near', async () => {
    const citizen = stage.user();
    const location = { MsgType: 'location', Location_X: '29.7', Location_Y: '105.7', Scale: '16' };
    const reply = await hears(citizen.sends({ ...location, Label: '重庆市大足区棠香街道北环二路' }));
    expect(reply).toContain('已记下您在大足区棠香街道');
    expect(reply).toMatch(/附近的办事地点：\n1\. .+/);
    expect(await hears(citizen.says('居住证怎么办'))).toContain('（大足区）');
  });

  it.each(['某处', '垫江豆花（渝中区店）', '重庆市', '', '云南省昆明市盘龙区'])(
    'is asked where a label says %j',
    async (Label) => {
      const citizen = stage.user();
      const reply = await hears(
        citizen.sends({ MsgType: 'location', Location_X: '29.7', Location_Y: '105.7', Scale: '16', Label }),
      );
      expect(reply).toContain('请直接回复您所在的区县名称');
      expect(reply).not.toContain('已记下');
    },
  );

  it.each([
    ['subscribe', 'qrscene_region_500231'],
    ['SCAN', 'region_500231'],
    ['CLICK', 'region:500231'],
  ])('follows from %s with %s', async (event, EventKey) => {
    const citizen = stage.user();
    expect(await hears(citizen.does(event, { EventKey, Ticket: 'T' }))).toContain('已记下您在垫江县');
    expect(await hears(citizen.says('社保卡丢了怎么补'))).toContain('（垫江县）');
  });

  it('is not believed of a code that names no region', async () => {
    const reply = await hears(stage.user().does('SCAN', { EventKey: 'region_999999' }));
    expect(reply).not.toContain('已记下');
  });

  it('is remembered without the openid, and forgotten with unfollowing', async () => {
    const citizen = stage.user();
    await citizen.does('SCAN', { EventKey: 'region_500231' });
    const residents = () => stage.wenban.dataSource.manager.find(Resident);
    const known = (await residents()).length;
    expect(JSON.stringify(await residents())).not.toContain(citizen.openId);
    expect((await citizen.does('unsubscribe')).seen).toEqual({ kind: 'nothing' });
    expect(await residents()).toHaveLength(known - 1);
  });
});

describe('the menu', () => {
  it('asks questions, calls a person and explains', async () => {
    const citizen = stage.user();
    expect(await hears(citizen.taps('ask:社保卡丢了怎么补'))).toContain('社会保障卡');
    expect(await hears(citizen.taps('help'))).toContain('回复“人工”');
    expect(await hears(citizen.taps('something else'))).toContain('请用文字或语音');
    expect((await citizen.does('VIEW', { EventKey: 'https://example.cn' })).seen).toEqual({
      kind: 'nothing',
    });
  });
});

describe('somebody who wants a person', () => {
  it('is handed over in working hours and told so', async () => {
    at(OFFICE_HOURS);
    const citizen = stage.user();
    expect((await citizen.says('我要找人工客服')).seen).toEqual({ kind: 'transfer' });
    await vi.waitFor(() => expect(stage.delivered(citizen).join()).toContain('正在为您转接'));
    expect((await citizen.taps('human')).seen).toEqual({ kind: 'transfer' });
  });

  it.each([
    ['at night', NIGHT],
    ['on a public holiday', HOLIDAY],
  ])('gets the hotline %s', async (_, time) => {
    at(time);
    const reply = await hears(stage.user().says('转人工'));
    expect(reply).toContain('现在不是人工客服的工作时间（周一至周五');
    expect(reply).toContain('12345');
  });
});

describe('voice', () => {
  const voice = { MsgType: 'voice', MediaId: 'media-1', Format: 'amr' };

  it('is read where WeChat recognised it, else asked for in words', async () => {
    const citizen = stage.user();
    const heard = await hears(citizen.sends({ ...voice, Recognition: '社保卡丢了怎么补' }));
    expect(heard).toMatch(/^您说的是：“社保卡丢了怎么补”\n【补、换社会保障卡】/);
    expect(await hears(citizen.sends({ ...voice, Recognition: '' }))).toContain('没有听清');
  });

  it('is recognised by the service that is set up', async () => {
    const recordings: { type: string; format: string; bytes: Buffer }[] = [];
    const service = createServer(async (req, res) => {
      const chunks: Buffer[] = [];
      for await (const chunk of req) chunks.push(chunk as Buffer);
      recordings.push({
        type: String(req.headers['content-type']),
        format: String(req.headers['x-audio-format']),
        bytes: Buffer.concat(chunks),
      });
      if (recordings.length === 3) res.writeHead(503).end();
      else if (recordings.length === 2) res.writeHead(200, { 'Content-Type': 'text/plain' }).end(' ');
      else res.writeHead(200, { 'Content-Type': 'application/json' }).end('{"text":"低保要什么条件"}');
    });
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/asr`;
    const hearing = await startStage({ wenban: stage.wenban, env: { SPEECH_RECOGNITION_URL: url } });
    onTestFinished(async () => {
      service.close();
      await hearing.close();
    });
    const citizen = hearing.user();
    const bytes = Buffer.from('#!AMR\nsound');
    hearing.weixin.addMedia('media-1', bytes, 'audio/amr');
    const reply = await hears(citizen.sends(voice));
    expect(reply).toMatch(/^您说的是：“低保要什么条件”\n【最低生活保障】/);
    expect(recordings[0]).toEqual({ type: 'audio/amr', format: 'amr', bytes });
    expect(await hears(citizen.sends(voice))).toContain('没有听清');
    expect(await hears(citizen.sends({ ...voice, Recognition: '社保卡丢了怎么补' }))).toContain(
      '补、换社会保障卡',
    );
    expect(await hears(citizen.sends({ ...voice, MediaId: 'gone' }))).toContain('没有听清');
    expect(recordings).toHaveLength(3);
  });
});

describe('a reply that does not fit into one message', () => {
  const short = { WECHAT_OA_REPLY_BYTES: '600' };
  const open = async (secret: boolean) => {
    const narrow = await startStage({ wenban: stage.wenban, env: short, secret });
    onTestFinished(() => narrow.close());
    return narrow;
  };

  it('goes on as customer messages, in order and cut between sections', async () => {
    const narrow = await open(true);
    const citizen = narrow.user();
    const first = await hears(citizen.says('大足区居住证咋个办'));
    const { reply } = await stage.wenban.asker.ask({ question: '大足区居住证咋个办' });
    await vi.waitFor(() => expect([first, ...narrow.delivered(citizen)].join('\n')).toBe(reply));
    expect(narrow.delivered(citizen).length).toBeGreaterThan(0);
    for (const part of [first, ...narrow.delivered(citizen)])
      expect(Buffer.byteLength(part)).toBeLessThanOrEqual(600);
  });

  it('is asked for where nothing may be sent later', async () => {
    const narrow = await open(false);
    const citizen = narrow.user();
    const parts = [await hears(citizen.says('大足区居住证咋个办'))];
    while (parts.at(-1)?.includes('msgmenuid=more') && parts.length < 9)
      parts.push(await hears(citizen.says('更多')));
    expect(parts.length).toBeGreaterThan(1);
    const { reply } = await stage.wenban.asker.ask({ question: '大足区居住证咋个办' });
    expect(parts.map((part) => part.replace(/\n<a .*$/, '')).join('\n')).toBe(reply);
  });

  it('is kept to be asked for when WeChat takes no more messages', async () => {
    const narrow = await open(true);
    const citizen = narrow.user();
    narrow.weixin.misbehave('/cgi-bin/message/custom/send', { errcode: 45047 });
    await citizen.says('大足区居住证咋个办');
    await vi.waitFor(() => expect(narrow.log.join('')).toContain('a customer message was not sent'));
    const rest = await hears(citizen.says('更多'));
    expect(rest).toContain('出处');
    expect(rest).not.toContain('【核发居住证】');
  });

  it('asks for no more messages after WeChat said that the account may not', async () => {
    const narrow = await open(true);
    narrow.weixin.misbehave('/cgi-bin/message/custom/send', { errcode: 48001 });
    await narrow.user().says('大足区居住证咋个办');
    await vi.waitFor(() => expect(narrow.log.join('')).toContain('a customer message was not sent'));
    expect(await hears(narrow.user().says('大足区居住证咋个办'))).toContain('更多');
    expect(narrow.weixin.callsOf('/cgi-bin/message/custom/send')).toHaveLength(1);
  });

  it('shows on request the lines that the reply left out', async () => {
    const { asker } = stage.wenban;
    const real = await asker.ask({ question: '大足区居住证要带什么' });
    const lines = Array.from({ length: 30 }, (_, index) => `第${index + 1}份材料：${'证明'.repeat(10)}`);
    const section = { ...real.answer?.sections[0], lines };
    const reply = `【核发居住证】\n申请材料：\n${lines.slice(0, 9).join('\n')}\n${REST_HINT}\n出处：《办法》`;
    const ask = vi.spyOn(asker, 'ask').mockResolvedValueOnce({
      ...real,
      reply,
      answer: { item: { id: 'x', name: 'x' }, sections: [section as never] },
    });
    const citizen = stage.user();
    const first = await hears(citizen.says('要带什么'));
    expect(first).not.toContain(REST_HINT);
    expect(first).toContain('看余下内容');
    const rest = await hears(citizen.says('更多'));
    expect(rest).toMatch(/^申请材料（续）：\n第10份材料/);
    expect(ask).toHaveBeenCalledOnce();
    ask.mockRestore();
  });
});

describe('a channel that is stopped', () => {
  it('answers at once with the hotline, and nothing else', async () => {
    const citizen = stage.user();
    await stage.wenban.switches.set('officialAccount', false, null);
    onTestFinished(() => stage.wenban.switches.set('officialAccount', true, null));
    expect(await hears(citizen.says('社保卡丢了怎么补'))).toMatch(/^本渠道正在维护.*12345/);
    expect(await hears(citizen.taps('help'))).toContain('12345');
    expect(await hears(citizen.sends({ MsgType: 'image', MediaId: 'x', PicUrl: 'http://x' }))).toContain(
      '正在维护',
    );
  });
});
