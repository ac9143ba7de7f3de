import type { ItemRecord } from '../catalogue/snapshot.js';
import type { Understanding } from '../language/frame.js';
import { featureValue, type WordingWeights, wordingFeatures } from '../matching/wording-model.js';

const EPOCHS = 8;
const RATE = 0.5;
const LAST_RATE = 0.02;
/** The bias learns slowly: how often a matter was written about says little about how often it is asked for. */
const BIAS_RATE = 0.01;
/** A feature that fewer texts show is chance. */
const LEAST_TEXTS = 2;
/** A smaller error of one matter on one text changes nothing and costs most of the time. */
const LEAST_ERROR = 0.002;
/** Weights kept of the matters' model, the largest: more make the file longer and the answers no better. */
const KEPT_WEIGHTS = 560_000;
/** A name counts as much as this many wordings. */
const NAME_COUNT = 2;

/** One text with its matter. */
interface Sample {
  matter: number;
  features: Set<string>;
}

/**
 * Trains the wording model: softmax regression over the matters, by stochastic gradient descent in a fixed mixed order.
 * Deterministic: the same wordings give the same weights.
 *
 * @param items - matters and topics that are not ours, with the wordings to learn from.
 * @param kept - how many weights are kept, the largest.
 */
export function trainWordings(
  items: readonly ItemRecord[],
  language: Understanding,
  kept = KEPT_WEIGHTS,
): WordingWeights {
  const samples = samplesOf(items, language);
  const vocabulary = frequentFeatures(samples);
  const classes = items.length;
  const weights = new Float32Array(vocabulary.size * classes);
  const bias = new Float32Array(classes);
  const scores = new Float32Array(classes);
  const rows = samples.map(({ features }) =>
    Int32Array.from([...features].flatMap((feature) => vocabulary.get(feature) ?? [])),
  );
  const values = samples.map(({ features }) => featureValue(features.size));
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rate = RATE * (1 - epoch / EPOCHS) + LAST_RATE;
    for (const at of mixedOrder(samples.length, epoch)) {
      const active = rows[at] as Int32Array;
      const value = values[at] as number;
      predict(scores, bias, weights, active, value);
      const right = (samples[at] as Sample).matter;
      const errors = errorsOf(scores, right);
      // The step does not grow with the scale of the values, or long and short texts would learn at different speeds.
      const step = rate / Math.sqrt(active.length || 1);
      for (const row of active)
        for (const { matter, error } of errors) {
          const i = row * classes + matter;
          weights[i] = (weights[i] as number) - step * error;
        }
      for (const { matter, error } of errors)
        bias[matter] = (bias[matter] as number) - rate * BIAS_RATE * error;
    }
  }
  return readable(items, vocabulary, weights, bias, kept);
}

function samplesOf(items: readonly ItemRecord[], language: Understanding): Sample[] {
  return items.flatMap((item, matter) => {
    const names = new Set([item.name, ...item.implementations.map(({ name }) => name)]);
    const texts = [...item.questions, ...[...names].flatMap((name) => Array<string>(NAME_COUNT).fill(name))];
    return texts.map((text) => ({ matter, features: wordingFeatures(language.read(text)) }));
  });
}

function frequentFeatures(samples: readonly Sample[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { features } of samples)
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const frequent = [...counts].filter(([, count]) => count >= LEAST_TEXTS).map(([feature]) => feature);
  return new Map(frequent.sort().map((feature, row) => [feature, row]));
}

/** Every number below `count` once, in an order that differs from epoch to epoch: a fixed stride, no randomness. */
function* mixedOrder(count: number, epoch: number): Generator<number> {
  let stride = Math.floor(count * 0.618) + epoch * 97;
  while (greatestCommonDivisor(stride, count) !== 1) stride++;
  let at = (epoch * 31) % count;
  for (let i = 0; i < count; i++) {
    yield at;
    at = (at + stride) % count;
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function predict(
  scores: Float32Array,
  bias: Float32Array,
  weights: Float32Array,
  active: Int32Array,
  value: number,
): void {
  const classes = scores.length;
  scores.set(bias);
  for (let a = 0; a < active.length; a++) {
    const from = (active[a] as number) * classes;
    for (let i = 0; i < classes; i++)
      scores[i] = (scores[i] as number) + value * (weights[from + i] as number);
  }
}

/** Probability minus truth of every matter for which it is worth a step. */
function errorsOf(scores: Float32Array, right: number): { matter: number; error: number }[] {
  let best = -Infinity;
  for (let i = 0; i < scores.length; i++) if ((scores[i] as number) > best) best = scores[i] as number;
  let sum = 0;
  for (let i = 0; i < scores.length; i++) sum += Math.exp((scores[i] as number) - best);
  const errors: { matter: number; error: number }[] = [];
  for (let i = 0; i < scores.length; i++) {
    const error = Math.exp((scores[i] as number) - best) / sum - (i === right ? 1 : 0);
    if (Math.abs(error) > LEAST_ERROR) errors.push({ matter: i, error });
  }
  return errors;
}

/** The largest weights by name, rounded so that the file stays readable. */
function readable(
  items: readonly ItemRecord[],
  vocabulary: ReadonlyMap<string, number>,
  weights: Float32Array,
  bias: Float32Array,
  kept: number,
): WordingWeights {
  const sizes = weights.map(Math.abs).sort();
  const least = sizes[Math.max(0, sizes.length - kept)] ?? 0;
  const features: Record<string, number[]> = {};
  for (const [feature, row] of vocabulary) {
    const list: number[] = [];
    for (let i = 0; i < items.length; i++) {
      const weight = weights[row * items.length + i] as number;
      if (weight !== 0 && Math.abs(weight) >= least) list.push(i, round(weight));
    }
    if (list.length > 0) features[feature] = list;
  }
  return {
    note: 'trained by npm run train',
    matters: items.map(({ id }) => id),
    bias: [...bias].map(round),
    features,
  };
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
