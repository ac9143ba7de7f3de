import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FactValue } from '../../src/eligibility/facts.js';
import { withImplications } from '../../src/eligibility/implications.js';
import { type Circumstances, judge, type Predicate } from '../../src/eligibility/predicate.js';
import { checkEligibility } from '../../src/eligibility/service.js';
import { InvalidRequestError } from '../../src/errors.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

const TODAY = '2026-11-24';
const known = (facts: Circumstances['facts']): Circumstances => ({
  facts: withImplications(facts),
  regionPath: [],
  householdPath: [],
});

describe('predicates are three-valued', () => {
  const elder: Predicate = { fact: 'age', atLeast: 65 };
  const poor: Predicate = { fact: 'lowIncome', is: true };
  it.each<[string, Predicate, Circumstances['facts'], boolean | null]>([
    ['a missing fact is unknown', elder, {}, null],
    ['a bound is included', elder, { age: 65 }, true],
    ['below the bound', elder, { age: 64 }, false],
    ['one met part settles any', { any: [elder, poor] }, { age: 70 }, true],
    ['any waits for the unknown part', { any: [elder, poor] }, { age: 50 }, null],
    ['one unmet part settles all', { all: [elder, poor] }, { age: 50 }, false],
    ['all waits for the unknown part', { all: [elder, poor] }, { age: 70 }, null],
    ['the opposite of unknown is unknown', { not: poor }, {}, null],
    ['a minor of unknown age is no elder', elder, { minor: true }, false],
    ['a pupil of unknown age is no baby', { fact: 'age', below: 1 }, { study: 'junior' }, false],
    ['低保 implies 困难', poor, { dibao: true }, true],
    [
      'a certificate implies the disability',
      { fact: 'disabled', is: true },
      { 'disability.certified': true },
      true,
    ],
    ['no place, no answer about it', { region: ['500101'] }, {}, null],
  ])('%s', (_, predicate, facts, truth) => {
    expect(judge(predicate, known(facts))).toBe(truth);
  });
});

describe('checkEligibility', () => {
  let wenban: Wenban;
  beforeAll(async () => {
    wenban = await openTestWenban();
  });
  afterAll(() => wenban.close());
  const check = (facts: Record<string, FactValue>, regionCode?: string, today = TODAY) =>
    checkEligibility({ facts, regionCode }, wenban.catalogue.current(), today);
  const find = (result: ReturnType<typeof check>, name: string) =>
    result.benefits.find((one) => one.name === name);

  it('gives met first, with the sentence that decided and its row', () => {
    const result = check({ age: 75, householdRegistration: 'rural' }, '500111');
    const order = result.benefits.map(({ verdict }) => ['met', 'unknown', 'unmet'].indexOf(verdict));
    expect(order).toEqual([...order].sort());
    const elder = find(result, '老年人健康管理');
    expect(elder).toMatchObject({ verdict: 'met', words: '可能符合', missing: [] });
    expect(elder?.reasons[0]).toMatchObject({
      sentence: '65岁及以上老年人',
      source: { key: 'cq135-036', document: '000_94b5cce5f73d33fd.txt' },
    });
    expect(wenban.catalogue.current().items.some(({ id }) => id === elder?.itemId)).toBe(true);
    expect(result.notice).toContain('以经办机构审核为准');
  });

  it('never refuses for want of a fact', () => {
    const { benefits } = check({}, '511700');
    expect(benefits.filter(({ verdict }) => verdict === 'unmet')).toEqual([]);
    const nursing = benefits.find(({ name }) => name === '重度残疾人护理补助');
    expect(nursing?.verdict).toBe('unknown');
    expect(nursing?.missing).toEqual(['disability.certified', 'disability.grade', 'localHousehold']);
    expect(nursing?.words).toBe('还要知道：有残疾证、残疾等级、本地户口');
  });

  it('says what speaks against it', () => {
    const result = check({ age: 40 }, '500111');
    expect(find(result, '老年人健康管理')).toMatchObject({
      verdict: 'unmet',
      words: '看来不符合',
      reasons: [{ sentence: '65岁及以上老年人' }],
    });
  });

  it('takes only rows that cover the region', () => {
    const keysIn = (regionCode: string) =>
      check({}, regionCode).benefits.flatMap(({ reasons }) => reasons.map(({ source }) => source?.key ?? ''));
    expect(keysIn('511702').every((key) => key.startsWith('dz-'))).toBe(true);
    expect(keysIn('500101').every((key) => /^(cq135|cq-jkb)/.test(key))).toBe(true);
    expect(keysIn('500231').some((key) => key.startsWith('dj-'))).toBe(true);
    expect(keysIn('110000')).toEqual([]);
  });

  it('asks where somebody is registered when the row asks for it', () => {
    const facts = { 'disability.certified': true, 'disability.grade': 1 };
    const verdict = (more: Record<string, FactValue>) =>
      find(check({ ...facts, ...more }, '511700'), '重度残疾人护理补助')?.verdict;
    expect(verdict({})).toBe('unknown');
    expect(verdict({ householdRegion: '511723' })).toBe('met');
    expect(verdict({ householdRegion: '500111' })).toBe('unmet');
    expect(verdict({ localHousehold: true })).toBe('met');
  });

  it('does not promise a scheme whose own period is over', () => {
    const before = find(check({ dibao: true }, '500111', '2021-06-01'), '民政惠民济困保');
    expect(before?.verdict).toBe('met');
    const after = find(check({ dibao: true }, '500111'), '民政惠民济困保');
    expect(after).toMatchObject({ verdict: 'unknown', missing: [], words: '还要向经办机构确认' });
    expect(after?.reasons.at(-1)?.sentence).toContain('2021年12月31日');
  });

  it('judges a child of the household by its own facts and the household’s', () => {
    const result = check({ age: 35, lowIncome: true, 'child.age': 5, 'child.disabled': true }, '500111');
    expect(find(result, '困境儿童保障')).toMatchObject({ verdict: 'met', person: 'child' });
    expect(find(result, '残疾人康复')).toMatchObject({ verdict: 'met', person: 'child' });
    expect(find(result, '老年人健康管理')?.verdict).toBe('unmet');
  });

  it('reads text values, Chinese names and answers to its own questions', () => {
    const asText = check(
      { age: '75', householdRegistration: '农村户口', 'illness.hypertension': '是' },
      '500111',
    );
    expect(find(asText, '慢性病患者管理')?.verdict).toBe('met');
    const answered = check({ hardship: 'dibao', disability: '2' }, '511700');
    expect(find(answered, '最低生活保障')?.verdict).toBe('met');
    expect(find(answered, '重度残疾人康复')?.verdict).toBe('met');
    expect(answered.nextQuestion?.fact).not.toBe('hardship');
  });

  it('names facts it does not know, and refuses values that do not fit', () => {
    expect(check({ age: 82, urban: false }).ignoredFacts).toEqual(['urban']);
    expect(() => check({ age: '很大' })).toThrow(InvalidRequestError);
    try {
      check({ age: 300, 'child.study': '夜大' });
    } catch (error) {
      expect((error as InvalidRequestError).faults?.map(({ field }) => field)).toEqual([
        'facts.age',
        'facts.child.study',
      ]);
    }
  });

  it('asks next what settles most', () => {
    expect(check({}, '500111').nextQuestion).toMatchObject({ fact: 'age', question: '您今年多大岁数？' });
    const next = check({ age: 72, householdRegistration: 'rural' }, '500111').nextQuestion;
    expect(next?.fact).toBe('hardship');
    expect(next?.options?.map(({ value }) => value)).toContain('dibao');
  });
});
