// Runs before start, test, ask …: installs and builds what is missing or older than its sources.
// Plain Node without dependencies, because on a fresh clone there are none. Prints to standard error only.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const OLDEST_NODE = [20, 19];
/** Install scripts stay off: no package we use needs one, and some of them would compile or download. */
const INSTALL = ['npm', 'ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'];
/** What is built, each for itself: a change on one side does not build the other anew. */
const BUILDS = [
  {
    message: '正在编译……',
    command: ['npm', 'run', '--silent', 'build:server'],
    stamp: join(root, 'dist', '.wenban-sources'),
    folders: ['src', 'entities', 'intents', 'bench', 'test/support'],
    files: ['ormconfig.ts', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
  },
  {
    message: '正在生成工作台页面……',
    command: ['npm', 'run', '--silent', 'build:web'],
    stamp: join(root, 'dist', '.wenban-web-sources'),
    folders: ['web/staff'],
    files: ['package-lock.json'],
  },
];
/** Held while installing or building, so that two commands started at once do not undo each other's work. */
const LOCK = join(root, 'var', 'setup.lock');

checkNode();
if (dependenciesMissing() || BUILDS.some(isOld)) {
  takeLock();
  try {
    // Looked at again: whoever held the lock before may have done it all.
    if (dependenciesMissing()) run('正在安装依赖（首次约需一分钟）……', INSTALL);
    for (const build of BUILDS) {
      if (!isOld(build)) continue;
      const fingerprint = fingerprintOf(build);
      run(build.message, build.command);
      writeFileSync(build.stamp, fingerprint);
    }
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = OLDEST_NODE;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  fail(`需要 Node.js ${OLDEST_NODE.join('.')} 或更新版本，当前是 ${process.versions.node}。`);
}

/**
 * npm notes in node_modules/.package-lock.json what it installed, after it has finished. Optional packages are left
 * out of the comparison: of those, npm takes only what fits the machine.
 */
function dependenciesMissing() {
  const installedList = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedList)) return true;
  const installed = readPackages(installedList);
  return Object.entries(readPackages(join(root, 'package-lock.json'))).some(
    ([path, { version, optional, devOptional }]) =>
      path !== '' && !optional && !devOptional && installed[path]?.version !== version,
  );
}

function readPackages(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages ?? {};
}

function isOld(build) {
  return !existsSync(build.stamp) || readFileSync(build.stamp, 'utf8') !== fingerprintOf(build);
}

/** Names, sizes and times of everything that is compiled: cheap enough to look at on every start. */
function fingerprintOf({ folders, files }) {
  const hash = createHash('sha256');
  for (const folder of folders) addFolder(hash, join(root, folder));
  for (const file of files) addFile(hash, join(root, file));
  return hash.digest('hex');
}

function addFolder(hash, folder) {
  if (!existsSync(folder)) return;
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) addFolder(hash, path);
    else addFile(hash, path);
  }
}

function addFile(hash, path) {
  const { size, mtimeMs } = statSync(path);
  hash.update(`${path}\0${size}\0${mtimeMs}\n`);
}

/** Waits while another living process holds the lock; one that died holds nothing. */
function takeLock() {
  mkdirSync(dirname(LOCK), { recursive: true });
  for (let waits = 0; ; waits++) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (waits === 0) process.stderr.write('另一个命令正在安装或编译，请稍候……\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    if (!holderLives()) rmSync(LOCK, { force: true });
  }
}

function holderLives() {
  try {
    process.kill(Number(readFileSync(LOCK, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
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
  rmSync(LOCK, { force: true });
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
