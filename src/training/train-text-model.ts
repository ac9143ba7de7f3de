import { featureNumber } from '../language/features-of-text.js';
import { TextModel, type TextModelWeights } from '../language/text-model.js';

/** A text's features with the label a person gave it. */
export interface TextSample {
  label: string;
  features: readonly string[];
  /** How often it counts; 1 when left out. */
  weight?: number;
}

export interface TextModelReport {
  weights: TextModelWeights;
  /** Share of right labels on folds not trained on. */
  crossValidated: number;
  samples: number;
  /** Pairs of labels taken for each other most often: `given → read`, count. */
  confusions: [string, number][];
}

const FOLDS = 5;
const EPOCHS = 15;
/** The weights are the mean over the ends of the epochs from this one on: the last text read tells no more than the others. */
const AVERAGED_FROM = 5;
const RATE = 0.05;
const L2 = 0.0004;
/** A feature that fewer texts show is chance. */
const LEAST_TEXTS = 3;
/** Smaller weights change nothing and make the file unreadable. */
const LEAST_WEIGHT = 0.03;
const SHOWN_CONFUSIONS = 15;

/**
 * Trains a text model and tells how it does on folds that it was not trained on; deterministic.
 *
 * @param labels - in the order in which the model numbers them; those without samples are left out.
 * @param leastFeature - a feature of which no label has a weight like this is left out.
 */
export function trainTextModel(
  samples: readonly TextSample[],
  labels: readonly string[],
  leastFeature = LEAST_WEIGHT,
): TextModelReport {
  const confusions = new Map<string, number>();
  let right = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const model = new TextModel(
      fitTextModel(
        samples.filter((_, i) => i % FOLDS !== fold),
        labels,
        leastFeature,
      ),
    );
    samples.forEach(({ label, features }, i) => {
      if (i % FOLDS !== fold) return;
      const read = bestOf(model, features.map(featureNumber));
      if (read === label) right++;
      else confusions.set(`${label} → ${read}`, (confusions.get(`${label} → ${read}`) ?? 0) + 1);
    });
  }
  return {
    weights: fitTextModel(samples, labels, leastFeature),
    crossValidated: right / Math.max(1, samples.length),
    samples: samples.length,
    confusions: [...confusions].sort((a, b) => b[1] - a[1]).slice(0, SHOWN_CONFUSIONS),
  };
}

function bestOf(model: TextModel, features: readonly number[]): string {
  const probabilities = model.predict(features);
  let best = 0;
  probabilities.forEach((probability, i) => {
    if (probability > (probabilities[best] as number)) best = i;
  });
  return model.labels[best] as string;
}

/** Softmax regression by averaged stochastic gradient descent in a fixed mixed order; parameters as of `trainTextModel`. */
export function fitTextModel(
  samples: readonly TextSample[],
  wanted: readonly string[],
  leastFeature = LEAST_WEIGHT,
): TextModelWeights {
  const labels = wanted.filter((id) => samples.some(({ label }) => label === id));
  const features = frequentFeatures(samples);
  const rows = Array.from({ length: features.size + 1 }, () => new Float64Array(labels.length));
  const means = rows.map(() => new Float64Array(labels.length));
  const indexed = samples.map(({ label, features: names, weight = 1 }) => ({
    right: labels.indexOf(label),
    weight,
    active: [...names.flatMap((name) => features.get(name) ?? []), features.size],
  }));
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rate = RATE / (1 + epoch * 0.1);
    for (let step = 0; step < indexed.length; step++) {
      // A fixed stride visits the samples in mixed order without randomness.
      const { right, weight, active } = indexed[(step * 7919) % indexed.length] as (typeof indexed)[number];
      const scores = new Float64Array(labels.length);
      for (const at of active)
        for (let i = 0; i < scores.length; i++)
          scores[i] = (scores[i] as number) + ((rows[at] as Float64Array)[i] as number);
      const best = Math.max(...scores);
      let sum = 0;
      for (let i = 0; i < scores.length; i++) sum += scores[i] = Math.exp((scores[i] as number) - best);
      for (const at of active) {
        const row = rows[at] as Float64Array;
        for (let i = 0; i < row.length; i++) {
          const error = weight * ((scores[i] as number) / sum - (i === right ? 1 : 0));
          row[i] = (row[i] as number) - rate * (error + L2 * (row[i] as number));
        }
      }
    }
    if (epoch >= AVERAGED_FROM) addMean(means, rows, EPOCHS - AVERAGED_FROM);
  }
  const named = (row: Float64Array): Record<string, number> =>
    Object.fromEntries(
      labels.flatMap((label, i) =>
        Math.abs(row[i] as number) < LEAST_WEIGHT ? [] : [[label, Number((row[i] as number).toFixed(2))]],
      ),
    );
  const weights: TextModelWeights['weights'] = {};
  for (const [name, at] of features) {
    const row = means[at] as Float64Array;
    if (row.some((weight) => Math.abs(weight) >= leastFeature)) weights[name] = named(row);
  }
  return {
    note: 'trained by npm run train',
    labels,
    bias: named(means[features.size] as Float64Array),
    weights,
  };
}

/** Adds the rows, each as one of `count` that make the mean. */
function addMean(means: readonly Float64Array[], rows: readonly Float64Array[], count: number): void {
  rows.forEach((row, at) => {
    const mean = means[at] as Float64Array;
    for (let i = 0; i < row.length; i++) mean[i] = (mean[i] as number) + (row[i] as number) / count;
  });
}

function frequentFeatures(samples: readonly TextSample[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { features } of samples)
    for (const name of features) counts.set(name, (counts.get(name) ?? 0) + 1);
  const frequent = [...counts].filter(([, count]) => count >= LEAST_TEXTS).map(([name]) => name);
  return new Map(frequent.sort().map((name, index) => [name, index]));
}
