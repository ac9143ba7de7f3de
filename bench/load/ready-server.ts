import { loadConfig } from '../../src/config.js';
import { createApp } from '../../src/http/app.js';
import { serve } from '../../src/http/listen.js';
import { createLogger } from '../../src/log.js';
import { createServices } from '../../src/services.js';
import { openWenban } from '../../src/wenban.js';
import { distinctQuestions } from './questions.js';

// The route without the answering, run as a process of its own: body, checks, JSON and headers around answers that were
// composed beforehand. What it lacks to the empty route is HTTP's part, what the real server lacks to it is answering's.

const ANSWERS = 2_000;

const config = loadConfig(process.env);
const wenban = await openWenban(config);
const questions = distinctQuestions(ANSWERS);
const answers = await Promise.all(questions.map((question) => wenban.asker.ask({ question })));
let next = 0;
const ask = () => answers[next++ % answers.length] as (typeof answers)[number];
const app = createApp({ ...createServices(wenban), ask }, config, { logger: createLogger(config.LOG_LEVEL) });
const server = await serve(app, config);
process.stderr.write(`${server.url}\n`);
process.once('SIGTERM', async () => {
  await server.stop();
  await wenban.close();
});
