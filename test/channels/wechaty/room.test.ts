import { beforeEach, describe, expect, it } from 'vitest';
import { types } from 'wechaty';
import { COURTESY } from '../../../src/channels/wechaty/phrases.js';
import { AT_BOT, type FakeCitizen, FakeTown } from '../../support/wechat/fake-citizen.js';
import { BOT, type Group } from '../../support/wechat/fake-wechat.js';
import { useTown } from '../../support/wechat/use-town.js';

const world = useTown();
let town: FakeTown;
let li: FakeCitizen;
let wang: FakeCitizen;
let group: Group;
beforeEach(() => {
  town = world.town;
  li = town.citizen('李大姐');
  wang = town.citizen('王师傅');
  group = town.group('社区群', [li, wang], '小问');
});

describe('in a room the bot', () => {
  it.each([
    ['its alias, picked on a telephone', '@小问\u2005居住证怎么办'],
    ['its alias, picked on a computer', '@小问 居住证怎么办'],
    ['its nickname', '@问办\u2005居住证怎么办'],
    ['its alias in the middle', '请问@小问\u2005居住证怎么办'],
    ['its alias at the end', '居住证怎么办@小问'],
    ['its alias with a comma typed behind it', '@小问，居住证怎么办'],
    ['itself and somebody else', '@小问\u2005@王师傅\u2005居住证怎么办'],
  ])('answers who mentions %s, by name', async (_, text) => {
    const [reply] = await li.saysIn(group, text);
    expect(reply).toMatch(/^@李大姐/);
    expect(reply).toContain('【核发居住证】');
  });

  it('answers when the puppet knows of the mention, whatever the name in the text', async () => {
    const [reply] = await li.saysIn(group, '@改过名的问办\u2005居住证怎么办', [BOT.id]);
    expect(reply).toContain('【核发居住证】');
  });

  it.each([
    ['nobody', '居住证怎么办'],
    ['somebody else', '@王师傅\u2005居住证怎么办'],
    ['somebody whose name begins like its own', '@小问号\u2005居住证怎么办'],
    ['everybody', '@所有人 居住证怎么办'],
    ['its name without a mention', '小问，居住证怎么办'],
    ['it in what is quoted only', '「李大姐：@小问\u2005居住证怎么办」\n- - - - - - - -\n我也想晓得'],
  ])('is silent when the text mentions %s', async (_, text) => {
    expect(await li.saysIn(group, text)).toEqual([]);
  });

  it('is silent when everybody is mentioned, though the puppet counts it in', async () => {
    expect(await li.saysIn(group, '@所有人\u2005明天开会', [BOT.id, li.person.id])).toEqual([]);
  });

  it.each([types.Message.Image, types.Message.Audio, types.Message.Emoticon, types.Message.Recalled])(
    'is silent about messages of type %i',
    async (type) => {
      await li.sends({ to: group, type, mentionIdList: [BOT.id] });
      expect(town.heard()).toEqual([]);
    },
  );

  it('asks for the question when there is only its name', async () => {
    expect(await li.saysIn(group, AT_BOT)).toEqual([`@李大姐 ${COURTESY.empty.text}`]);
  });

  it('asks the question without the mention', async () => {
    const asked: string[] = [];
    const town = new FakeTown((request) => {
      asked.push(request.question);
      return world.wenban.frontDoor.ask(request);
    });
    await town.wakeUp();
    const li = town.citizen('李大姐');
    const group = town.group('楼栋群', [li], '问办(社区)');
    await li.saysIn(group, '@问办(社区)\u2005社保卡丢了\n怎么补');
    await li.saysIn(group, '社保卡丢了@问办\u2005怎么补');
    await li.saysIn(group, '@问办(社区)\u2005@王师傅\u2005社保卡丢了 怎么补');
    expect(asked).toEqual(Array(3).fill('社保卡丢了 怎么补'));
  });

  it('keeps two people apart who ask at once', async () => {
    await li.drops({ to: group, text: '@小问\u2005居住证怎么办' });
    await wang.drops({ to: group, text: '@小问\u2005社保卡丢了怎么补' });
    await town.answered();
    const [toLi, toWang] = town.heard(group);
    expect(toLi).toMatch(/^@李大姐 【核发居住证】/);
    expect(toWang).toMatch(/^@王师傅 【.*社会保障卡.*】/);
    await wang.drops({ to: group, text: '@小问\u2005要带什么' });
    await li.drops({ to: group, text: '@小问\u2005要带什么' });
    await town.answered();
    const materials = town.heard(group);
    expect(materials.find((text) => text.startsWith('@王师傅'))).toContain('社会保障卡');
    expect(materials.find((text) => text.startsWith('@李大姐'))).toContain('核发居住证');
  });

  it('keeps what somebody asks in the room apart from what he asks alone', async () => {
    await li.says('居住证怎么办');
    expect((await li.saysIn(group, '@小问\u2005要带什么')).join()).not.toContain('核发居住证');
  });

  it('takes a choice by number', async () => {
    const [choices] = await li.saysIn(group, '@小问\u2005驾照');
    const first = /^1\. ([^（\n]+)/m.exec(choices as string)?.[1];
    expect((await li.saysIn(group, '@小问\u20051')).join('\n')).toContain(`【${first}】`);
  });

  it('names whom it answers once, however many messages it takes', async () => {
    const long = await world.wenban.asker.ask({ question: '居住证怎么办' });
    const town = new FakeTown(() => ({ ...long, reply: `${'条件：甲\n'.repeat(100)}完` }));
    await town.wakeUp();
    const li = town.citizen('李大姐');
    const group = town.group('楼栋群', [li]);
    const messages = await li.saysIn(group, '@问办\u2005居住证怎么办');
    expect(messages.length).toBeGreaterThan(1);
    expect(messages.filter((text) => text.includes('@李大姐'))).toHaveLength(1);
  });

  it('logs neither names nor words', async () => {
    await li.saysIn(group, '@小问\u2005居住证怎么办');
    expect(town.logged).not.toMatch(/李大姐|居住证|社区群|chatroom|wxid/);
  });
});
