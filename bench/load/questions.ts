import { readdirSync, readFileSync } from 'node:fs';
import { projectPath } from '../../src/project-root.js';

/** What people put around a question. The product with the wordings gives far more questions than a run can send. */
const BEFORE = ['', '请问', '你好，', '您好，我想问一下', '麻烦问哈，', '急，', '帮我妈问，', '我是外地人，'];
const AFTER = [
  '',
  '？',
  '，谢谢',
  '，在线等',
  '，要跑几趟',
  '，要带什么',
  '，去哪里办',
  '，周末能办吗',
  '，收费吗',
];

/**
 * Distinct questions made from the wordings and names in data/questions, in a fixed order that mixes matters.
 *
 * @param count - at most about 900,000.
 */
export function distinctQuestions(count: number): string[] {
  const wordings = readWordings();
  const found = new Set<string>();
  for (let round = 0; found.size < count && round < BEFORE.length * AFTER.length; round++) {
    const before = BEFORE[round % BEFORE.length] as string;
    const after = AFTER[Math.floor(round / BEFORE.length)] as string;
    for (const wording of wordings) {
      if (found.size >= count) break;
      found.add(`${before}${wording}${after}`);
    }
  }
  return [...found];
}

/** Wordings and names, files interleaved, so that any stretch of them touches many matters. */
function readWordings(): string[] {
  const folder = projectPath('data', 'questions');
  const lines = readdirSync(folder)
    .sort()
    .flatMap((file) => readFileSync(`${folder}/${file}`, 'utf8').split(/\r?\n/))
    .map((line) => line.replace(/^## \S+\s*/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  return spread([...new Set(lines)]);
}

/** Steps through a list by a stride that shares no divisor with its length: every element once, neighbours far apart. */
function spread<T>(list: readonly T[]): T[] {
  let stride = Math.floor(list.length * 0.618) || 1;
  while (divisor(stride, list.length) > 1) stride++;
  return list.map((_, index) => list[(index * stride) % list.length] as T);
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
