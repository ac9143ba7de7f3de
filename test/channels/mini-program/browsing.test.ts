import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caller } from '../../http/support.js';
import { type Stage, startStage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

describe('browsing', () => {
  it('begins with the five ways in, each with what can be chosen', async () => {
    const citizen = await stage.citizen();
    const { json } = await citizen.get(`/browse?region=${encodeURIComponent('垫江县')}`);
    expect(json.region.name).toBe('垫江县');
    const entries = Object.fromEntries(json.entries.map((entry: { name: string }) => [entry.name, entry]));
    expect(Object.keys(entries)).toEqual(['我要看', '我要查', '我要办', '我要问', '我要评']);
    const filters = json.entries.flatMap(({ groups }: { groups: { filter: string }[] }) =>
      groups.map(({ filter }) => filter),
    );
    for (const filter of ['theme', 'audience', 'lifeEvent', 'agency', 'region', 'convenience'])
      expect(filters).toContain(filter);
    const ways = entries.我要办.groups[0].options.map(({ value }: { value: string }) => value);
    expect(ways).toEqual(expect.arrayContaining(['马上办', '就近办', '网上办', '一次办']));
    expect(ways).not.toContain('最多跑一次');
    expect(entries.我要问.examples.length).toBeGreaterThan(3);
  });

  it('every choice leads to as many matters as it says', async () => {
    const citizen = await stage.citizen();
    await citizen.patch('/me', { region: '垫江县' });
    const { json } = await citizen.get('/browse');
    const { groups } = { groups: json.entries.flatMap((entry: { groups: object[] }) => entry.groups) };
    for (const { filter, options } of groups)
      for (const { value, items } of options.slice(0, 2)) {
        // A region is counted where a list is printed for it; searching it brings what holds above as well.
        if (filter === 'region') continue;
        const found = await citizen.get(`/items?${filter}=${encodeURIComponent(value)}&limit=1`);
        expect([filter, value, found.json.total]).toEqual([filter, value, items]);
      }
  });

  it('goes page by page through all that was found', async () => {
    const citizen = await stage.citizen();
    const query = `/items?convenience=${encodeURIComponent('马上办')}`;
    const ids: string[] = [];
    const first = await citizen.get(`${query}&limit=20`);
    let page = first.json;
    for (;;) {
      ids.push(...page.items.map(({ id }: { id: string }) => id));
      if (page.nextCursor === null) break;
      page = (await citizen.get(`${query}&limit=20&cursor=${page.nextCursor}`)).json;
    }
    expect(ids.length).toBe(first.json.total);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('finds by words, best first', async () => {
    const citizen = await stage.citizen();
    const { json } = await citizen.get(`/items?q=${encodeURIComponent('社保卡丢了')}&limit=50`);
    expect(json.items[0].name).toContain('社会保障卡');
  });

  it('counts and pages all that words find, within the choice of a region', async () => {
    const citizen = await stage.citizen();
    const query = `/items?q=${encodeURIComponent('登记')}&region=${encodeURIComponent('大足区')}&limit=50`;
    const { json } = await citizen.get(query);
    const ids: string[] = json.items.map(({ id }: { id: string }) => id);
    for (let cursor = json.nextCursor; cursor !== null; ) {
      const { json: page } = await citizen.get(`${query}&cursor=${cursor}`);
      ids.push(...page.items.map(({ id }: { id: string }) => id));
      cursor = page.nextCursor;
    }
    const named = stage.wenban.catalogue
      .current()
      .items.filter(({ name, implementations }) =>
        implementations.some(({ regionCode }) => regionCode === '500111' && name.includes('登记')),
      );
    expect(named.length).toBeGreaterThan(50);
    expect(ids).toEqual(expect.arrayContaining(named.map(({ id }) => id)));
    expect([new Set(ids).size, json.total]).toEqual([ids.length, ids.length]);
  });
});

describe('what travels', () => {
  it('is not sent again to who has it', async () => {
    const citizen = await stage.citizen();
    const { headers } = await citizen.get('/browse');
    const etag = headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"/);
    expect(headers.get('cache-control')).toBe('private, no-cache');
    // Not by fetch, which adds a header of its own that asks for a fresh copy.
    const call = caller({ port: Number(new URL(stage.url).port) });
    const ask = () =>
      call('/api/v1/mini-program/browse', {
        headers: { Authorization: `Bearer ${citizen.token}`, 'If-None-Match': etag },
      });
    const again = await ask();
    expect([again.status, again.text]).toEqual([304, '']);
    await citizen.patch('/me', { region: '大足区' });
    expect((await ask()).status).toBe(200);
  });

  it.each(['gzip', 'br', 'identity'])('comes as %s where asked for', async (encoding) => {
    const citizen = await stage.citizen();
    const { headers, json } = await citizen.get('/browse', { 'Accept-Encoding': encoding });
    expect(headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
    expect(headers.get('vary')).toContain('Accept-Encoding');
    expect(json.entries).toHaveLength(5);
  });

  it('is described', async () => {
    const { paths, components } = await fetch(`${stage.url}/openapi.json`).then(
      (response) => response.json() as Promise<{ paths: Record<string, object>; components: object }>,
    );
    const own = Object.keys(paths).filter((path) => path.includes('/mini-program/'));
    expect(own.map((path) => path.replace('/api/v1/mini-program', '')).sort()).toEqual([
      '/ask',
      '/browse',
      '/favourites',
      '/favourites/{itemId}',
      '/feedback',
      '/history',
      '/history/{id}',
      '/items',
      '/items/{itemId}',
      '/me',
      '/places',
      '/session',
      '/subscriptions',
      '/subscriptions/{itemId}',
      '/suggest',
    ]);
    expect(JSON.stringify(paths['/api/v1/mini-program/me'])).toContain('"security":[{"session":[]}]');
    expect(components).toHaveProperty('securitySchemes.session.scheme', 'bearer');
  });
});
