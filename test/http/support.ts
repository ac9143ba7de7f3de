import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import type { AskResponse } from '../../src/answer/response.js';
import { type Region, RegionTree } from '../../src/catalogue/regions.js';
import type { ItemRecord, Snapshot, SourceRef } from '../../src/catalogue/snapshot.js';
import { loadConfig } from '../../src/config.js';
import { type AppOptions, createApp } from '../../src/http/app.js';
import { type RunningServer, serve } from '../../src/http/listen.js';
import type { Problem } from '../../src/http/problem.js';
import type { Services } from '../../src/http/services.js';

const regions: Region[] = [
  { code: '500000', name: '重庆市', shortNames: ['重庆'], level: 'province', parent: null },
  { code: '500111', name: '大足区', shortNames: ['大足'], level: 'county', parent: '500000' },
  { code: '500231', name: '垫江县', shortNames: ['垫江'], level: 'county', parent: '500000' },
];

export const source: SourceRef = {
  document: '004.txt',
  title: '大足区“最多跑一次”事项清单',
  docNumber: '大足府办发〔2021〕37号',
  date: '2021-05-20',
  table: '第二批',
  seq: 74,
  key: 'dzq-zdpyc-074',
  line: 1203,
  row: { 事项名称: '不动产登记' },
};

export const item: ItemRecord = {
  id: 'dzq-zdpyc-074',
  name: '不动产登记',
  type: '行政确认',
  themes: ['住房'],
  questions: ['房产证怎么办'],
  linked: [],
  implementations: [
    {
      itemId: 'dzq-zdpyc-074',
      regionCode: '500111',
      agency: '区规划自然资源局',
      name: '不动产登记',
      elements: {
        materials: [{ value: [{ name: '身份证', form: '原件' }], source: 0, printed: '身份证原件' }],
        consultPhones: [{ value: [{ number: '12345' }], source: 0, confidence: 'low' }],
      },
      sources: [source],
    },
    {
      itemId: 'dzq-zdpyc-074',
      regionCode: '500231',
      agency: '不公开的机构',
      name: '不动产登记',
      elements: { disclosed: [{ value: false, source: 0 }] },
      sources: [source],
    },
  ],
};

export const snapshot: Snapshot = {
  revision: 7,
  publishedAt: '2026-01-01T00:00:00Z',
  items: [item],
  regions: new RegionTree(regions),
};

export const answer: AskResponse = {
  sessionId: 's-1',
  kind: 'answer',
  intent: 'materials',
  region: { code: '500111', name: '大足区' },
  candidates: [
    {
      id: item.id,
      name: item.name,
      type: item.type,
      agency: '区规划自然资源局',
      region: { code: '500111', name: '大足区' },
      score: 12.3,
      confidence: 0.93,
      sources: [source],
    },
  ],
  answer: {
    item: { id: item.id, name: item.name },
    sections: [
      {
        key: 'materials',
        label: '申请材料',
        status: 'stated',
        lines: ['身份证原件'],
        data: { materials: [{ name: '身份证' }] },
        sources: [source],
      },
    ],
  },
  notices: [],
  reply: '办理不动产登记需要：身份证原件。',
  speech: '办理不动产登记需要身份证原件。',
  sms: '办理不动产登记需要身份证原件。',
  confidence: 0.93,
  tookMs: 0.4,
};

/** Services that answer something fixed; a test overrides what it looks at. */
export function fakeServices(overrides: Partial<Services> = {}): Services {
  return {
    ask: () => answer,
    ready: () => true,
    snapshot: () => snapshot,
    noticesOf: () => [],
    item: (id) => (id === item.id ? item : null),
    search: ({ page, pageSize }) => ({
      total: 1,
      page,
      pageSize,
      items: [item],
      facets: {
        region: [{ value: '500111', count: 1 }],
        theme: [{ value: '住房', count: 1 }],
        audience: [],
        type: [],
        agency: [],
        level: [{ value: 'county', count: 1 }],
        convenience: [],
      },
    }),
    suggest: (q) => [{ text: `${q}登记`, itemId: item.id }],
    themes: () => [{ value: '住房', count: 1 }],
    agencies: () => [
      { name: '区规划自然资源局', region: { code: '500111', name: '大足区' }, items: 3 },
      { name: '县民政局', region: { code: '500231', name: '垫江县' }, items: 2 },
    ],
    ...overrides,
  };
}

/** What a call gave back. `json` is the parsed body, or undefined when it is not JSON. */
export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  json: any;
}

interface Call {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** A running application with its own port, stopped when the test ends. */
export async function startApp(
  services: Services,
  { env = {}, ...options }: AppOptions & { env?: Record<string, string> } = {},
) {
  const config = loadConfig({ LOG_LEVEL: 'silent', PORT: '0', ...env });
  const app = createApp(services, config, { pages: [], ...options });
  const server = await serve(app, config, 2_000);
  onTestFinished(() => server.stop());
  return { app, server, call: caller(server), postJson: jsonPoster(server) };
}

/** Calls by raw `http`, which sends paths, methods and headers just as given. */
export function caller({ port }: Pick<RunningServer, 'port'>) {
  return (path: string, { method = 'GET', headers = {}, body }: Call = {}): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const req = request({ port, host: '127.0.0.1', path, method, headers, agent: false }, (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk) => chunks.push(chunk));
        res.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const isJson = /json/.test(res.headers['content-type'] ?? '') && text !== '';
          resolve({
            status: res.statusCode ?? 0,
            headers: res.headers,
            text,
            json: isJson ? JSON.parse(text) : undefined,
          });
        });
      });
      req.on('error', reject);
      req.end(body);
    });
}

export function jsonPoster(server: RunningServer) {
  const call = caller(server);
  return (path: string, body: unknown, headers: Record<string, string> = {}) =>
    call(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
}

/** Sends bytes as they are and gives back everything the server writes until it closes. */
export function sendRaw({ port }: RunningServer, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
      received += text;
    });
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
}

export type { Problem };
