import { beforeEach, describe, expect, it } from 'vitest';
import { types } from 'wechaty';
import { TOO_LONG } from '../../../src/channels/official-account/texts.js';
import { COURTESY } from '../../../src/channels/wechaty/phrases.js';
import { CHANNEL_STOPPED } from '../../../src/switches/channel-switches.js';
import type { FakeCitizen, FakeTown } from '../../support/wechat/fake-citizen.js';
import { BOT } from '../../support/wechat/fake-wechat.js';
import { useTown } from '../../support/wechat/use-town.js';

const world = useTown();
let town: FakeTown;
let li: FakeCitizen;
beforeEach(() => {
  town = world.town;
  li = town.citizen('李大姐');
});

describe('a private chat', () => {
  it('answers, and goes on about the same matter as anybody who asks does', async () => {
    let sessionId: string | undefined;
    for (const question of ['居住证咋个办', '要带些啥子', '要钱不']) {
      const asked = await world.wenban.asker.ask({ question, sessionId });
      sessionId = asked.sessionId;
      const said = (await li.says(question)).join('\n');
      expect(said).toContain('【核发居住证】');
      expect(said).toContain(asked.reply.split('\n').slice(0, 2).join('\n'));
    }
  });

  it('takes a choice by number', async () => {
    const [choices] = await li.says('驾照');
    const second = /^2\. ([^（\n]+)/m.exec(choices as string)?.[1];
    expect(choices).toContain('回复数字就行');
    expect((await li.says('2')).join('\n')).toContain(`【${second}】`);
  });

  it('remembers where somebody said to be, for this person only', async () => {
    const wang = town.citizen('王师傅');
    expect((await li.says('我在垫江县，社保卡丢了怎么补')).join()).toContain('垫江县');
    expect((await li.says('低保怎么申请')).join()).not.toContain('大足区');
    expect((await wang.says('社保卡丢了怎么补')).join()).not.toContain('垫江县）');
  });

  it('says whom to call for a person', async () => {
    expect((await li.says('转人工')).join()).toContain('12345');
  });

  it('answers danger at once, the number first', async () => {
    const before = town.clock.now();
    const [reply] = await li.says('楼上着火了快来人啊');
    expect(reply?.slice(0, 12)).toContain('119');
    expect(town.clock.now() - before).toBe(0);
  });

  it('is honest about what it does not know', async () => {
    expect((await li.says('明天下不下雨')).join()).toContain('抱歉');
  });

  it('reads the answer to an earlier message without that message', async () => {
    await li.says('居住证咋个办');
    const quoted = '「问办：【核发居住证】（大足区）\n办理流程：……」\n- - - - - - - - - - - - - - -\n要钱不';
    expect((await li.says(quoted)).join('\n')).toContain('首次申领免费');
  });

  it('says that the channel is stopped, and answers again afterwards', async () => {
    await world.wenban.switches.set('wechat', false, null);
    expect(await li.says('社保卡丢了怎么补')).toEqual([CHANNEL_STOPPED]);
    await world.wenban.switches.set('wechat', true, null);
    expect((await li.says('社保卡丢了怎么补')).join()).not.toContain(CHANNEL_STOPPED);
  });

  it('answers within a person’s time', async () => {
    const before = town.clock.now();
    await li.says('居住证咋个办');
    const took = town.clock.now() - before;
    expect(took).toBeGreaterThan(1_000);
    expect(took).toBeLessThan(15_000);
  });
});

describe('what is no question', () => {
  it.each([
    ['a picture', types.Message.Image, COURTESY.notText.text],
    ['a voice message', types.Message.Audio, COURTESY.voice.text],
    ['a sticker', types.Message.Emoticon, COURTESY.notText.text],
    ['a video', types.Message.Video, COURTESY.notText.text],
    ['a file', types.Message.Attachment, COURTESY.notText.text],
    ['a place', types.Message.Location, COURTESY.notText.text],
    ['a link', types.Message.Url, COURTESY.notText.text],
    ['a card', types.Message.Contact, COURTESY.notText.text],
    ['a mini-program', types.Message.MiniProgram, COURTESY.notText.text],
    ['a chat history', types.Message.ChatHistory, COURTESY.notText.text],
    ['something unknown', types.Message.Unknown, COURTESY.notText.text],
    ['a red envelope', types.Message.RedEnvelope, COURTESY.money.text],
    ['money', types.Message.Transfer, COURTESY.money.text],
    ['a message taken back', types.Message.Recalled, COURTESY.recalled.text],
  ])('%s gets a word, and no second one soon after', async (_, type, text) => {
    await li.sends({ type });
    await li.sends({ type });
    expect(town.heard(li.person)).toEqual([text]);
    await town.clock.advance(COURTESY.notText.everyMs);
    await li.sends({ type });
    expect(town.heard(li.person)).toEqual([text]);
  });

  it.each(['', '   ', '\n\u3000\n'])('an empty text (%j) is asked for words', async (text) => {
    expect(await li.says(text)).toEqual([COURTESY.empty.text]);
  });

  it('of ten thousand characters the first 500 are read, and that is said', async () => {
    const [reply] = await li.says(`社保卡丢了怎么补？${'啊'.repeat(10_000)}`);
    expect(reply).toContain(TOO_LONG(500));
    expect((await li.says(`楼上着火了快来人啊${'啊'.repeat(10_000)}`)).join()).toContain('119');
  });

  it('500 characters of four bytes are not too long', async () => {
    expect((await li.says('𠮷'.repeat(500))).join()).not.toContain(TOO_LONG(500));
    expect((await li.says('𠮷'.repeat(501))).join()).toContain(TOO_LONG(500));
  });

  it.each([
    '😀😀😀',
    '[微笑][微笑]',
    '👨‍👩‍👧‍👦',
    '𠮷野家',
    '\ud83d',
    '\u0000',
    '。。。',
    '<script>alert(1)</script>',
    "'; DROP TABLE items; --",
  ])('%j is answered with something honest', async (text) => {
    const replies = await li.says(text);
    expect(replies).toHaveLength(1);
    expect(replies[0]).not.toBe('');
  });
});

describe('what is passed over', () => {
  it('its own messages, from here or from its phone', async () => {
    await town.deliver({ from: BOT, to: li.person, text: '社保卡丢了怎么补' });
    await town.answered();
    expect(town.heard()).toEqual([]);
    expect(town.logged).toContain('"reason":"own"');
  });

  it('what the puppet delivers a second time', async () => {
    const id = await li.drops({ text: '社保卡丢了怎么补' });
    town.wechat.current().emit('message', { messageId: id });
    await town.answered();
    expect(town.heard()).toHaveLength(1);
    await expect.poll(() => town.logged).toContain('"reason":"repeated"');
  });

  it('what is older than two minutes', async () => {
    await town.clock.advance(60 * 60_000);
    await li.sends({ text: '社保卡丢了怎么补', ageMs: 121_000 });
    expect(town.heard()).toEqual([]);
    await li.sends({ text: '社保卡丢了怎么补', ageMs: 119_000 });
    expect(town.heard()).not.toEqual([]);
  });

  it('what was sent before it started', async () => {
    await li.sends({ text: '社保卡丢了怎么补', ageMs: 5_000 });
    expect(town.heard()).toEqual([]);
    expect(town.logged).toContain('"reason":"beforeStart"');
  });

  it.each([
    ['an official account', { type: types.Contact.Official }],
    ['an official account that the puppet takes for a person', { id: 'gh_0123456789ab' }],
    ['WeChat itself', { id: 'weixin' }],
    ['the file helper', { id: 'filehelper' }],
  ])('%s', async (name, more) => {
    const account = town.citizen(name, more);
    expect(await account.says('社保卡丢了怎么补')).toEqual([]);
  });
});

it('never logs words, names or ids', async () => {
  await li.says('我叫李秀英，身份证500225198503124527，社保卡丢了怎么补');
  await li.sends({ type: types.Message.Image });
  town.wechat.refuse = 2;
  await li.says('居住证咋个办');
  expect(town.logged).toContain('bot could not send');
  expect(town.logged).not.toMatch(/李大姐|李秀英|500225|社保卡|居住证|wxid|bot-self|hash-of|message-\d/);
});
