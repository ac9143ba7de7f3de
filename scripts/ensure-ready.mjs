// Runs before start, test, ask …: installs and builds what is missing or older than its sources.
// Plain Node without dependencies, because on a fresh clone there are none. Prints to standard error only.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const OLDEST_NODE = [20, 19];

checkNode();
if (isStale('node_modules/.wenban-lock', lockFingerprint())) {
  run('正在安装依赖（首次约需一分钟）……', ['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error']);
  stamp('node_modules/.wenban-lock', lockFingerprint());
}
if (isStale('dist/.wenban-sources', sourceFingerprint())) {
  run('正在编译……', ['npm', 'run', '--silent', 'build']);
  stamp('dist/.wenban-sources', sourceFingerprint());
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = OLDEST_NODE;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  fail(`需要 Node.js ${OLDEST_NODE.join('.')} 或更新版本，当前是 ${process.versions.node}。`);
}

function lockFingerprint() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** Names, sizes and times of everything that is compiled: cheap enough to look at on every start. */
function sourceFingerprint() {
  const hash = createHash('sha256').update(lockFingerprint());
  for (const folder of ['src', 'entities', 'intents', 'bench']) addFolder(hash, join(root, folder));
  for (const file of ['ormconfig.ts', 'tsconfig.json', 'tsconfig.build.json'])
    addFile(hash, join(root, file));
  return hash.digest('hex');
}

function addFolder(hash, folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) addFolder(hash, path);
    else addFile(hash, path);
  }
}

function addFile(hash, path) {
  const { size, mtimeMs } = statSync(path);
  hash.update(`${path}\0${size}\0${mtimeMs}\n`);
}

function isStale(stampFile, fingerprint) {
  const path = join(root, stampFile);
  return !existsSync(path) || readFileSync(path, 'utf8') !== fingerprint;
}

function stamp(stampFile, fingerprint) {
  const path = join(root, stampFile);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, fingerprint);
}

function run(message, [command, ...args]) {
  process.stderr.write(`${message}\n`);
  // Output of installers and compilers goes to standard error: `ask --json` must print JSON only.
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) fail(`没有成功：${command} ${args.join(' ')}`);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
