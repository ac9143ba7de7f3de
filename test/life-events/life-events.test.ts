import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadLifeEvents, unknownMatterKeys } from '../../src/life-events/life-event.js';
import { asksForAll, lifeEventFor } from '../../src/life-events/recognise.js';
import { renderLifeEvent } from '../../src/life-events/render.js';
import { findLifeEvent, listLifeEvents } from '../../src/life-events/resolve.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

const TODAY = '2026-11-24';
const PLACES = [undefined, '500000', '500101', '500111', '500231', '511700'];

describe('lifeEventFor', () => {
  it.each<[string, string | null]>([
    ['刚生了娃要办些啥', 'birth'],
    ['孩子出生以后都要办哪些手续', 'birth'],
    ['怀孕了都要办啥', 'pregnancy'],
    ['我们想要个孩子，要先办些啥', 'pregnancy'],
    ['老人刚去世，后头要办哪些手续', 'death'],
    ['我爸走了，后面都要办些啥', 'death'],
    ['想开个餐馆，从头到尾要办哪些证', 'restaurant'],
    ['开火锅店要哪些证', 'restaurant'],
    ['开个理发店要办哪些证', 'shop'],
    ['想注册个公司，从头到尾要跑哪些', 'company'],
    ['公司不想开了，要办哪些手续', 'closing'],
    ['准备结婚要办些啥', 'marriage'],
    ['买了套二手房，要办哪些手续', 'house'],
    ['刚买了个新车，后面都要办啥', 'car'],
    ['我爸下个月退休，要办些啥', 'retirement'],
    ['失业了要办些什么', 'unemployment'],
    ['大学毕业找工作要办啥手续', 'job'],
    ['娃儿今年上小学，要准备哪些', 'school'],
    ['得了大病要办哪些', 'illness'],
    ['我哥残疾了要办些啥', 'disability'],
    ['搬到大足住，要办哪些', 'moving'],
    ['社保卡丢了怎么补', null],
    ['今天天气怎么样', null],
  ])('%s → %s', (text, id) => expect(lifeEventFor(text)).toBe(id));

  it('tells a question for everything from a question about one thing', () => {
    expect(asksForAll('刚生了娃要办些啥')).toBe(true);
    expect(asksForAll('想开个餐馆，从头到尾要办哪些证')).toBe(true);
    expect(asksForAll('生娃能报多少钱')).toBe(false);
  });
});

describe('life events', () => {
  let wenban: Wenban;
  beforeAll(async () => {
    wenban = await openTestWenban();
  });
  afterAll(() => wenban.close());
  const find = (id: string, regionCode?: string) =>
    findLifeEvent(id, regionCode, wenban.catalogue.current(), TODAY);

  it('name only matters that the catalogue has', () => {
    expect(unknownMatterKeys(wenban.catalogue.current())).toEqual([]);
    expect(listLifeEvents().length).toBeGreaterThanOrEqual(16);
  });

  it('come in an order in which nothing waits for something later', () => {
    for (const { id } of loadLifeEvents())
      for (const place of PLACES)
        find(id, place)?.steps.forEach(({ after }, position) => {
          for (const earlier of after) expect(earlier, id).toBeLessThan(position);
        });
  });

  it('stay within a region: every matter shown serves it, or the step says that none does', () => {
    const { items, regions } = wenban.catalogue.current();
    for (const { id } of loadLifeEvents())
      for (const place of ['500111', '500231', '511700'])
        for (const { itemId, note } of find(id, place)?.steps ?? []) {
          const item = items.find((one) => one.id === itemId);
          if (item)
            expect(item.implementations.some((own) => regions.covers(own.regionCode, place))).toBe(true);
          else expect(note).toContain('12345');
        }
  });

  it('take the matter of the region', () => {
    const insurance = (place: string) =>
      find('birth', place)?.steps.find(({ title }) => title.includes('居民医保'))?.itemId;
    expect(insurance('500111')).toBe('dzq-zdpyc-142');
    expect(insurance('500231')).toBe('dj-001');
    expect(insurance('500101')).toBe('cq135-027');
  });

  it('begin with what comes first: a restaurant’s licence, then food, then the sign', () => {
    expect(
      find('restaurant', '500111')
        ?.steps.slice(0, 3)
        .map(({ itemId }) => itemId),
    ).toEqual(['dzq-zdpyc-164', 'dzq-zdpyc-155', 'dzq-zdpyc-022']);
  });

  it('merge the papers of all steps, each with its steps and sources', () => {
    for (const { id } of loadLifeEvents()) {
      const view = find(id, '500111');
      const papers = view?.materials ?? [];
      expect(new Set(papers.map(({ name }) => name)).size, id).toBe(papers.length);
      for (const { steps, sources } of papers) {
        expect(sources.length).toBeGreaterThan(0);
        for (const position of steps) expect(view?.steps[position]?.itemId).not.toBeNull();
      }
    }
    const card = find('birth', '500111')?.materials.find(({ name }) => name === '居民身份证');
    expect(card?.steps.length).toBeGreaterThan(1);
  });

  it('show what can be done online only where a source says so', () => {
    const steps = find('birth', '500111')?.steps ?? [];
    expect(steps.find(({ title }) => title === '上户口')?.online).toContain('网上');
    expect(steps.find(({ title }) => title === '查重名')?.online).toBeNull();
  });

  it('are read in a chat of at most 600 characters', () => {
    for (const { id } of loadLifeEvents())
      for (const place of PLACES) {
        const view = find(id, place);
        const reply = view ? renderLifeEvent(view) : '';
        expect(reply.length, `${id} ${place}`).toBeLessThanOrEqual(600);
        expect(reply).toContain(view?.name);
      }
    const car = find('car', '511700');
    expect(car && renderLifeEvent(car)).toMatch(/没有收录达州市.*12345/);
  });

  it('are not invented', () => expect(find('moon-landing')).toBeNull());
});
