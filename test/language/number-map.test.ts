import { expect, it } from 'vitest';
import { NumberMap } from '../../src/language/number-map.js';

it('keeps numbers apart that want the same place, and knows none that it was not given', () => {
  // Multiples of 64 all begin at the first of the 64 slots.
  const keys = Array.from({ length: 32 }, (_, i) => i * 64);
  const map = new NumberMap(keys.length);
  for (const key of keys) map.set(key, key / 64);
  expect(keys.map((key) => map.get(key))).toEqual(keys.map((_, i) => i));
  expect([1, 63, 32 * 64].map((key) => map.get(key))).toEqual([-1, -1, -1]);
});

it('replaces a value, and takes the largest key there is', () => {
  const map = new NumberMap(1);
  const largest = 2 ** 30 - 1;
  map.set(largest, 1);
  map.set(largest, 2);
  expect(map.get(largest)).toBe(2);
});

it('is asked in vain while it is empty', () => {
  expect(new NumberMap(0).get(0)).toBe(-1);
});
