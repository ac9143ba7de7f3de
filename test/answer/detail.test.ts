import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

let wenban: Wenban;
beforeAll(async () => {
  wenban = await openTestWenban();
  await wenban.asker.ask({ question: '低保' });
}, 120_000);
afterAll(() => wenban.close());

async function ask(...turns: string[]) {
  let response = null;
  for (const question of turns)
    response = await wenban.asker.ask({ question, region: '大足区', sessionId: turns.join() });
  if (!response?.answer) throw new Error(`no answer to ${turns.join()}`);
  return { reply: response.reply, asked: response.answer.sections[0] };
}

describe('an answer about one case of a matter', () => {
  it.each([
    [['失业登记怎么办'], '失业登记'],
    [['失业登记怎么办', '材料'], '失业登记'],
    [['养老保险怎么交', '我是灵活就业'], '灵活就业人员以个人身份参保'],
    [['我爸去世了，房子怎么过户给我'], '房屋过户'],
    [['赠与房子要什么材料'], '房屋过户'],
  ])('%j tells of %s alone', async (turns, situation) => {
    const { reply } = await ask(...turns);
    expect(reply).toMatch(new RegExp(`^【[^】]*：${situation}】`));
    expect(reply).not.toMatch(/人事档案接收和转递：|办理抵押|退休申报/);
  });

  it('begins with what the case costs', async () => {
    const { reply } = await ask('身份证丢了怎么补办');
    expect(reply).toMatch(/收费：丢失补领40元\/证；/);
    expect(reply).toMatch(/原居民身份证（原件；期满换领、损坏换领）/);
  });
});

describe('a question about a detail', () => {
  it.each([
    ['护照能用几年', '问：护照有效期？'],
    ['护照加急行不行', '问：能加急吗？'],
    ['结婚登记需要户口本吗', '问：结婚登记还要户口本吗？'],
    ['失业金能领几个月', '问：能领多久？'],
  ])('%s is answered by %s alone', async (question, fitting) => {
    const { asked } = await ask(question);
    expect(asked).toMatchObject({ key: 'faq' });
    expect(asked?.lines.filter((line) => line.startsWith('问：'))).toEqual([
      expect.stringContaining(fitting),
    ]);
  });

  it('is answered by the lines that speak of it', async () => {
    expect((await ask('可以帮我妈代办社保卡吗')).asked?.lines[0]).toMatch(/^申请材料写的是：代办人身份证/);
    expect((await ask('离婚登记', '冷静期多少天')).asked?.lines[0]).toMatch(/30日冷静期/);
  });

  it('is said not to be stated', async () => {
    expect((await ask('居住证有效期几年')).asked).toMatchObject({ status: 'unknown' });
    expect((await ask('有车能办低保吗')).asked?.lines[0]).toMatch(/您问的这一点，现有资料没有直接写明/);
    expect((await ask('房产证过户要交多少税')).asked?.lines[0]).toMatch(/没有直接写明/);
  });
});

it('takes a benefit or a contribution for the sum, whichever is stated', async () => {
  expect((await ask('低保多少钱一个月')).asked).toMatchObject({ key: 'standard' });
  expect((await ask('城乡居民医保一年交多少')).asked).toMatchObject({ key: 'fee' });
});
