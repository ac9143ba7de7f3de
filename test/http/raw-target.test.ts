import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { encodeRawTarget } from '../../src/http/raw-target.js';
import type { ItemSearchQuery } from '../../src/http/schemas/items.js';
import { fakeServices, startApp } from './support.js';

/** Sends bytes in one piece, as curl does, and gives back everything the server writes until it closes. */
function exchange(port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
    socket.on('error', reject);
  });
}

async function searching() {
  const queries: ItemSearchQuery[] = [];
  const services = fakeServices();
  const { server } = await startApp({
    ...services,
    search: (query) => {
      queries.push(query);
      return services.search(query);
    },
  });
  const send = (text: string) => exchange(server.port, Buffer.from(text, 'utf8'));
  return { queries, send };
}

const HEADERS = 'Host: localhost\r\nUser-Agent: curl/8.5.0\r\nAccept: */*\r\n\r\n';

describe('raw UTF-8 in the address', () => {
  it('is understood as if it were percent-encoded', async () => {
    const { queries, send } = await searching();
    const reply = await send(`GET /api/v1/items?q=社保卡&region=大足 HTTP/1.1\r\n${HEADERS}`);
    expect(reply).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(reply).toMatch(/\r\nConnection: close\r\n/i);
    expect(JSON.parse(reply.slice(reply.indexOf('\r\n\r\n') + 4)).total).toBe(1);
    expect(queries).toMatchObject([{ q: '社保卡', region: '500111' }]);
  });

  it('may be mixed with encoded characters, four-byte ones, and a kept connection', async () => {
    const { queries, send } = await searching();
    const reply = await send(
      `GET /api/v1/items?q=%E8%A1%A5𠮷 HTTP/1.1\r\nConnection: keep-alive\r\n${HEADERS}`,
    );
    expect(reply).toContain('200 OK');
    expect(queries[0]?.q).toBe('补𠮷');
  });

  it('that is not UTF-8 is still answered', async () => {
    const { server } = await startApp(fakeServices());
    const gbk = Buffer.concat([
      Buffer.from('GET /api/v1/suggest?q='),
      Buffer.from([0xc9, 0xe7, 0xb1, 0xa3]),
      Buffer.from(` HTTP/1.1\r\n${HEADERS}`),
    ]);
    expect(await exchange(server.port, gbk)).toContain('200 OK');
  });

  it('in a path leads to a problem document that names it', async () => {
    const { send } = await searching();
    expect(await send(`GET /api/v1/items/社保卡 HTTP/1.1\r\n${HEADERS}`)).toMatch(
      /^HTTP\/1\.1 404 .*社保卡/s,
    );
  });
});

describe('everything else that cannot be read stays refused', () => {
  it.each([
    ['a method that writes', 'POST /api/v1/feedback?社 HTTP/1.1\r\n'],
    ['a control character', 'GET /a\u0001b HTTP/1.1\r\n'],
    ['another version', 'GET /社 HTTP/3.0\r\n'],
  ])('%s', async (_, line) => {
    const { send } = await searching();
    expect(await send(line + HEADERS)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('a request cut in two, or two in one packet, is not mended', () => {
    const whole = `GET /?q=社 HTTP/1.1\r\n${HEADERS}`;
    expect(encodeRawTarget(Buffer.from(whole))?.toString()).toContain(
      '/?q=%E7%A4%BE HTTP/1.1\r\nConnection: close\r\n',
    );
    expect(encodeRawTarget(Buffer.from(whole.slice(0, -2)))).toBeNull();
    expect(encodeRawTarget(Buffer.from(whole + whole))).toBeNull();
    expect(encodeRawTarget(Buffer.from(`GET / HTTP/1.1\r\n${HEADERS}`))).toBeNull();
  });
});
