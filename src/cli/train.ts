import 'dotenv/config';
import { writeFileSync } from 'node:fs';
import { INTENT_IDS } from '../answer/response.js';
import { Asker } from '../ask.js';
import { loadSimilarQuestions } from '../catalogue/similar-questions.js';
import { todayInBeijing } from '../clock.js';
import { loadConfig } from '../config.js';
import { MemoryConversations } from '../dialogue/session.js';
import { evaluateQuestions, figuresOf } from '../evaluation/evaluate.js';
import { isQuestion, readJsonLines } from '../evaluation/judged.js';
import { loadDangerSigns } from '../language/danger.js';
import { Matcher } from '../matching/matcher.js';
import { projectPath } from '../project-root.js';
import { DANGER_LABELS, dangerSamples, intentSamples } from '../training/labelled-texts.js';
import { type RankingModels, type TrainingReport, trainModels } from '../training/train-models.js';
import { type TextModelReport, trainTextModel } from '../training/train-text-model.js';
import { openWenban } from '../wenban.js';
import { readArguments, runCommand } from './arguments.js';

const USAGE = '用法：npm run -s train -- [--dry-run] [--force] [--texts-only]';

runCommand(async () => {
  const { values } = readArguments(
    { 'dry-run': { type: 'boolean' }, force: { type: 'boolean' }, 'texts-only': { type: 'boolean' } },
    USAGE,
  );
  const wenban = await openWenban(loadConfig(process.env), {
    onProgress: (message) => console.error(message),
  });
  try {
    const { snapshot, notOurs, language, matcher, decision } = wenban.engine.current();
    console.error('正在训练，约需几分钟……');
    const danger = trainTextModel(
      dangerSamples(
        projectPath('data', 'dangers.tsv'),
        [...snapshot.items, ...notOurs].flatMap((item) => item.questions),
        language,
        loadDangerSigns(projectPath('data', 'lexicon', 'dangers.tsv')),
      ),
      DANGER_LABELS,
    );
    printLabels('危险', danger);
    const intents = trainTextModel(
      intentSamples(projectPath('data', 'intent-questions.tsv'), loadSimilarQuestions(), language),
      INTENT_IDS,
    );
    printLabels('意图', intents);
    if (!values['dry-run']) {
      write('danger', danger.weights);
      write('intents', intents.weights);
    }
    if (values['texts-only']) return;
    const questions = readJsonLines(projectPath('test', 'golden', 'questions.jsonl')).filter(isQuestion);
    const judge = async ({ ranker, wordings }: RankingModels): Promise<number> => {
      const engine = {
        ...wenban.engine.current(),
        matcher: new Matcher(snapshot, language, ranker, wordings, notOurs),
      };
      const asker = new Asker({
        engine: () => engine,
        conversations: new MemoryConversations(),
        homeRegion: null,
        today: todayInBeijing,
      });
      return figuresOf(await evaluateQuestions(asker, questions)).recallAt1;
    };
    const { model: ranker, wordings } = matcher;
    const report = await trainModels(
      snapshot,
      notOurs,
      language,
      { ranker, wordings },
      decision.source,
      judge,
    );
    print(report);
    if (values['dry-run']) return;
    if (!report.better && !values.force) {
      console.log('判定题变差，保留原来的排序模型（--force 仍然写入）。');
      return;
    }
    for (const name of ['wordings', 'ranker', 'decision'] as const) write(name, report[name]);
    console.log('已写入 data/model/。');
  } finally {
    await wenban.close();
  }
});

/** One line a feature: the larger models stay readable and their changes can be compared. */
function write(name: string, weights: object): void {
  const text = JSON.stringify(weights, null, 1)
    .replace(/\n {3,}/g, '')
    .replace(/\n {2}(?=[\]}])/g, '');
  writeFileSync(projectPath('data', 'model', `${name}.json`), `${text}\n`);
}

function printLabels(name: string, { samples, crossValidated, confusions }: TextModelReport): void {
  console.log(`${name}：${samples} 条，交叉验证正确 ${(100 * crossValidated).toFixed(1)} %；最常混淆：`);
  console.table(Object.fromEntries(confusions));
}

function print(report: TrainingReport): void {
  const { heldOut, firstBefore, firstAfter, judged, ranker, decision, reliability } = report;
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
  console.log(
    `${heldOut} 条说法，交叉验证首位正确：训练前 ${percent(firstBefore)}，训练后 ${percent(firstAfter)}`,
  );
  console.log(`判定题首位正确：原模型 ${percent(judged.before)}，新模型 ${percent(judged.after)}`);
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
