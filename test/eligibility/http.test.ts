import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServices } from '../../src/services.js';
import type { Wenban } from '../../src/wenban.js';
import { startApp } from '../http/support.js';
import { openTestWenban } from '../support-wenban.js';

let wenban: Wenban;
beforeAll(async () => {
  wenban = await openTestWenban();
});
afterAll(() => wenban.close());

describe('over HTTP', () => {
  it('eligibility answers with verdicts, reasons and the next question', async () => {
    const { postJson } = await startApp(createServices(wenban));
    const { status, json } = await postJson('/api/v1/eligibility', {
      facts: { age: 75, householdRegistration: 'rural', 'illness.hypertension': true },
      region: '大足区',
    });
    expect(status).toBe(200);
    expect(json.benefits[0]).toMatchObject({ itemId: 'cq135-037', verdict: 'met', words: '可能符合' });
    expect(json.benefits[0].reasons[0].source).toMatchObject({
      key: 'cq135-037',
      docNumber: expect.any(String),
    });
    expect(json.nextQuestion).toMatchObject({ fact: 'hardship', options: expect.any(Array) });
    const wrong = await postJson('/api/v1/eligibility', { facts: { age: '很大' } });
    expect(wrong.status).toBe(422);
    expect(wrong.json.errors[0]).toEqual({ field: 'facts.age', message: '应为 0 到 130 的数字' });
  });

  it('life events are listed and shown for a region', async () => {
    const { call } = await startApp(createServices(wenban));
    const list = (await call('/api/v1/life-events')).json.lifeEvents;
    expect(list.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(['birth', 'restaurant', 'death']),
    );
    const { json } = await call(`/api/v1/life-events/birth?region=${encodeURIComponent('垫江县')}`);
    expect(json).toMatchObject({ id: 'birth', region: { code: '500231', name: '垫江县' } });
    expect(json.steps.some(({ online }: { online: string | null }) => online)).toBe(true);
    expect(json.materials.length).toBeGreaterThan(5);
    expect((await call('/api/v1/life-events/none')).status).toBe(404);
  });
});
