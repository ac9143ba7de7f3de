import { expect, it } from 'vitest';
import type { PlaceView } from '../../src/places/find-places.js';
import { HolidayCalendar } from '../../src/places/holiday-calendar.js';
import { openState } from '../../src/places/open-state.js';
import { createServices } from '../../src/services.js';
import { fakeServices, startApp } from '../http/support.js';
import { openTestWenban } from '../support-wenban.js';
import { source } from './factories.js';

it('GET /api/v1/places gives every field of a place, and kinds of counter when a matter is asked for', async () => {
  const hall: PlaceView = {
    name: '大足区政务服务大厅',
    address: null,
    window: null,
    hours: '全年',
    phones: ['023-43000000'],
    latitude: null,
    longitude: null,
    distanceMeters: null,
    region: { code: '500111', name: '大足区' },
    agency: null,
    domains: ['综合'],
    itemIds: [],
    opening: openState(null, new Date(), new HolidayCalendar([])),
    verify: '办理前请电话核实',
    sources: [source],
  };
  const counters = [{ level: 'town' as const, name: '乡镇（街道）公共服务中心', region: null }];
  const { call } = await startApp(
    fakeServices({ places: () => [hall], counters: () => ({ counters, note: '只知道窗口种类' }) }),
  );
  expect((await call('/api/v1/places')).json).toEqual({ places: [hall] });
  expect((await call('/api/v1/places?itemId=x')).json).toEqual({
    places: [hall],
    counters,
    note: '只知道窗口种类',
  });
});

it('the whole program serves places and keeps feedback', async () => {
  const wenban = await openTestWenban({ HOME_REGION: '大足区' });
  const { call, postJson } = await startApp(createServices(wenban));
  const { json } = await call(`/api/v1/places?region=${encodeURIComponent('重庆市')}&limit=100`);
  expect(json.places.length).toBeGreaterThan(2);
  for (const place of json.places) expect(place.sources.length).toBeGreaterThan(0);
  expect((await call('/api/v1/places?itemId=nope')).json.code).toBe('service_item.not_found');

  const asked = await postJson('/api/v1/ask', { question: '垫江社保卡丢了怎么补' });
  const feedback = { sessionId: asked.json.sessionId, rating: 5, comment: '打13812345678' };
  for (const sessionId of [feedback.sessionId, 'somebody-else'])
    expect((await postJson('/api/v1/feedback', { ...feedback, sessionId })).status).toBe(201);
  const rows: { regionCode: string; comment: string }[] = await wenban.dataSource.query(
    'SELECT regionCode, comment FROM feedback ORDER BY regionCode',
  );
  // The region the conversation was about, else the one this deployment answers for.
  expect(rows).toEqual([
    { regionCode: '500111', comment: '打***' },
    { regionCode: '500231', comment: '打***' },
  ]);
  await wenban.close();
});
