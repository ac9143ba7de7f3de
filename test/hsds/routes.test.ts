import { describe, expect, it } from 'vitest';
import { hsdsRoutes } from '../../src/hsds/routes.js';
import { uuidV5 } from '../../src/hsds/uuid.js';
import { fakeServices, startApp } from '../http/support.js';
import { item, snapshotOf } from '../places/factories.js';
import { ajv, expectValid, full, only, TODAY } from './support.js';

describe('the routes', () => {
  const snapshot = snapshotOf([
    item('a', '甲', [full]),
    item('b', '乙', [{ ...full, regionCode: '500231', agency: '县民政局', elements: {} }]),
  ]);
  const start = () => {
    const services = fakeServices({ snapshot: () => snapshot });
    return startApp(services, { routes: hsdsRoutes(services, () => TODAY) });
  };

  it('say version, profile and OpenAPI, each an address that answers', async () => {
    const { call } = await start();
    const { json } = await call('/hsds/', { headers: { Host: 'wenban.example' } });
    expect(json).toEqual({
      version: '3.0',
      profile: 'http://wenban.example/hsds/profile',
      openapi_url: 'http://wenban.example/openapi.json',
    });
    for (const address of [json.profile, json.openapi_url])
      expect((await call(new URL(address).pathname)).status).toBe(200);
    expect((await call('/openapi.json')).json.paths).toHaveProperty('/hsds/services/{id}');
  });

  it('filter by agency and time, cumulatively', async () => {
    const { call } = await start();
    const all = (await call('/hsds/services')).json;
    expect(all.total_items).toBe(2);
    const [, second] = all.contents;
    const one = (await call(`/hsds/services?organization_id=${second.organization_id}`)).json;
    expect(one.contents.map(({ id }: { id: string }) => id)).toEqual([second.id]);
    const none = `/hsds/services?organization_id=${second.organization_id}&modified_after=2026-01-02`;
    expect((await call(none)).json).toMatchObject({
      total_items: 0,
      total_pages: 0,
      last_page: true,
      empty: true,
    });
    expect((await call('/hsds/services?modified_after=2026-01-01')).json.total_items).toBe(2);
    expect((await call('/hsds/services?page=9')).json).toMatchObject({
      page_number: 9,
      size: 0,
      empty: true,
    });
  });

  it.each([
    'per_page=0',
    'per_page=101',
    'page=x',
    'organization_id=x',
    'modified_after=gestern',
    'colour=red',
  ])('refuse ?%s', async (query) => {
    const { call } = await start();
    expect((await call(`/hsds/services?${query}`)).status).toBe(422);
  });

  it('do not know an unknown service', async () => {
    const { call } = await start();
    for (const id of ['nope', uuidV5('nope')]) expect((await call(`/hsds/services/${id}`)).status).toBe(404);
  });

  it('publish a profile that describes every x_ property that is sent', async () => {
    const { call } = await start();
    const { json } = await call('/hsds/profile');
    const patch = async (file: string) =>
      (await call(new URL(json.files[file]).pathname)).json.properties as Record<string, object>;
    expect(json.modifications['service.json'].properties).toEqual(await patch('service.json'));
    const sent = only(full);
    const own = (record: object | undefined) =>
      Object.keys(record ?? {}).filter((name) => name.startsWith('x_'));
    expect(Object.keys(await patch('service.json'))).toEqual(expect.arrayContaining(own(sent)));
    expect(own(sent).length).toBeGreaterThan(15);
    expect(own(sent.required_documents?.[0])).toEqual(Object.keys(await patch('required_document.json')));
    expect(Object.keys(await patch('schedule.json'))).toEqual(own(sent.schedules?.[0]));
    // A patched schema has to be a schema: here the patch of the service alone.
    const validate = ajv.compile({ type: 'object', properties: await patch('service.json') });
    expectValid(validate, sent);
  });
});
