import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

let wenban: Wenban;
beforeAll(async () => {
  wenban = await openTestWenban();
  wenban.engine.current();
});
afterAll(() => wenban.close());

describe('a search by words', () => {
  it('finds every matter whose name holds the word, and no topic that is not ours', () => {
    const { search, snapshot } = wenban.engine.current();
    for (const word of ['登记', '许可', '注销']) {
      const found = search(word);
      const named = snapshot.items.filter(({ name }) => name.includes(word)).map(({ id }) => id);
      expect(named.length, word).toBeGreaterThan(20);
      expect(found, word).toEqual(expect.arrayContaining(named));
      expect(found.filter((id) => id.startsWith('none-'))).toEqual([]);
    }
  });

  it('begins as the matters found for the same question', () => {
    const { search, matcher, language } = wenban.engine.current();
    for (const words of ['社保卡丢了', '食品经营许可证', '低保']) {
      const asked = matcher.match(language.read(words), null, 20).filter(({ matter }) => !matter.notOurs);
      expect(search(words).slice(0, 3)).toEqual(asked.slice(0, 3).map(({ matter }) => matter.item.id));
    }
  });

  it('finds nothing for words that no matter has', () => {
    expect(wenban.engine.current().search('火星')).toEqual([]);
  });
});
