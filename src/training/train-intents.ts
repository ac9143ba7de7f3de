import { readFileSync } from 'node:fs';
import { INTENTS } from '../../intents/index.js';
import { INTENT_IDS, type IntentId } from '../answer/response.js';
import type { Understanding } from '../language/frame.js';
import { featuresOfText } from '../language/intent.js';
import { IntentModel, type IntentWeights } from '../language/intent-model.js';
import { normalise } from '../language/normalise.js';

/** A question with the intent a person gave it. */
export interface LabelledQuestion {
  intent: IntentId;
  question: string;
}

export interface IntentReport {
  weights: IntentWeights;
  /** Share of right intents on folds not trained on. */
  crossValidated: number;
  questions: number;
  /** Pairs of intents taken for each other most often: `given → read`, count. */
  confusions: [string, number][];
}

const FOLDS = 5;
const EPOCHS = 40;
const RATE = 0.15;
const L2 = 0.0004;
/** A feature that fewer questions show is chance. */
const LEAST_QUESTIONS = 3;
/** Smaller weights change nothing and make the file unreadable. */
const LEAST_WEIGHT = 0.08;

/**
 * Reads data/intent-questions.tsv (intent, TAB, question) and the examples of the intents.
 * @throws {Error} naming the line whose intent does not exist.
 */
export function readLabelledQuestions(path: string): LabelledQuestion[] {
  const labelled = readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .flatMap((line, index) => {
      if (!line.trim() || line.startsWith('#')) return [];
      const [intent, question] = line.split('\t');
      if (!question || !INTENT_IDS.includes(intent as IntentId))
        throw new Error(`${path} 第 ${index + 1} 行：应为 意图 TAB 问题`);
      return [{ intent: intent as IntentId, question }];
    });
  const examples = INTENTS.flatMap(({ id, examples }) =>
    examples.map((question) => ({ intent: id, question })),
  );
  return [...labelled, ...examples];
}

/** Trains the intent model; deterministic. */
export function trainIntents(questions: readonly LabelledQuestion[], language: Understanding): IntentReport {
  const samples = questions.map(({ intent, question }) => {
    const text = language.lexicon.correct(normalise(question));
    return { intent, features: [...featuresOfText(text)] };
  });
  const confusions = new Map<string, number>();
  let right = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const model = new IntentModel(fit(samples.filter((_, i) => i % FOLDS !== fold)));
    samples.forEach(({ intent, features }, i) => {
      if (i % FOLDS !== fold) return;
      const read = bestOf(model, features);
      if (read === intent) right++;
      else confusions.set(`${intent} → ${read}`, (confusions.get(`${intent} → ${read}`) ?? 0) + 1);
    });
  }
  return {
    weights: fit(samples),
    crossValidated: right / Math.max(1, samples.length),
    questions: samples.length,
    confusions: [...confusions].sort((a, b) => b[1] - a[1]).slice(0, 15),
  };
}

type Sample = { intent: IntentId; features: string[] };

function bestOf(model: IntentModel, features: readonly string[]): IntentId {
  const probabilities = model.predict(features);
  let best = 0;
  probabilities.forEach((probability, i) => {
    if (probability > (probabilities[best] as number)) best = i;
  });
  return model.intents[best] as IntentId;
}

/** Softmax regression by averaged stochastic gradient descent in the order of the file. */
function fit(samples: readonly Sample[]): IntentWeights {
  const intents = INTENT_IDS.filter((id) => samples.some((sample) => sample.intent === id));
  const features = frequentFeatures(samples);
  const rows = Array.from({ length: features.size + 1 }, () => new Float64Array(intents.length));
  const bias = rows[features.size] as Float64Array;
  const indexed = samples.map(({ intent, features: names }) => ({
    right: intents.indexOf(intent),
    active: [...names.flatMap((name) => features.get(name) ?? []), features.size],
  }));
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rate = RATE / (1 + epoch * 0.1);
    for (let step = 0; step < indexed.length; step++) {
      // A fixed stride visits the samples in mixed order without randomness.
      const { right, active } = indexed[(step * 7919) % indexed.length] as (typeof indexed)[number];
      const scores = new Float64Array(intents.length);
      for (const at of active)
        for (let i = 0; i < scores.length; i++)
          scores[i] = (scores[i] as number) + ((rows[at] as Float64Array)[i] as number);
      const best = Math.max(...scores);
      let sum = 0;
      for (let i = 0; i < scores.length; i++) sum += scores[i] = Math.exp((scores[i] as number) - best);
      for (const at of active) {
        const row = rows[at] as Float64Array;
        for (let i = 0; i < row.length; i++) {
          const error = (scores[i] as number) / sum - (i === right ? 1 : 0);
          row[i] = (row[i] as number) - rate * (error + L2 * (row[i] as number));
        }
      }
    }
  }
  const named = (row: Float64Array): Record<string, number> =>
    Object.fromEntries(
      intents.flatMap((intent, i) =>
        Math.abs(row[i] as number) < LEAST_WEIGHT ? [] : [[intent, Number((row[i] as number).toFixed(2))]],
      ),
    );
  const weights: IntentWeights['weights'] = {};
  for (const [name, at] of features) {
    const row = named(rows[at] as Float64Array);
    if (Object.keys(row).length > 0) weights[name] = row;
  }
  return { note: 'trained by npm run train', intents: [...intents], bias: named(bias), weights };
}

function frequentFeatures(samples: readonly Sample[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { features } of samples)
    for (const name of features) counts.set(name, (counts.get(name) ?? 0) + 1);
  const frequent = [...counts].filter(([, count]) => count >= LEAST_QUESTIONS).map(([name]) => name);
  return new Map(frequent.sort().map((name, index) => [name, index]));
}
