import { describe, expect, it } from 'vitest';
import type { BotOptions } from '../../../src/channels/wechaty/bot.js';
import { GREETING } from '../../../src/channels/wechaty/phrases.js';
import { answer } from '../../http/support.js';
import { FakeTown } from '../../support/wechat/fake-citizen.js';

async function wideAwake(options: Partial<BotOptions>): Promise<FakeTown> {
  const town = new FakeTown(() => answer, options);
  await town.wakeUp();
  return town;
}

describe('friend requests', () => {
  it.each([
    ['never', { accept: 'never' }, '我是大足的居民，口令办事', false],
    ['always', { accept: 'always' }, '', true],
    ['with the word', { accept: 'keyword', keyword: '办事' }, '你好，我想办 事', true],
    ['with the word in full width', { accept: 'keyword', keyword: 'BAN12' }, '口令：ｂａｎ１２', true],
    ['without the word', { accept: 'keyword', keyword: '办事' }, '我是某某公司', false],
  ] as const)('%s', async (_, friends, hello, accepted) => {
    const town = await wideAwake({ friends, greeting: GREETING });
    const li = town.citizen('李大姐');
    await li.asksForFriendship(hello);
    expect(town.wechat.acceptedFriends).toHaveLength(accepted ? 1 : 0);
    expect(town.heard(li.person)).toEqual(accepted ? [GREETING] : []);
    expect(town.logged).toContain(`"accepted":${accepted}`);
    expect(town.logged).not.toMatch(/李大姐|口令|wxid/);
  });

  it('are not accepted within the second, as no person would', async () => {
    const town = await wideAwake({ friends: { accept: 'always' } });
    const before = town.clock.now();
    await town.citizen('李大姐').asksForFriendship('');
    expect(town.clock.now() - before).toBeGreaterThan(3_000);
  });

  it('that the owner accepts by hand are greeted too, once', async () => {
    const town = await wideAwake({ friends: { accept: 'always' } });
    const li = town.citizen('李大姐');
    await li.asksForFriendship('');
    await li.isAcceptedByHand();
    expect(town.heard(li.person)).toEqual(['您好']);
    const wang = town.citizen('王师傅');
    await wang.isAcceptedByHand();
    expect(town.heard(wang.person)).toEqual(['您好']);
  });
});

describe('invitations to rooms', () => {
  it.each([
    ['never', { accept: 'never' }, false],
    ['always', { accept: 'always' }, true],
    ['from a listed remark', { accept: 'from', inviters: ['社区张主任'] }, true],
    ['from a listed id', { accept: 'from', inviters: ['wxid-zhang'] }, true],
    ['from a listed nickname only', { accept: 'from', inviters: ['老张'] }, false],
    ['from somebody else', { accept: 'from', inviters: ['社区王主任'] }, false],
  ] as const)('%s', async (_, rooms, accepted) => {
    const town = await wideAwake({ rooms });
    await town.citizen('老张', { id: 'wxid-zhang', remark: '社区张主任' }).invitesTo('社区群');
    expect(town.wechat.acceptedRooms).toHaveLength(accepted ? 1 : 0);
    expect(town.logged).toContain(`"accepted":${accepted}`);
    expect(town.logged).not.toMatch(/老张|张主任|社区群|wxid/);
  });

  it('from somebody without a remark do not match an empty name', async () => {
    const town = await wideAwake({ rooms: { accept: 'from', inviters: [''] } });
    await town.citizen('老张').invitesTo('社区群');
    expect(town.wechat.acceptedRooms).toEqual([]);
  });
});
