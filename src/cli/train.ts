import 'dotenv/config';
import { writeFileSync } from 'node:fs';
import { Asker } from '../ask.js';
import { todayInBeijing } from '../clock.js';
import { loadConfig } from '../config.js';
import { MemoryConversations } from '../dialogue/session.js';
import { evaluateQuestions, figuresOf } from '../evaluation/evaluate.js';
import { isQuestion, readJsonLines } from '../evaluation/judged.js';
import { Matcher } from '../matching/matcher.js';
import { RankerModel, type RankerWeights } from '../matching/model.js';
import { projectPath } from '../project-root.js';
import { type IntentReport, readLabelledQuestions, trainIntents } from '../training/train-intents.js';
import { type TrainingReport, trainModels } from '../training/train-models.js';
import { openWenban } from '../wenban.js';
import { readArguments, runCommand } from './arguments.js';

const USAGE = '用法：npm run -s train -- [--dry-run]';

runCommand(async () => {
  const { values } = readArguments({ 'dry-run': { type: 'boolean' } }, USAGE);
  const wenban = await openWenban(loadConfig(process.env), {
    onProgress: (message) => console.error(message),
  });
  try {
    const { snapshot, notOurs, language, matcher, decision } = wenban.engine.current();
    console.error('正在训练，约需几分钟……');
    const intents = trainIntents(
      readLabelledQuestions(projectPath('data', 'intent-questions.tsv')),
      language,
    );
    const questions = readJsonLines(projectPath('test', 'golden', 'questions.jsonl')).filter(isQuestion);
    const judge = async (weights: RankerWeights): Promise<number> => {
      const engine = {
        ...wenban.engine.current(),
        matcher: new Matcher(snapshot, language, new RankerModel(weights), notOurs),
      };
      const asker = new Asker({
        engine: () => engine,
        conversations: new MemoryConversations(),
        homeRegion: null,
        today: todayInBeijing,
      });
      return figuresOf(await evaluateQuestions(asker, questions)).recallAt1;
    };
    const report = await trainModels(
      snapshot,
      notOurs,
      language,
      matcher.model.source,
      decision.source,
      judge,
    );
    printIntents(intents);
    print(report);
    if (values['dry-run']) return;
    for (const name of ['ranker', 'decision'] as const)
      writeFileSync(
        projectPath('data', 'model', `${name}.json`),
        `${JSON.stringify(report[name], null, 2)}\n`,
      );
    console.log('已写入 data/model/。');
  } finally {
    await wenban.close();
  }
});

function printIntents({ questions, crossValidated, confusions }: IntentReport): void {
  console.log(`意图：${questions} 问，交叉验证正确 ${(100 * crossValidated).toFixed(1)} %；最常混淆：`);
  console.table(Object.fromEntries(confusions));
}

function print(report: TrainingReport): void {
  const { wordings, firstBefore, firstAfter, judged, ranker, decision, reliability } = report;
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
  console.log(
    `${wordings} 条说法，交叉验证首位正确：训练前 ${percent(firstBefore)}，训练后 ${percent(firstAfter)}`,
  );
  console.log(
    `判定题首位正确：原权重 ${percent(judged.before)}，新权重 ${percent(judged.after)}，保留较好者`,
  );
  console.table(ranker.weights);
  console.table(decision.weights);
  console.table(
    reliability.map(({ from, count, confidence, right }) => ({
      把握: `${from.toFixed(1)}–${(from + 0.1).toFixed(1)}`,
      条数: count,
      平均把握: percent(confidence),
      实际正确: percent(right),
    })),
  );
}
