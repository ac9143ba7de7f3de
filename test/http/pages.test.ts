import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPath } from '../../src/project-root.js';
import { fakeServices, startApp } from './support.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wenban-pages-'));
  mkdirSync(join(folder, 'site', 'img'), { recursive: true });
  writeFileSync(join(folder, 'secret.html'), 'outside');
  writeFileSync(join(folder, 'site', 'index.html'), `<!doctype html><p>问办</p>${' '.repeat(2000)}`);
  writeFileSync(join(folder, 'site', 'app.js'), 'export {};');
  writeFileSync(join(folder, 'site', 'notes.ts'), 'private');
  writeFileSync(join(folder, 'site', '.hidden.html'), 'private');
  writeFileSync(join(folder, 'site', 'img', 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
});

afterAll(() => rmSync(folder, { recursive: true }));

const start = () =>
  startApp(fakeServices(), {
    pages: [
      { mount: '/', folder: join(folder, 'site') },
      { mount: '/desk', folder: join(folder, 'site') },
      { mount: '/missing', folder: join(folder, 'nowhere') },
    ],
  });

describe('pages', () => {
  it('are served with their type, a strict policy and an ETag', async () => {
    const { call } = await start();
    const { status, text, headers } = await call('/');
    expect(status).toBe(200);
    expect(text).toContain('问办');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['cache-control']).toBe('no-cache');
    const again = await call('/', { headers: { 'If-None-Match': headers.etag ?? '' } });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await call('/app.js')).headers['content-type']).toContain('text/javascript');
    expect((await call('/img/logo.svg')).headers['content-type']).toContain('image/svg+xml');
    for (const path of ['/desk', '/desk/', '/desk/index.html']) expect((await call(path)).status).toBe(200);
  });

  it('are compressed when the browser takes it', async () => {
    const { call } = await start();
    const { headers } = await call('/', { headers: { 'Accept-Encoding': 'gzip' } });
    expect(headers['content-encoding']).toBe('gzip');
    expect(headers.vary).toBe('Accept-Encoding');
    expect(Number(headers['content-length'])).toBeLessThan(500);
    expect((await call('/')).headers['content-encoding']).toBeUndefined();
  });

  it('never come from outside their folder, nor other kinds of files', async () => {
    const { call } = await start();
    const paths = [
      '/../secret.html',
      '/%2e%2e/secret.html',
      '/..%2fsecret.html',
      '//secret.html',
      '/img/../../secret.html',
    ];
    for (const path of [...paths, '/notes.ts', '/.hidden.html', '/img', '/missing']) {
      const { status, text } = await call(path);
      expect(status, path).toBe(404);
      expect(text).not.toMatch(/outside|private/);
    }
  });

  it('take GET and HEAD only', async () => {
    const { call } = await start();
    const reply = await call('/', { method: 'POST' });
    expect([reply.status, reply.headers.allow]).toEqual([405, 'GET, HEAD']);
    const head = await call('/', { method: 'HEAD' });
    expect([head.status, head.text]).toEqual([200, '']);
  });

  it('are the chat page when nothing else is said', async () => {
    const { call } = await startApp(fakeServices(), { pages: undefined });
    const file = projectPath('web', 'chat', 'index.html');
    const { status, text } = await call('/');
    if (existsSync(file)) expect(text).toBe(readFileSync(file, 'utf8'));
    else expect(status).toBe(404);
  });

  it('of an application stand at all of its addresses, its scripts for ever', async () => {
    mkdirSync(join(folder, 'app', 'assets'), { recursive: true });
    writeFileSync(join(folder, 'app', 'index.html'), '<!doctype html><p>工作台</p>');
    writeFileSync(join(folder, 'app', 'assets', 'main-1a2b.js'), 'export {};');
    const { call } = await startApp(fakeServices(), {
      pages: [
        { mount: '/app', folder: join(folder, 'app'), alsoAt: ['/desk', '/app'], hashed: '/app/assets' },
      ],
    });
    for (const path of ['/app', '/app/login', '/desk', '/desk/', '/desk/calls/1'])
      expect((await call(path)).text, path).toContain('工作台');
    expect((await call('/desk')).headers['cache-control']).toBe('no-cache');
    expect((await call('/app/assets/main-1a2b.js')).headers['cache-control']).toMatch(/immutable/);
    for (const path of ['/desktop', '/app/assets/main-0000.js', '/'])
      expect((await call(path)).status, path).toBe(404);
    expect((await call('/desk', { method: 'POST' })).status).toBe(405);
  });
});
