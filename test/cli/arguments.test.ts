import { describe, expect, it } from 'vitest';
import { numberWithin, UsageError, wholeNumber } from '../../src/cli/arguments.js';

const USAGE = '用法：…';

describe('a number on a command line', () => {
  it.each(['abc', '', ' ', '-0.1', '1.1', 'NaN', 'Infinity'])(
    '%j is the usage line where a share is wanted',
    (text) => {
      expect(() => numberWithin(text, [0, 1], USAGE)).toThrow(new UsageError(USAGE));
    },
  );

  it('may be either bound', () => {
    expect([numberWithin('0', [0, 1], USAGE), numberWithin('1', [0, 1], USAGE)]).toEqual([0, 1]);
  });

  it('is whole where a whole one is wanted', () => {
    expect(wholeNumber('40', [1, 1_000], USAGE)).toBe(40);
    expect(() => wholeNumber('1.5', [1, 1_000], USAGE)).toThrow(new UsageError(USAGE));
  });
});
