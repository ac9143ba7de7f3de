import { readArguments, runCommand, wholeNumber } from '../../src/cli/arguments.js';
import { isQuestion, readJsonLines } from '../../src/evaluation/judged.js';
import { percentile } from '../../src/evaluation/ranks.js';
import { projectPath } from '../../src/project-root.js';
import { startDeskServer } from './desk-server.js';
import { launch, openDesk } from './open-desk.js';

const USAGE = `用法：npm run bench:desk -- [--questions 40] [--json]
  在 Chromium 里逐字输入，量每个字从按键到候选画出来的时间：附带的目录，和两万项的目录。`;
const MANY = 20_000;

interface Figures {
  items: number;
  keystrokes: number;
  p50Ms: number;
  p95Ms: number;
  maxMs: number;
}

runCommand(async () => {
  const { values } = readArguments(
    { questions: { type: 'string', default: '40' }, json: { type: 'boolean' } },
    USAGE,
  );
  const questions = readQuestions(wholeNumber(values.questions, [1, 1_000], USAGE));
  const all: Figures[] = [];
  for (const matters of [null, MANY]) all.push(await measure(matters, questions));
  if (values.json) console.log(JSON.stringify(all));
  else
    for (const { items, keystrokes, p50Ms, p95Ms, maxMs } of all)
      console.log(`${items} 项，${keystrokes} 次按键：中位 ${p50Ms} ms，p95 ${p95Ms} ms，最长 ${maxMs} ms`);
});

async function measure(matters: number | null, questions: readonly string[]): Promise<Figures> {
  console.error(matters === null ? '附带的目录 ……' : `${matters} 项的目录 ……`);
  const server = await startDeskServer(matters);
  console.error(`就绪，输入 ${questions.length} 个问题 ……`);
  const browser = await launch(process.env.CHROMIUM_PATH ?? '/usr/bin/chromium');
  try {
    const page = await openDesk(browser, server.url);
    await page.evaluate(WATCH);
    const times: number[] = [];
    for (const question of questions) {
      await page.locator('#search').fill('');
      for (const letter of question) {
        await page.keyboard.insertText(letter);
        times.push(await page.evaluate<number>('nextShown()'));
      }
    }
    times.sort((a, b) => a - b);
    const at = (share: number): number => round(percentile(times, share));
    return { items: server.items, keystrokes: times.length, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1) };
  } finally {
    await browser.close();
    await server.close();
  }
}

/**
 * Runs in the page: `nextShown()` gives the milliseconds from a letter to the frame that shows its list. Two frames: the
 * first paints what the answer changed, the second comes after it.
 */
const WATCH = `
  const shown = [];
  let waiting = null;
  let typedAt = 0;
  const show = () => {
    const ms = performance.now() - typedAt;
    if (waiting) waiting(ms);
    else shown.push(ms);
    waiting = null;
  };
  window.nextShown = () =>
    shown.length > 0 ? Promise.resolve(shown.shift()) : new Promise((resolve) => { waiting = resolve; });
  document.addEventListener('input', () => { typedAt = performance.now(); }, true);
  const original = window.fetch;
  window.fetch = async (...given) => {
    const response = await original(...given);
    if (!String(given[0]).includes('/suggest')) return response;
    const json = response.json.bind(response);
    response.json = async () => {
      const body = await json();
      requestAnimationFrame(() => requestAnimationFrame(show));
      return body;
    };
    return response;
  };
`;

function readQuestions(count: number): string[] {
  const judged = readJsonLines(projectPath('data', 'judged', 'questions.jsonl')).filter(isQuestion);
  const step = Math.max(1, Math.floor(judged.length / count));
  return (
    judged
      .filter((_, at) => at % step === 0)
      .slice(0, count)
      // Blanks alone and line ends are no letters: the desk asks nothing then.
      .map(({ question }) => question.replace(/\s/g, ''))
  );
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
