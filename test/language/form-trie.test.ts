import { describe, expect, it } from 'vitest';
import { FormTrie, longestOnly } from '../../src/language/form-trie.js';

describe('FormTrie', () => {
  const trie = new FormTrie<string>();
  for (const form of ['社保', '社保卡', '补办']) trie.add(form, form);

  it('finds every occurrence', () => {
    expect(trie.scan('社保卡补办').map((hit) => [hit.form, hit.start, hit.end])).toEqual([
      ['社保', 0, 2],
      ['社保卡', 0, 3],
      ['补办', 3, 5],
    ]);
  });

  it('keeps the longest where one lies inside another', () => {
    expect(longestOnly(trie.scan('社保卡补办')).map((hit) => hit.form)).toEqual(['社保卡', '补办']);
  });

  it('gives all values of one form', () => {
    const own = new FormTrie<number>();
    own.add('大足', 1);
    own.add('大足', 2);
    expect(own.scan('大足').map((hit) => hit.value)).toEqual([1, 2]);
  });
});
