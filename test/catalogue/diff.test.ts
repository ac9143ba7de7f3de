import { describe, expect, it } from 'vitest';
import { diffDrafts } from '../../src/catalogue/publish.js';
import { draft } from './factories.js';

const card = { key: 'dj-017', name: '补、换社会保障卡', type: '社会保险', agency: '县人力社保局' };
const query = { key: 'dj-018', name: '居民养老保险和医疗保险信息查询', type: '社会保险' };

describe('a newer list against the published one', () => {
  it('is unchanged when it says the same, whatever its lines are', () => {
    const again = draft(card);
    again.row.line += 100;
    const diff = diffDrafts([draft(card)], [again]);
    expect(diff).toMatchObject({ changes: [], unchanged: 1 });
  });

  it('shows 变更要素 field by field', () => {
    const newer = draft({ ...card, agency: '县人力资源社会保障局' });
    const { changes } = diffDrafts([draft(card)], [newer]);
    expect(changes).toEqual([
      {
        change: 'updated',
        key: 'dj-017',
        name: card.name,
        fields: [{ element: 'agency', before: ['县人力社保局'], after: ['县人力资源社会保障局'] }],
      },
    ]);
  });

  it('shows 新增 and 取消 only, not every row, when a row in front is dropped and all numbers move', () => {
    const newer = [
      draft({ ...query, key: 'dj-017' }),
      draft({ key: 'dj-018', name: '社会保障卡注销', type: '社会保险' }),
    ];
    const diff = diffDrafts([draft(card), draft(query)], newer);
    expect(diff.changes.map(({ change, key, name }) => [change, key, name])).toEqual([
      ['created', 'dj-018', '社会保障卡注销'],
      ['removed', 'dj-017', '补、换社会保障卡'],
    ]);
    expect(diff.unchanged).toBe(1);
    expect(diff.continues.get('dj-017')).toBe('dj-018');
  });

  it('takes a corrected name at the same number for the same row', () => {
    const { changes } = diffDrafts([draft(card)], [draft({ ...card, name: '补换领社会保障卡' })]);
    expect(changes).toMatchObject([
      {
        change: 'updated',
        fields: [{ element: 'name', before: ['补、换社会保障卡'], after: ['补换领社会保障卡'] }],
      },
    ]);
  });

  it('tells two rows of one name apart by their agency', () => {
    const twin = { ...card, key: 'dj-020', agency: '经开区' };
    const swapped = [draft({ ...twin, key: 'dj-017' }), draft({ ...card, key: 'dj-020' })];
    const diff = diffDrafts([draft(card), draft(twin)], swapped);
    expect(diff.changes).toEqual([]);
    expect(Object.fromEntries(diff.continues)).toEqual({ 'dj-017': 'dj-020', 'dj-020': 'dj-017' });
  });
});
