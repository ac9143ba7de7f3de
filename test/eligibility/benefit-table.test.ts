import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BenefitTable, benefitTable } from '../../src/eligibility/benefit-table.js';
import type { Benefit } from '../../src/eligibility/benefits.js';
import { FACT_KEYS, type Facts, parsePeople } from '../../src/eligibility/facts.js';
import { impliedBy, imply, withImplications } from '../../src/eligibility/implications.js';
import { type Circumstances, judge, type Predicate } from '../../src/eligibility/predicate.js';
import { loadQuestions } from '../../src/eligibility/questions.js';
import { projectPath } from '../../src/project-root.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

const LEVELS = new Map([
  [true, 1],
  [null, 0],
  [false, -1],
]);
const known = (told: Facts): Circumstances => ({
  facts: withImplications(told),
  regionPath: ['500111', '500000'],
  householdPath: [],
});
/** What residents told, growing fact by fact. */
const tellings: Facts[] = JSON.parse(
  readFileSync(projectPath('test', 'eligibility', 'profiles.json'), 'utf8'),
).flatMap(({ facts }: { facts: Record<string, string | number | boolean> }) => {
  const entries = Object.entries(facts).filter(([key]) => !key.startsWith('child.'));
  return [0, 1, 2, entries.length].map(
    (count) => parsePeople(Object.fromEntries(entries.slice(0, count))).people.main,
  );
});

describe('the table of benefits', () => {
  let wenban: Wenban;
  let table: BenefitTable;
  beforeAll(async () => {
    wenban = await openTestWenban();
    table = benefitTable(wenban.catalogue.current(), '500111');
  });
  afterAll(() => wenban.close());

  it('judges every benefit as its condition does', () => {
    const faults: string[] = [];
    expect(table.listed.length).toBeGreaterThan(50);
    for (const told of tellings) {
      const truths = table.truthsOf(known(told));
      const own = known(told);
      for (const [number, { benefit }] of table.listed.entries())
        if (table.judge(number, truths) !== LEVELS.get(judge(benefit.when, own))) faults.push(benefit.key);
    }
    expect(faults).toEqual([]);
  });

  it('comes to the same truths by what an answer changes as from the beginning', () => {
    const changedTruths = table.truthsOf(known({}));
    const faults: object[] = [];
    for (const told of tellings) {
      const before = imply(told);
      const truths = table.truthsOf(known(told));
      for (const { options } of loadQuestions())
        for (const { facts } of options) {
          const after = imply({ ...told, ...facts });
          const then = { ...known(told), facts: after.facts };
          const keys = FACT_KEYS.filter((key) => facts[key] !== undefined);
          table.truthsWith(truths, then, [...keys, ...impliedBy(before.held ^ after.held)], changedTruths);
          if (!Buffer.from(changedTruths).equals(Buffer.from(table.truthsOf(then))))
            faults.push({ told, facts });
        }
    }
    expect(faults).toEqual([]);
  });

  it('is made once for a catalogue and a region', () => {
    const snapshot = wenban.catalogue.current();
    expect(benefitTable(snapshot, '500111')).toBe(table);
    expect(benefitTable(snapshot, '511700')).not.toBe(table);
  });
});

describe('one condition', () => {
  const when: Predicate = {
    all: [
      { fact: 'age', atLeast: 60 },
      {
        any: [
          { fact: 'lowIncome', is: true },
          { fact: 'orphan', is: true },
        ],
      },
      { not: { fact: 'unableToCareForSelf', is: true } },
    ],
  };
  const benefit = {
    key: 'x',
    when,
    quotes: [
      { sentence: '全部', predicatePart: '' },
      { sentence: '60岁以上', predicatePart: '/all/0' },
    ],
  } as Benefit;
  const table = new BenefitTable([{ benefit } as never]);
  const about = (told: Facts) => {
    const truths = table.truthsOf(known(told));
    return {
      level: table.judge(0, truths),
      missing: [...table.missing(0, truths)],
      sentences: table.reasons(0, truths, table.judge(0, truths)).map(({ sentence }) => sentence),
    };
  };

  it('names only the facts that still matter, and the sentences that decided', () => {
    expect(about({ age: 70, orphan: false })).toEqual({
      level: 0,
      missing: ['lowIncome', 'unableToCareForSelf'],
      sentences: ['全部'],
    });
    expect(about({ age: 30 })).toEqual({ level: -1, missing: [], sentences: ['全部', '60岁以上'] });
    expect(about({ age: 70, dibao: true, unableToCareForSelf: false }).level).toBe(1);
  });
});
