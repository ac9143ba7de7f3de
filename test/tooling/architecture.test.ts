import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT, projectPath } from '../../src/project-root.js';

/**
 * The parts of the program, lowest first. A part may import parts of the lines above its own, never its own line's
 * other parts and never what comes below. A part is a folder of src/, a file directly in src/, entities or intents.
 */
const LAYERS: readonly (readonly string[])[] = [
  [
    'entities',
    'phrases',
    'project-root',
    'clock',
    'steps',
    'collect-garbage',
    'config',
    'intents',
    'privacy',
  ],
  ['errors', 'log', 'metrics', 'storage', 'import'],
  ['catalogue'],
  ['language', 'places', 'feedback', 'residents', 'notices'],
  ['matching', 'checks'],
  ['dialogue'],
  ['answer'],
  ['eligibility', 'life-events', 'switches', 'asked-questions'],
  ['guide'],
  ['ask'],
  ['front-door'],
  ['training', 'evaluation', 'http', 'wenban'],
  ['channels', 'staff', 'hsds', 'export'],
  ['hotline-desk', 'catalogue-desk', 'notice-desk', 'figures'],
  ['services', 'desks'],
  ['server', 'cli'],
];

/** Files of types that every part may name with `import type`, whatever its place: the words all parts share. */
const VOCABULARY = ['src/answer/response.ts', 'src/catalogue/snapshot.ts', 'src/catalogue/regions.ts'];

/** Packages that only some parts may use. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  typeorm: [
    'entities',
    'storage',
    'catalogue',
    'feedback',
    'switches',
    'asked-questions',
    'residents',
    'notices',
    'staff',
    'catalogue-desk',
    'hotline-desk',
    'notice-desk',
    'wenban',
  ],
  '@node-rs/argon2': ['staff'],
  otplib: ['staff'],
  libsql: ['storage'],
  koa: ['http', 'channels', 'staff', 'hsds'],
  '@koa/router': ['http'],
  exceljs: ['import'],
  '@node-rs/jieba': ['language'],
  wechaty: ['channels'],
  birpc: ['channels'],
  'qrcode-terminal': ['channels'],
};

interface Import {
  /** Importing file, relative to the project's folder. */
  file: string;
  typeOnly: boolean;
  /** The imported file, relative like `file`; for a package its name as written. */
  target: string;
  local: boolean;
}

const IMPORT =
  /^(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

const sources = ['src', 'entities', 'intents'].flatMap((folder) =>
  filesBelow(projectPath(folder)).filter((file) => file.endsWith('.ts')),
);
const imports = sources.flatMap(importsOf);

function filesBelow(folder: string, passOver: readonly string[] = []): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (passOver.includes(entry.name)) return [];
    if (entry.isDirectory()) return filesBelow(path, passOver);
    return entry.isFile() ? [relative(PROJECT_ROOT, path)] : [];
  });
}

function importsOf(file: string): Import[] {
  const text = readFileSync(projectPath(file), 'utf8');
  return [...text.matchAll(IMPORT)].map(([, type, from, lazily]) => {
    const target = (from ?? lazily) as string;
    const local = target.startsWith('.');
    const path = local ? join(dirname(file), target).replace(/\.js$/, '.ts') : target;
    return { file, typeOnly: Boolean(type), target: path, local };
  });
}

/** `src/answer/speech.ts` → answer, `src/ask.ts` → ask, `intents/fee.ts` → intents. */
function partOf(file: string): string {
  const [first = '', second = ''] = file.split('/');
  return first === 'src' ? second.replace(/\.ts$/, '') : first;
}

function layerOf(file: string): number {
  return LAYERS.findIndex((parts) => parts.includes(partOf(file)));
}

describe('imports', () => {
  it('are all found', () => {
    expect(imports.length).toBeGreaterThan(sources.length);
    expect(imports.filter(({ local, target }) => local && !sources.includes(target))).toEqual([]);
  });

  it('belong to a part with a place in LAYERS', () => {
    expect([...new Set(sources.filter((file) => layerOf(file) < 0).map(partOf))]).toEqual([]);
  });

  it('point to lower layers only', () => {
    const wrong = imports.filter(
      ({ file, target, typeOnly, local }) =>
        local &&
        partOf(file) !== partOf(target) &&
        layerOf(target) >= layerOf(file) &&
        !(typeOnly && VOCABULARY.includes(target)),
    );
    expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });

  it('never run in a circle', () => {
    const next = new Map(sources.map((file) => [file, [] as string[]]));
    for (const { file, target, typeOnly, local } of imports)
      if (local && !typeOnly) next.get(file)?.push(target);
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      else if (!done.has(file)) for (const target of next.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of sources) visit(file, []);
    expect(circles).toEqual([]);
  });

  it.each(Object.entries(PACKAGES))('bring %s into %j only', (name, parts) => {
    const users = imports.filter(({ target }) => target === name || target.startsWith(`${name}/`));
    expect(users.length).toBeGreaterThan(0);
    expect(users.map(({ file }) => file).filter((file) => !parts.includes(partOf(file)))).toEqual([]);
  });
});

describe('the environment', () => {
  it('is read by the programs only, and handed on as settings', () => {
    const readers = sources.filter((file) =>
      /\bprocess\.env\b(?!`)/.test(readFileSync(projectPath(file), 'utf8')),
    );
    expect(readers.filter((file) => !['server', 'cli'].includes(partOf(file)))).toEqual([]);
  });

  it('of whoever writes the code leaves no trace', () => {
    // Put together here, so that this file does not find itself.
    const traces = [['', 'work', ''].join('/'), ['..', 'shared'].join('/')];
    const passOver = ['.git', 'node_modules', 'dist', 'var', 'coverage', '.env'];
    const files = filesBelow(PROJECT_ROOT, passOver);
    expect(files.length).toBeGreaterThan(sources.length);
    const found = files.filter((file) => {
      const text = readFileSync(projectPath(file), 'latin1');
      return traces.some((trace) => text.includes(trace));
    });
    expect(found).toEqual([]);
  });
});
