import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CANNED, cardRow } from './stub-answers.js';

const CHAT_PAGE = fileURLToPath(new URL('../../web/chat/', import.meta.url));

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const COUNTIES =
  '万州区 涪陵区 渝中区 大渡口区 江北区 沙坪坝区 九龙坡区 南岸区 北碚区 綦江区 大足区 渝北区 巴南区 黔江区 长寿区 江津区 合川区 永川区 南川区 璧山区 铜梁区 潼南区 荣昌区 开州区 梁平区 武隆区 城口县 丰都县 垫江县 忠县 云阳县 奉节县 巫山县 巫溪县 石柱土家族自治县 秀山土家族苗族自治县 酉阳土家族苗族自治县 彭水苗族土家族自治县';

const REGIONS = [
  { code: '100000', name: '中华人民共和国', level: 'nation', parent: null },
  { code: '110000', name: '北京市', level: 'province', parent: '100000' },
  { code: '500000', name: '重庆市', level: 'province', parent: '100000' },
  { code: '510000', name: '四川省', level: 'province', parent: '100000' },
  { code: '511700', name: '达州市', level: 'city', parent: '510000' },
  { code: '511702', name: '通川区', level: 'county', parent: '511700' },
  { code: '511724', name: '大竹县', level: 'county', parent: '511700' },
  { code: '500231100', name: '桂溪街道', level: 'town', parent: '500231' },
  ...COUNTIES.split(' ').map((name, index) => ({
    code: name === '垫江县' ? '500231' : name === '大足区' ? '500111' : String(500301 + index),
    name,
    level: 'county',
    parent: '500000',
  })),
];

const SUGGESTIONS = ['社保卡丢了怎么补', '社保卡怎么挂失', '社保卡密码忘了怎么办', '新生儿怎么办社保卡'];

/** The page with canned answers behind it. */
export interface StubServer {
  /** Without a final slash. */
  url: string;
  /** Bodies of POST requests in the order they came. */
  posted: { path: string; body: Record<string, unknown> }[];
  close(): Promise<void>;
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  const type = status >= 400 ? 'application/problem+json' : 'application/json; charset=utf-8';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(JSON.stringify(body));
}

function problem(status: number, detail: string) {
  return { type: 'about:blank', title: 'error', status, detail, instance: '/api/v1/ask' };
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}

function answer(question: string, response: ServerResponse): void {
  if (/限流/.test(question)) {
    sendJson(response, 429, problem(429, '请求太多，请在 1 秒后再试。'), { 'retry-after': '1' });
  } else if (/出错/.test(question)) {
    sendJson(response, 500, problem(500, '系统暂时没有答上来，请稍后再试，或拨打 12345。'));
  } else if (/拒绝/.test(question)) {
    sendJson(response, 400, problem(400, '没有名为“火星”的地区，请重新选择地区。'));
  } else {
    const canned = CANNED.find(([pattern]) => pattern.test(question))?.[1];
    setTimeout(() => sendJson(response, 200, canned), /慢/.test(question) ? 1_500 : 0);
  }
}

async function sendFile(path: string, response: ServerResponse): Promise<void> {
  const file = join(CHAT_PAGE, normalize(path === '/' ? '/index.html' : path));
  const type = TYPES[extname(file)];
  try {
    if (!type) throw new Error('not a page file');
    const content = await readFile(file);
    response.writeHead(200, {
      'content-type': type,
      'content-security-policy': CSP,
      'x-content-type-options': 'nosniff',
    });
    response.end(content);
  } catch {
    sendJson(response, 404, problem(404, '没有这个页面。'));
  }
}

/** Starts the stub on a free port of the loopback interface. */
export async function startStubServer(): Promise<StubServer> {
  const posted: StubServer['posted'] = [];
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stub');
    if (request.method === 'POST') {
      const body = await bodyOf(request);
      posted.push({ path: pathname, body });
      if (pathname === '/api/v1/feedback') response.writeHead(204).end();
      else answer(String(body.question), response);
    } else if (pathname === '/api/v1/regions') sendJson(response, 200, { regions: REGIONS });
    else if (pathname === '/api/v1/suggest') {
      const typed = searchParams.get('q') ?? '';
      sendJson(response, 200, {
        suggestions: SUGGESTIONS.filter((text) => text.includes(typed)).map((text) => ({ text })),
      });
    } else if (pathname.startsWith('/api/v1/items/')) {
      sendJson(response, 200, { implementations: [{ sources: [{ key: 'dj-019', row: cardRow }] }] });
    } else await sendFile(pathname, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    posted,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
