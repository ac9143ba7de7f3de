import 'dotenv/config';
import { writeFileSync } from 'node:fs';
import { INTENT_IDS } from '../answer/response.js';
import { Asker } from '../ask.js';
import { loadSimilarQuestions } from '../catalogue/similar-questions.js';
import type { ItemRecord } from '../catalogue/snapshot.js';
import { todayInBeijing } from '../clock.js';
import { loadConfig } from '../config.js';
import { MemoryConversations } from '../dialogue/session.js';
import { evaluateQuestions, figuresOf } from '../evaluation/evaluate.js';
import { isDialogue, isQuestion, type JudgedDialogue, readJsonLines } from '../evaluation/judged.js';
import { loadDangerSigns } from '../language/danger.js';
import { TextModel } from '../language/text-model.js';
import { compileTexts } from '../matching/compiled-texts.js';
import { buildEngine, type Engine } from '../matching/engine.js';
import { buildMatcher, type RankingModels } from '../matching/matcher.js';
import { readNotOurs } from '../matching/not-ours.js';
import { loadTools } from '../matching/tools.js';
import { projectPath } from '../project-root.js';
import { runSteps } from '../steps.js';
import { DANGER_LABELS, dangerSamples, intentSamples, readLabelled } from '../training/labelled-texts.js';
import { trainContext } from '../training/train-context.js';
import { trainMeanings } from '../training/train-meanings.js';
import { trainModels } from '../training/train-models.js';
import { fitTextModel, trainTextModel } from '../training/train-text-model.js';
import { trainWordings } from '../training/train-wordings.js';
import { openWenban } from '../wenban.js';
import { readArguments, runCommand, UsageError } from './arguments.js';
import { printContext, printLabels, printRanking } from './print-training.js';

const USAGE = '用法：npm run -s train -- [texts] [ranking] [lending] [context] [--dry-run] [--force]';

/** Each stage reads with the models that the stages before it have written. */
const STAGES = {
  texts: trainTexts,
  ranking: trainRanking,
  lending: trainLending,
  context: trainConversations,
} as const;
type Stage = keyof typeof STAGES;

interface Options {
  dryRun: boolean;
  /** Write the ranking models although judged questions get worse. */
  force: boolean;
}

runCommand(async () => {
  const { values, positionals } = readArguments(
    { 'dry-run': { type: 'boolean' }, force: { type: 'boolean' } },
    USAGE,
  );
  const options = { dryRun: values['dry-run'] ?? false, force: values.force ?? false };
  const stages = positionals.length > 0 ? positionals : Object.keys(STAGES);
  const unknown = stages.find((stage) => !(stage in STAGES));
  if (unknown !== undefined) throw new UsageError(USAGE);
  for (const stage of stages as Stage[]) {
    const wenban = await openWenban(loadConfig(process.env), {
      onProgress: (message) => console.error(message),
    });
    try {
      await STAGES[stage](wenban.engine.current(), options);
    } finally {
      await wenban.close();
    }
  }
});

const INTENT_QUESTIONS = projectPath('data', 'intent-questions.tsv');
/** Half of the features say less than this about any intent, and the file is half as long without them. */
const LEAST_INTENT_FEATURE = 0.1;

/** Danger and intents, from labelled texts. */
async function trainTexts(engine: Engine, options: Options): Promise<void> {
  const { snapshot, notOurs, language } = engine;
  const turns = CONVERSATIONS.flatMap(({ name, intents }) =>
    readDialogues(name).flatMap((dialogue) =>
      dialogue.turns
        .filter(({ intent }) => intent !== 'emergency')
        .map((turn) => ({ ...turn, taught: intents && turn.gold.length > 0 })),
    ),
  );
  const others = [
    ...readLabelled(INTENT_QUESTIONS, INTENT_IDS)
      .filter(({ label }) => label !== 'emergency')
      .map(({ text }) => text),
    ...[...snapshot.items, ...notOurs].flatMap((item) => item.questions),
    ...turns.map(({ question }) => question),
  ];
  const signs = loadDangerSigns(projectPath('data', 'lexicon', 'dangers.tsv'));
  const danger = trainTextModel(
    dangerSamples(projectPath('data', 'dangers.tsv'), others, language, signs),
    DANGER_LABELS,
  );
  printLabels('危险', danger);
  const intents = trainTextModel(
    intentSamples(
      INTENT_QUESTIONS,
      loadSimilarQuestions(),
      turns.filter(({ taught }) => taught),
      language,
    ),
    INTENT_IDS,
    LEAST_INTENT_FEATURE,
  );
  printLabels('意图', intents);
  write('danger', danger.weights, options);
  write('intents', intents.weights, options);
}

/** Wording model, ranker and decision, from the wordings. */
async function trainRanking(engine: Engine, options: Options): Promise<void> {
  const { snapshot, notOurs, language, matcher, decision } = engine;
  const questions = readJsonLines(projectPath('test', 'golden', 'questions.jsonl')).filter(isQuestion);
  const items = [...snapshot.items, ...notOurs];
  const judge = async ({ ranker, wordings }: RankingModels): Promise<number> => {
    const texts = runSteps(compileTexts(items, language));
    const built = runSteps(buildMatcher(items, snapshot.regions, language, { ranker, wordings }, texts));
    const candidate = { ...engine, matcher: built };
    const asker = new Asker({
      engine: () => candidate,
      conversations: new MemoryConversations(),
      homeRegion: null,
      today: todayInBeijing,
    });
    return figuresOf(await evaluateQuestions(asker, questions)).recallAt1;
  };
  const { model: ranker, wordings } = matcher;
  const report = await trainModels(snapshot, notOurs, language, { ranker, wordings }, decision.source, judge);
  printRanking(report);
  if (!report.better && !options.force) {
    console.log('判定题变差，保留原来的排序模型（--force 仍然写入）。');
    return;
  }
  for (const name of ['wordings', 'ranker', 'decision'] as const) write(name, report[name], options);
}

/** More than the catalogue itself needs: what is seldom said is all there is to go by where no word is the same. */
const LENDING_WEIGHTS = 500_000;

/** What matters of lists to come borrow from: the catalogue's wordings and those of what halls handle elsewhere. */
async function trainLending({ snapshot, notOurs, language }: Engine, options: Options): Promise<void> {
  const topics = new Map<string, ItemRecord>(notOurs.map((topic) => [topic.id, topic]));
  for (const topic of readNotOurs(projectPath('data', 'elsewhere.txt'))) {
    const known = topics.get(topic.id);
    const questions = [...(known?.questions ?? []), ...topic.questions];
    topics.set(topic.id, { ...(known ?? topic), questions });
  }
  const lenders = [...snapshot.items, ...topics.values()];
  console.log(`借用：${lenders.length} 个事项和话题`);
  write('meanings', trainMeanings(lenders, language), options);
  write('lending', trainWordings(lenders, language, LENDING_WEIGHTS), options);
}

/**
 * Written conversations and what a turn of each set counts. Far from how people talk, and so less: where somebody chats in one
 * turn of five; where two turns of five go on to another matter; and where most turns tell a detail or take something back. What
 * is wanted by a detail that is told is a matter of taste, so the latter teach no intents.
 */
const CONVERSATIONS = [
  { name: 'dialogues', weight: 1, intents: true },
  { name: 'dialogues-with-chat', weight: 0.4, intents: true },
  { name: 'dialogues-with-switches', weight: 0.8, intents: true },
  { name: 'dialogues-with-details', weight: 0.6, intents: false },
  { name: 'dialogues-as-held', weight: 1, intents: true },
  { name: 'dialogues-at-length', weight: 0.5, intents: true },
] as const;

/** Later messages of conversations, from written conversations. */
async function trainConversations({ snapshot, language }: Engine, options: Options): Promise<void> {
  // A model that knows the turns by heart would be trusted too much: here it has not read them.
  const samples = intentSamples(INTENT_QUESTIONS, loadSimilarQuestions(), [], language);
  const intents = new TextModel(fitTextModel(samples, INTENT_IDS, LEAST_INTENT_FEATURE));
  const tools = loadTools(projectPath('data'));
  const engine = buildEngine(snapshot, { ...tools, intents: { ...tools.intents, intents } });
  const report = trainContext(
    engine,
    CONVERSATIONS.map(({ name, ...taught }) => ({ dialogues: readDialogues(name), ...taught })),
  );
  printContext(report);
  write('context', report.weights, options);
  write('relation', report.relation, options);
}

function readDialogues(name: string): JudgedDialogue[] {
  return readJsonLines(projectPath('data', `${name}.jsonl`)).filter(isDialogue);
}

/** One line a feature: the larger models stay readable and their changes can be compared. */
function write(name: string, weights: object, { dryRun }: Options): void {
  if (dryRun) return;
  const text = JSON.stringify(weights, null, 1)
    .replace(/\n {3,}/g, '')
    .replace(/\n {2}(?=[\]}])/g, '');
  writeFileSync(projectPath('data', 'model', `${name}.json`), `${text}\n`);
  console.log(`已写入 data/model/${name}.json`);
}
