import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../../src/log.js';
import { answer, fakeServices, startApp } from './support.js';

const JSON_HEADERS = { 'Content-Type': 'application/json' };

function recordingLogger(level: 'debug' | 'info') {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { lines, logger: createLogger(level, stream) };
}

describe('a body', () => {
  it.each([
    ['broken JSON', '{"question":', JSON_HEADERS, 400, 'request.malformed_json'],
    [
      'broken UTF-8',
      Buffer.from('{"question":"\xff\xfe"}', 'latin1'),
      JSON_HEADERS,
      400,
      'request.invalid_utf8',
    ],
    ['nothing', '', JSON_HEADERS, 400, 'request.empty_body'],
    ['nothing, without a type', '', {}, 400, 'request.empty_body'],
    [
      'a form',
      'question=x',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      415,
      'request.unsupported_media',
    ],
    ['GBK', '{}', { 'Content-Type': 'application/json; charset=gbk' }, 415, 'request.unsupported_media'],
    ['gzip', '{}', { ...JSON_HEADERS, 'Content-Encoding': 'gzip' }, 415, 'request.unsupported_media'],
  ])('of %s is refused', async (_, body, headers, status, code) => {
    const { call } = await startApp(fakeServices());
    const reply = await call('/api/v1/ask', { method: 'POST', headers: { ...headers }, body });
    expect(reply.status).toBe(status);
    expect(reply.json.code).toBe(code);
    expect(reply.json.detail).toMatch(/\p{Script=Han}/u);
  });

  it('may say its charset and begin with a byte order mark', async () => {
    const { call } = await startApp(fakeServices());
    const headers = { 'Content-Type': 'application/json; charset=UTF-8' };
    const reply = await call('/api/v1/ask', { method: 'POST', headers, body: '\ufeff{"question":"问"}' });
    expect(reply.status).toBe(200);
  });

  it('is read up to 64 KiB, whether its length is told or not', async () => {
    const { call } = await startApp(fakeServices());
    const padded = (bytes: number) => `{"question":"问"${' '.repeat(bytes - 18)}}`;
    const send = (bytes: number, headers: Record<string, string>) =>
      call('/api/v1/ask', { method: 'POST', headers: { ...JSON_HEADERS, ...headers }, body: padded(bytes) });
    expect(Buffer.byteLength(padded(100))).toBe(100);
    expect((await send(65_536, {})).status).toBe(200);
    for (const headers of [{ 'Content-Length': '65537' }, { 'Transfer-Encoding': 'chunked' }]) {
      const reply = await send(65_537, headers as unknown as Record<string, string>);
      expect(reply.status).toBe(413);
      expect(reply.json.detail).toContain('64 KiB');
    }
    expect((await send(2_000_000, {})).status).toBe(413);
  });
});

describe('paths and methods', () => {
  it.each(['/nothing', '/api/v1/nothing', '/api/v1/items/a/b', '/../etc/passwd', '/API/v1/themes'])(
    '%s is not found',
    async (path) => {
      const { call } = await startApp(fakeServices());
      const reply = await call(path);
      expect(reply.status).toBe(404);
      expect(reply.json).toMatchObject({ status: 404, code: 'route.not_found', title: '地址不存在' });
    },
  );

  it.each([
    ['GET', '/api/v1/ask', 'POST'],
    ['POST', '/api/v1/items', 'HEAD, GET'],
    ['PUT', '/api/v1/items/x', 'HEAD, GET'],
    ['PROPFIND', '/healthz', 'HEAD, GET'],
  ])('%s %s is 405 with Allow', async (method, path, allow) => {
    const { call } = await startApp(fakeServices());
    const reply = await call(path, { method });
    expect(reply.status).toBe(405);
    expect(reply.headers.allow).toBe(allow);
    expect(reply.json.detail).toContain(allow);
  });

  it('OPTIONS names the methods and opens nothing to other origins', async () => {
    const { call } = await startApp(fakeServices());
    const reply = await call('/api/v1/ask', {
      method: 'OPTIONS',
      headers: { Origin: 'https://other.example' },
    });
    expect(reply.status).toBe(204);
    expect(reply.headers.allow).toBe('POST, OPTIONS');
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('HEAD gives the headers of GET without a body', async () => {
    const { call } = await startApp(fakeServices());
    const reply = await call('/api/v1/themes', { method: 'HEAD' });
    expect([reply.status, reply.text]).toEqual([200, '']);
    expect(Number(reply.headers['content-length'])).toBeGreaterThan(10);
  });
});

describe('every response', () => {
  it('carries a request id: a valid one of the caller, else a new one', async () => {
    const { call } = await startApp(fakeServices());
    const own = await call('/api/v1/none', { headers: { 'X-Request-Id': 'gateway-12345678' } });
    expect(own.headers['x-request-id']).toBe('gateway-12345678');
    expect(own.json.requestId).toBe('gateway-12345678');
    const bad = await call('/healthz', { headers: { 'X-Request-Id': 'a b<script>' } });
    expect(bad.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('of the API is kept from being framed, guessed at or stored', async () => {
    const { postJson } = await startApp(fakeServices());
    const { headers } = await postJson('/api/v1/ask', { question: '问' });
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    expect(headers['x-powered-by']).toBeUndefined();
  });
});

describe('our own faults', () => {
  it('reach the log with their cause and the caller without it', async () => {
    const { lines, logger } = recordingLogger('info');
    const fault = Object.assign(new Error('connect mysql 13812345678'), { parameters: ['身份证 500111'] });
    const { postJson } = await startApp(
      fakeServices({
        ask: () => {
          throw fault;
        },
      }),
      { logger },
    );
    const reply = await postJson('/api/v1/ask', { question: '我叫张三' });
    expect(reply.status).toBe(500);
    expect(reply.text).not.toMatch(/mysql|stack|\.ts/);
    expect(reply.json.detail).toContain(reply.headers['x-request-id']);
    expect(lines).toHaveLength(1);
    const entry = JSON.parse(lines[0] ?? '');
    expect(entry).toMatchObject({ level: 'error', route: '/api/v1/ask', code: 'internal' });
    expect(entry.err.stack).toContain('connect mysql ***');
    expect(lines[0]).not.toMatch(/张三|13812345678|500111/);
  });

  it('expected errors and successes write nothing at info; debug writes one line each, without the question', async () => {
    const quiet = recordingLogger('info');
    const loud = recordingLogger('debug');
    for (const { logger } of [quiet, loud]) {
      const { call, postJson } = await startApp(fakeServices(), { logger });
      await postJson('/api/v1/ask', { question: '张三的低保' });
      await call('/api/v1/nothing?q=张三'.replace('张三', '%E5%BC%A0'));
    }
    expect(quiet.lines).toEqual([]);
    expect(loud.lines.map((line) => JSON.parse(line))).toMatchObject([
      { method: 'POST', route: '/api/v1/ask', status: 200 },
      { method: 'GET', route: '(none)', status: 404 },
    ]);
    expect(loud.lines.join('')).not.toMatch(/张三|%E5/);
  });

  it('private fields are hidden wherever they are logged', () => {
    const { lines, logger } = recordingLogger('info');
    logger.info({ question: '张三', body: { comment: 'x' }, staff: { password: 'hunter2' } }, 'x');
    expect(lines[0]).not.toMatch(/张三|hunter2/);
  });
});

describe('before the catalogue is loaded', () => {
  it('is alive, not ready, and says when to come back', async () => {
    let ready = false;
    const { call, postJson } = await startApp(fakeServices({ ready: () => ready }));
    expect((await call('/healthz')).status).toBe(200);
    for (const reply of [await call('/readyz'), await postJson('/api/v1/ask', { question: '问' })]) {
      expect(reply.status).toBe(503);
      expect(reply.headers['retry-after']).toBe('3');
      expect(reply.json.code).toBe('catalogue.not_ready');
    }
    expect((await call('/metrics')).text).toContain('wenban_catalogue_items 0');
    ready = true;
    expect((await call('/readyz')).status).toBe(200);
  });
});

describe('/metrics', () => {
  it('counts questions, requests and the catalogue, with declared routes as labels', async () => {
    const { call, postJson } = await startApp(fakeServices());
    await postJson('/api/v1/ask', { question: '问', channel: 'hotline' });
    await postJson('/api/v1/ask', { question: '问' });
    await call('/api/v1/items/nope');
    await call('/wp-admin');
    const { text, headers } = await call('/metrics');
    expect(headers['content-type']).toContain('text/plain');
    const { kind, intent } = answer;
    expect(text).toContain(`wenban_questions_total{kind="${kind}",intent="${intent}",channel="hotline"} 1`);
    expect(text).toContain('wenban_ask_seconds_count 2');
    expect(text).toContain('wenban_ask_seconds_bucket{le="0.0001"}');
    expect(text).toContain('wenban_http_requests_total{method="POST",route="/api/v1/ask",status="200"} 2');
    expect(text).toContain('route="/api/v1/items/:id",status="404"} 1');
    expect(text).toContain('route="(none)",status="404"} 1');
    expect(text).toContain('wenban_catalogue_revision 7');
    expect(text).toContain('wenban_catalogue_implementations 2');
    expect(text).toContain('process_cpu_seconds_total');
    expect(text).not.toContain('wp-admin');
  });
});
