import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AnswerBook, type WrittenAnswer } from '../../src/answer/answer-book.js';
import { hotlinesOf } from '../../src/answer/hotlines.js';
import { REPLY_LENGTH } from '../../src/answer/render.js';
import { INTENT_IDS } from '../../src/answer/response.js';
import { SMS_LENGTH } from '../../src/answer/sms.js';
import { loadSummaries } from '../../src/answer/summaries.js';
import type { ItemRecord, Snapshot } from '../../src/catalogue/snapshot.js';
import { isChat } from '../../src/dialogue/chat-intents.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';
import { Evidence } from './evidence.js';

const TODAY = '2026-03-02';
const INTENTS = INTENT_IDS.filter((intent) => !isChat(intent));
const DIGITS = /[0-9]+(?:[.,:-][0-9]+)*/g;
const UNSPEAKABLE =
  /[（）()【】[\]〔〕《》<>•·*#→/％%~]|[0-9]:[0-9]|https?:|www\.|(?:^|\n)\s*(?:[0-9]+[.、]|-)/;

let wenban: Wenban;
let answers = 0;
/** What is wrong, by the rule that is broken. */
const faults = {
  ground: new Set<string>(),
  sources: new Set<string>(),
  length: new Set<string>(),
  speech: new Set<string>(),
  sms: new Set<string>(),
};

beforeAll(async () => {
  wenban = await openTestWenban();
  const snapshot = wenban.catalogue.current();
  const summaries = loadSummaries();
  const book = new AnswerBook(snapshot, wenban.places, summaries);
  const { places } = wenban.places.directoryFor(snapshot, TODAY);
  const hotlines = hotlinesOf(snapshot).map(({ number, source }) => ({ number, source }));
  const names = snapshot.regions.all.map(({ name }) => name);
  for (const item of snapshot.items) {
    const written = summaries.filter((one) => one.item === item.id).map(({ text }) => text);
    const evidence = new Evidence(item, [...places, ...hotlines], names, TODAY, written);
    for (const region of regionsOf(item, snapshot))
      for (const intent of INTENTS) {
        answers++;
        judge(book.answer(item, region, intent, TODAY), evidence, `${item.id} ${region} ${intent}`);
      }
  }
}, 120_000);
afterAll(() => wenban.close());

describe('every answer to every matter', () => {
  it('is looked at', () => expect(answers).toBeGreaterThan(10_000));

  it('says nothing but what sources say and templates frame', () => {
    expect([...faults.ground].slice(0, 30)).toEqual([]);
  });

  it('names the source of whatever is not unknown', () => {
    expect([...faults.sources].slice(0, 30)).toEqual([]);
  });

  it('fits into a chat', () => expect([...faults.length].slice(0, 30)).toEqual([]));

  it('fits into a text message of whole sentences that says nothing more', () => {
    expect([...faults.sms].slice(0, 30)).toEqual([]);
  });

  it('can be read aloud', () => expect([...faults.speech].slice(0, 30)).toEqual([]));
});

describe('every kind of reply', () => {
  it.each([
    ['社保卡', 'clarify'],
    ['火车票怎么买', 'none'],
    ['屋头煤气漏了', 'emergency'],
    ['我不想活了', 'emergency'],
    ['我妈75岁农村户口有高血压能享受啥', 'eligibility'],
    ['老人走了要办哪些手续', 'lifeEvent'],
    ['给我转人工', 'handoff'],
    ['你好', 'chat'],
  ])('%s comes as a text message, too', async (question, kind) => {
    const response = await wenban.asker.ask({ question, region: '垫江县' });
    expect(response.kind).toBe(kind);
    expect(response.sms.length).toBeLessThanOrEqual(SMS_LENGTH);
    expect(response.sms).toMatch(/[。！]$/);
    const digits = new Set(`${response.reply}12345`.match(/[0-9]+/g));
    for (const number of response.sms.match(/[0-9]+/g) ?? []) expect(digits).toContain(number);
  });
});

describe('the evidence', () => {
  const matter: ItemRecord = {
    id: 'x-1',
    name: '补、换社会保障卡',
    type: null,
    themes: [],
    questions: [],
    linked: [],
    implementations: [
      {
        itemId: 'x-1',
        regionCode: '500231',
        agency: '县人力社保局',
        name: '补、换社会保障卡',
        elements: { content: [{ value: '到某路12号缴纳25元，电话023-74000001。', source: 0 }] },
        sources: [],
      },
    ],
  };
  const evidence = new Evidence(matter, [], [], TODAY);

  it.each([
    ['023-74000009', 'number 023-74000009'],
    ['缴纳26元', 'number 26'],
    ['到别路12号缴纳25元', 'address 到别路12号'],
    ['鹦鹉每逢暴雨便骑着紫色大象翻越冰川', 'words 鹦鹉每逢暴雨便骑着紫色大象翻越冰川'],
  ])('finds fault with %s', (line, fault) => expect(evidence.faultOf(line)).toBe(fault));

  it('accepts what stands there', () => {
    expect(evidence.faultOf('由县人力社保局办理，电话023-74000001，或拨打政务服务便民热线12345')).toBeNull();
  });
});

function judge(answer: WrittenAnswer, evidence: Evidence, about: string): void {
  const { sections, reply, speech } = answer;
  const lines = [...sections.flatMap((section) => section.lines), ...reply.split('\n')];
  for (const line of lines) {
    const fault = evidence.faultOf(line);
    if (fault) faults.ground.add(`${about.split(' ')[0]}: ${fault} in ${line.slice(0, 150)}`);
  }
  for (const { key, status, sources } of sections)
    if (status !== 'unknown' && sources.length === 0) faults.sources.add(`${about}: ${key}`);
  if (reply.length > REPLY_LENGTH || reply.length < 10) faults.length.add(about);
  const sms = smsFault(answer, evidence);
  if (sms) faults.sms.add(`${about}: ${sms} in ${answer.sms}`);
  const found = UNSPEAKABLE.exec(speech);
  if (found) faults.speech.add(`${about}: ${speech.slice(Math.max(0, found.index - 30), found.index + 30)}`);
}

/** Whole, short, and every digit of it in the long answer. */
function smsFault({ sections, sms, name }: WrittenAnswer, evidence: Evidence): string | null {
  if (sms.length > SMS_LENGTH || sms.length < 20) return `length ${sms.length}`;
  if (!sms.endsWith('。')) return 'end';
  const long = [
    name,
    ...sections.flatMap(({ lines, sources }) => [...lines, ...sources.map(({ title }) => title)]),
  ];
  const said = new Set(long.flatMap((line) => line.match(DIGITS) ?? []));
  const number = (sms.match(DIGITS) ?? []).find((one) => !said.has(one) && one !== '12345');
  if (number) return `number ${number}`;
  return evidence.faultOf(sms);
}

/** The regions of the matter's implementations, and for a city or province one district of it. */
function regionsOf({ implementations }: ItemRecord, { regions }: Snapshot): Set<string> {
  const own = [...new Set(implementations.map(({ regionCode }) => regionCode))];
  const districts = own
    .filter((code) => ['city', 'province'].includes(regions.findByCode(code)?.level ?? ''))
    .flatMap(
      (city) => regions.all.find(({ level, code }) => level === 'county' && regions.covers(city, code)) ?? [],
    );
  return new Set([...own, ...districts.map(({ code }) => code)]);
}
