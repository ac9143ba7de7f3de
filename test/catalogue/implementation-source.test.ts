import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoredImplementations } from '../../src/catalogue/implementation-source.js';
import type { ImplementationRecord, Snapshot } from '../../src/catalogue/snapshot.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

describe('StoredImplementations', () => {
  let wenban: Wenban;
  let snapshot: Snapshot;
  beforeAll(async () => {
    wenban = await openTestWenban();
    snapshot = wenban.catalogue.current();
  });
  afterAll(() => wenban.close());

  const inMemory = (itemId: string, codes: readonly string[]): ImplementationRecord[] => {
    const item = snapshot.items.find(({ id }) => id === itemId);
    return codes.flatMap(
      (code) => item?.implementations.filter(({ regionCode }) => regionCode === code) ?? [],
    );
  };

  it('finds what the snapshot holds, with sources and printed rows', async () => {
    const source = new StoredImplementations(wenban.dataSource, snapshot.revision);
    const codes = [
      ...new Set(snapshot.items.flatMap((item) => item.implementations.map((own) => own.regionCode))),
    ];
    const several = snapshot.items.filter((item) => item.implementations.length > 1);
    expect(several.length).toBeGreaterThan(0);
    for (const { id } of [...several.slice(0, 20), ...snapshot.items.slice(0, 20)])
      expect(await source.find(id, codes)).toEqual(inMemory(id, codes));
  });

  it('keeps to the order of the codes: nearest region first', async () => {
    const item = snapshot.items.find(
      ({ implementations }) => new Set(implementations.map(({ regionCode }) => regionCode)).size > 1,
    );
    const [first, second] = [...new Set(item?.implementations.map(({ regionCode }) => regionCode))] as [
      string,
      string,
    ];
    const source = new StoredImplementations(wenban.dataSource, snapshot.revision);
    const regionsOf = async (codes: string[]): Promise<string[]> => [
      ...new Set((await source.find(item?.id ?? '', codes)).map(({ regionCode }) => regionCode)),
    ];
    expect(await regionsOf([first, second])).toEqual([first, second]);
    expect(await regionsOf([second, first])).toEqual([second, first]);
  });

  it('finds nothing for an unknown matter, region or revision', async () => {
    const source = new StoredImplementations(wenban.dataSource, snapshot.revision);
    const [item] = snapshot.items;
    const code = item?.implementations[0]?.regionCode ?? '';
    expect(await source.find('none', [code])).toEqual([]);
    expect(await source.find(item?.id ?? '', ['000000'])).toEqual([]);
    expect(await new StoredImplementations(wenban.dataSource, 0).find(item?.id ?? '', [code])).toEqual([]);
  });

  it('answers from memory the second time, the absence of an implementation too, and forgets the oldest', async () => {
    const source = new StoredImplementations(wenban.dataSource, snapshot.revision, 4);
    const [a, b] = snapshot.items as [Snapshot['items'][number], Snapshot['items'][number]];
    const codes = [a.implementations[0]?.regionCode ?? '', '000000'];
    const first = await source.find(a.id, codes);
    expect(first.length).toBeGreaterThan(0);
    const again = await source.find(a.id, codes);
    // The same objects: nothing was read again.
    expect(again.map((own, i) => own === first[i])).toEqual(first.map(() => true));
    await source.find(b.id, [...codes, '1', '2']);
    const anew = await source.find(a.id, codes);
    expect(anew).toEqual(first);
    expect(anew[0]).not.toBe(first[0]);
  });
});
