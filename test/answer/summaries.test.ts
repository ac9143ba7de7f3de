import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AnswerBook } from '../../src/answer/answer-book.js';
import {
  faultsOfSummaries,
  loadSummaries,
  readSummaries,
  SUMMARY_LENGTH,
  soundSummaries,
} from '../../src/answer/summaries.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

const TODAY = '2026-11-24';
let wenban: Wenban;
beforeAll(async () => {
  wenban = await openTestWenban();
});
afterAll(() => wenban.close());

const card = {
  item: 'dj-016',
  sources: ['dj-016', 'guide-hr-card-new-cq'],
  text: '第一次办社保卡不收费，带身份证。',
};

describe('the summaries that ship', () => {
  it('are for a hundred matters, short, and borne out by their sources to the last number', () => {
    const summaries = loadSummaries();
    expect(summaries.length).toBeGreaterThanOrEqual(100);
    for (const { text } of summaries) expect(text.length).toBeLessThanOrEqual(SUMMARY_LENGTH);
    expect(faultsOfSummaries(summaries, wenban.catalogue.current())).toEqual([]);
  });

  it('stand first in an overview, marked, with their sources, and nowhere else', () => {
    const snapshot = wenban.catalogue.current();
    const book = new AnswerBook(snapshot, wenban.places, loadSummaries());
    const item = snapshot.items.find(({ id }) => id === 'dj-016');
    if (!item) throw new Error('dj-016');
    const { sections, reply } = book.answer(item, '500231', 'overview', TODAY);
    expect(sections[0]).toMatchObject({ key: 'summary', label: '通俗说明', status: 'derived' });
    expect(sections[0]?.lines[1]).toContain('通俗说明，以原文和办理窗口答复为准');
    expect(new Set(sections[0]?.sources.map(({ key }) => key))).toEqual(new Set(card.sources));
    expect(reply).toContain('通俗说明：\n第一次办社保卡不收费');
    expect(book.answer(item, '500231', 'fee', TODAY).sections.map(({ key }) => key)).not.toContain('summary');
  });

  it('are not shown where their sources do not hold', () => {
    const snapshot = wenban.catalogue.current();
    const book = new AnswerBook(snapshot, wenban.places, loadSummaries());
    const item = snapshot.items.find(({ id }) => id === 'cq135-050');
    if (!item) throw new Error('cq135-050');
    expect(book.answer(item, '500111', 'overview', TODAY).sections[0]?.key).toBe('summary');
    expect(book.answer(item, '511700', 'overview', TODAY).sections[0]?.key).not.toBe('summary');
  });
});

describe('a faulty summary', () => {
  it.each([
    [{ ...card, item: 'dj-999' }, '通俗说明：没有事项 dj-999'],
    [{ ...card, sources: ['dj-016', 'guide-x'] }, '通俗说明 dj-016：事项没有出处 guide-x'],
    [{ ...card, text: '第一次办社保卡收费26元，带身份证。' }, '通俗说明 dj-016：出处里没有“26”'],
    [{ ...card, text: '第一次办社保卡，七个月内领卡。' }, '通俗说明 dj-016：出处里没有“七个月”'],
  ])('is told and not shown', (summary, fault) => {
    const snapshot = wenban.catalogue.current();
    expect(faultsOfSummaries([summary, card], snapshot)).toEqual([fault]);
    expect([...soundSummaries([summary, card], snapshot).values()]).toEqual([card]);
  });

  it('of form stops the reading with every line that is at fault', () => {
    const line = JSON.stringify(card);
    const long = JSON.stringify({ ...card, item: 'dj-017', text: '长'.repeat(121) });
    expect(() => readSummaries(`${line}\n{\n${line}\n\n${long}\n`)).toThrow(
      /第2行：.*\n第3行：dj-016 已经有一条\n第5行：text 不能超过120字/,
    );
  });
});
