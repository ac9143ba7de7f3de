import { Agent, request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from '../../src/config.js';
import { createApp } from '../../src/http/app.js';
import { serve } from '../../src/http/listen.js';
import { answer, caller, fakeServices, jsonPoster, sendRaw, startApp } from './support.js';

const config = loadConfig({ LOG_LEVEL: 'silent', PORT: '0' });

function slowApp() {
  let finish = () => {};
  let begun = () => {};
  const started = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const ask = () =>
    new Promise<typeof answer>((resolve) => {
      finish = () => resolve(answer);
      begun();
    });
  const app = createApp(fakeServices({ ask }), config, { pages: [] });
  return { app, started, finish: () => finish() };
}

describe('stopping', () => {
  it('finishes a request in flight, takes no new one, and closes kept connections', async () => {
    const { app, started, finish } = slowApp();
    const server = await serve(app, config);
    const agent = new Agent({ keepAlive: true });
    const keptOpen = new Promise<void>((resolve) => {
      const req = request({ port: server.port, host: '127.0.0.1', path: '/healthz', agent }, (res) => {
        res.resume();
        res.on('end', resolve);
      });
      req.end();
    });
    await keptOpen;
    const inFlight = jsonPoster(server)('/api/v1/ask', { question: '问' });
    await started;
    const stopped = server.stop();
    expect(server.stop()).toBe(stopped);
    await expect(caller(server)('/healthz')).rejects.toThrow(/ECONNREFUSED/);
    finish();
    expect((await inFlight).status).toBe(200);
    await stopped;
    agent.destroy();
  });

  it('cuts off what does not finish in time', async () => {
    const { app, started } = slowApp();
    const server = await serve(app, config, 100);
    const inFlight = jsonPoster(server)('/api/v1/ask', { question: '问' });
    const outcome = expect(inFlight).rejects.toThrow(/socket hang up|ECONNRESET/);
    await started;
    await server.stop();
    await outcome;
  });
});

describe('listening', () => {
  it('says the address it listens on', async () => {
    const { server } = await startApp(fakeServices());
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
  });

  it('names PORT when it is taken, and HOST when it is not ours', async () => {
    const { app, server } = await startApp(fakeServices());
    await expect(serve(app, { HOST: '127.0.0.1', PORT: server.port })).rejects.toThrow(/PORT.*占用/);
    const elsewhere = serve(app, { HOST: '192.0.2.1', PORT: 0 });
    await expect(elsewhere).rejects.toBeInstanceOf(ConfigError);
    await expect(elsewhere).rejects.toThrow(/HOST/);
  });
});

describe('requests that Node cannot read', () => {
  it.each([
    ['headers above the limit', `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['something that is not HTTP', 'HELLO\r\n\r\n', 400],
  ])('%s get a problem document', async (_, bytes, status) => {
    const { server } = await startApp(fakeServices());
    const reply = await sendRaw(server, bytes);
    expect(reply).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const problem = JSON.parse(reply.slice(reply.indexOf('\r\n\r\n')));
    expect(problem).toMatchObject({ status, detail: expect.stringMatching(/\p{Script=Han}/u) });
  });

  it('a caller that goes away half-way harms nobody', async () => {
    const { server, call } = await startApp(fakeServices());
    await new Promise<void>((resolve) => {
      const headers = { 'Content-Type': 'application/json', 'Content-Length': '1000' };
      const req = request({
        port: server.port,
        host: '127.0.0.1',
        path: '/api/v1/ask',
        method: 'POST',
        headers,
      });
      req.on('error', () => resolve());
      req.write('{"question":', () => setTimeout(() => req.destroy(new Error('gone')), 20));
    });
    expect((await call('/healthz')).status).toBe(200);
  });
});
