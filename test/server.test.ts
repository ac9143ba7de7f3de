import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../src/config.js';
import { createApp } from '../src/http/app.js';
import { type RunningServer, serve } from '../src/http/listen.js';
import { createServices } from '../src/services.js';
import type { Wenban } from '../src/wenban.js';
import { openTestWenban } from './support-wenban.js';

let wenban: Wenban;
let server: RunningServer;
beforeAll(async () => {
  wenban = await openTestWenban();
  const config = loadConfig({ PORT: '0', LOG_LEVEL: 'silent' });
  server = await serve(createApp(createServices(wenban), config), config);
});
afterAll(async () => {
  await server.stop();
  await wenban.close();
});

function ask(body: object, query = ''): Promise<{ status: number; body: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const call = request(`${server.url}/api/v1/ask${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    call.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
        }),
      );
    });
    call.on('error', reject);
    call.end(JSON.stringify(body));
  });
}

describe('the whole server on the real catalogue', () => {
  it('answers with a source and without an explanation', async () => {
    const { status, body } = await ask({ question: '社保卡丢了怎么补', region: '垫江县' });
    expect(status).toBe(200);
    expect(body.kind).toBe('answer');
    expect(body).not.toHaveProperty('explanation');
  });

  it('explains itself when asked to', async () => {
    const { body } = await ask({ question: '社保卡丢了怎么补', region: '垫江县' }, '?explain=1');
    const explanation = body.explanation as { candidates: { name: string; matched: object }[] };
    expect(explanation.candidates[0]?.name).toBe('补、换社会保障卡');
    expect(Object.keys(explanation.candidates[0]?.matched ?? {})).not.toHaveLength(0);
  });

  it('keeps a conversation by its sessionId', async () => {
    const first = await ask({ question: '居住证怎么办', region: '大足区' });
    const second = await ask({ question: '要带什么', region: '大足区', sessionId: first.body.sessionId });
    expect(second.body.intent).toBe('materials');
    expect((second.body.answer as { item: { name: string } }).item.name).toBe('核发居住证');
  });

  it('refuses an unknown region in Chinese', async () => {
    const { status, body } = await ask({ question: '低保', region: '火星' });
    expect(status).toBe(422);
    expect(body.detail).toContain('火星');
  });

  it.each([
    ['cq135', 87],
    ['dj', 98],
    ['dz-med', 21],
    ['dzq-zdpyc', 413],
    ['dzq-jjb', 10],
  ])('holds every row of %s', (table, rows) => {
    const keys = new Set(
      wenban.catalogue
        .current()
        .items.flatMap(({ implementations }) =>
          implementations.flatMap(({ sources }) => sources.map(({ key }) => key)),
        )
        .filter((key) => key.startsWith(`${table}-`)),
    );
    expect(keys.size).toBe(rows);
  });
});
