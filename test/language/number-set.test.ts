import { describe, expect, it } from 'vitest';
import { featureNumber } from '../../src/language/features-of-text.js';
import { NumberSet } from '../../src/language/number-set.js';

const numbers = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => featureNumber(`feature ${i}`));

describe('a set of numbers', () => {
  it('holds each number once, in the order in which they came, however many', () => {
    const set = new NumberSet();
    const many = numbers(5_000);
    for (const number of [...many, ...many]) set.add(number);
    expect([...set.list()]).toEqual([...new Set(many)]);
    expect(many.every((number) => set.has(number))).toBe(true);
    expect(set.has(featureNumber('another'))).toBe(false);
  });

  it('is empty again after clearing, and holds 0', () => {
    const set = new NumberSet();
    for (const number of numbers(100)) set.add(number);
    expect(set.clear().size).toBe(0);
    expect(numbers(100).some((number) => set.has(number))).toBe(false);
    set.add(0);
    expect([...set.list()]).toEqual([0]);
    expect(set.has(0)).toBe(true);
  });

  it('is still a set after more questions than its rounds can count', () => {
    const set = new NumberSet();
    set.add(1);
    Reflect.set(set, 'round', 2 ** 31 - 1);
    for (let question = 0; question < 2; question++) {
      set.clear();
      for (const number of [7, 7, 8]) set.add(number);
      expect([...set.list()]).toEqual([7, 8]);
    }
    expect(set.has(1)).toBe(false);
  });
});
