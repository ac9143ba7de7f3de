import { describe, expect, it } from 'vitest';
import { listRoutes } from '../../src/http/app.js';
import { DOCS_SCRIPT } from '../../src/http/docs/script.js';
import { createMetrics } from '../../src/metrics.js';
import { problemPhrases } from '../../src/phrases/zh-CN.js';
import { fakeServices, startApp } from './support.js';

interface Operation {
  operationId: string;
  summary: string;
  parameters?: { name: string; in: string; required: boolean; schema: unknown }[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>;
}

async function readApi() {
  const { call } = await startApp(fakeServices());
  const { json, headers } = await call('/openapi.json');
  expect(headers['content-type']).toBe('application/json');
  return json as {
    openapi: string;
    info: { title: string; version: string };
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, unknown> };
  };
}

describe('/openapi.json', () => {
  it('is OpenAPI 3.1 and describes exactly the registered routes', async () => {
    const api = await readApi();
    expect(api.openapi).toBe('3.1.0');
    expect(api.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    const described = Object.entries(api.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const metrics = createMetrics(() => null);
    const registered = listRoutes(fakeServices(), metrics, []).map(
      ({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
    );
    expect(described.sort()).toEqual(registered.sort());
    expect(described).toContain('POST /api/v1/ask');
  });

  it('gives every operation an id of its own, a summary, responses, and its path parameters', async () => {
    const api = await readApi();
    const ids = new Set<string>();
    for (const [path, methods] of Object.entries(api.paths)) {
      for (const operation of Object.values(methods)) {
        expect(ids.has(operation.operationId), operation.operationId).toBe(false);
        ids.add(operation.operationId);
        expect(operation.summary).toMatch(/\p{Script=Han}|Prometheus/u);
        expect(Object.keys(operation.responses)).toContain('default');
        for (const response of Object.values(operation.responses)) expect(response.description).not.toBe('');
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
        expect(declared.map(({ name }) => name)).toEqual(inPath);
        for (const parameter of declared) expect(parameter.required).toBe(true);
      }
    }
  });

  it('resolves every reference within itself', async () => {
    const api = await readApi();
    const references = [...JSON.stringify(api).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(10);
    for (const [, name] of references) expect(api.components.schemas).toHaveProperty(name ?? '');
  });

  it('says what asking takes and gives', async () => {
    const ask = (await readApi()).paths['/api/v1/ask']?.post;
    const request = ask?.requestBody?.content['application/json']?.schema;
    expect(request).toMatchObject({
      required: ['question'],
      additionalProperties: false,
      properties: {
        question: { minLength: 1, maxLength: 500 },
        limit: { minimum: 1, maximum: 20, default: 5 },
      },
    });
    expect(Object.keys(ask?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '400', '413', '415', '422', '429', '503']),
    );
    const page = (await readApi()).paths['/api/v1/items']?.get?.parameters?.find(
      ({ name }) => name === 'page',
    );
    expect(page).toMatchObject({ in: 'query', required: false, schema: { type: 'integer', minimum: 1 } });
  });

  it('describes routes that other parts bring along', async () => {
    const { call } = await startApp(fakeServices(), {
      routes: [
        {
          method: 'GET',
          path: '/hsds/services/:id',
          tag: 'HSDS',
          summary: '一个服务',
          contentType: 'application/json',
          serve: (ctx) => {
            ctx.body = { id: ctx.params.id };
          },
        },
      ],
    });
    expect((await call('/openapi.json')).json.paths).toHaveProperty('/hsds/services/{id}');
    expect((await call('/hsds/services/a')).json).toEqual({ id: 'a' });
    expect((await call('/hsds/services/a', { method: 'POST' })).status).toBe(405);
    expect((await call('/hsds/other')).status).toBe(404);
  });
});

describe('/docs', () => {
  it('is a page of our own with a strict policy, no inline script, and every error code', async () => {
    const { call } = await startApp(fakeServices());
    const { text, headers } = await call('/docs');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:/);
    expect(headers['permissions-policy']).toContain('camera=()');
    expect(text).not.toMatch(/<script>|style="|https?:\/\//);
    for (const code of Object.keys(problemPhrases)) expect(text).toContain(`id="${code}"`);
    for (const path of ['/docs/script.js', '/docs/style.css']) {
      expect(text).toContain(`"${path}"`);
      expect((await call(path)).status).toBe(200);
    }
  });

  it('has a script that parses', () => {
    expect(() => new Function(DOCS_SCRIPT)).not.toThrow();
  });
});
