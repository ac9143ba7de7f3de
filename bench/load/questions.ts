import { loadSimilarQuestions } from '../../src/catalogue/similar-questions.js';

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
 * Distinct questions made from the wordings in data/questions, in a fixed order that mixes matters.
 *
 * @param count - at most 72 for each wording, some two million; fewer come when more are asked for.
 */
export function distinctQuestions(count: number): string[] {
  const wordings = spread([...new Set(loadSimilarQuestions().flatMap(({ questions }) => questions))]);
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

/** Steps through a list by a stride that shares no divisor with its length: every element once, neighbours far apart, so that any stretch touches many matters. */
function spread<T>(list: readonly T[]): T[] {
  let stride = Math.floor(list.length * 0.618) || 1;
  while (divisor(stride, list.length) > 1) stride++;
  return list.map((_, index) => list[(index * stride) % list.length] as T);
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
