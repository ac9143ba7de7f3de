import { dot } from '../matching/network.js';

/** One group of candidates of which one is right. */
export interface RankingGroup {
  candidates: Float64Array[];
  right: number;
  /** How much it counts; 1 when left out. */
  weight?: number;
}

/** One example for a yes/no question. */
export interface BinaryExample {
  features: Float64Array;
  right: boolean;
}

const STEPS = 150;
const RATE = 0.05;

/**
 * Softmax regression over the candidates of each group (listwise), by full-batch Adam: no randomness, so the same
 * data gives the same weights.
 *
 * @param l2 - pull towards zero, per group.
 * @returns one weight per feature.
 */
export function trainRanking(
  groups: readonly RankingGroup[],
  start: Float64Array,
  l2 = 0.0005,
): Float64Array {
  return minimise(start, (weights, gradient) => {
    for (const { candidates, right, weight = 1 } of groups) {
      const scores = candidates.map((features) => dot(weights, features));
      const best = Math.max(...scores);
      const powers = scores.map((score) => Math.exp(score - best));
      const sum = powers.reduce((a, b) => a + b, 0);
      candidates.forEach((features, index) => {
        const error = weight * ((powers[index] as number) / sum - (index === right ? 1 : 0));
        for (let i = 0; i < gradient.length; i++)
          gradient[i] = (gradient[i] as number) + (error * (features[i] as number)) / groups.length;
      });
    }
    for (let i = 0; i < gradient.length; i++)
      gradient[i] = (gradient[i] as number) + l2 * (weights[i] as number);
  });
}

/** Logistic regression, deterministic as above. */
export function trainBinary(examples: readonly BinaryExample[], size: number, l2 = 0.0005): Float64Array {
  return minimise(new Float64Array(size), (weights, gradient) => {
    for (const { features, right } of examples) {
      const error = 1 / (1 + Math.exp(-dot(weights, features))) - (right ? 1 : 0);
      for (let i = 0; i < size; i++)
        gradient[i] = (gradient[i] as number) + (error * (features[i] as number)) / examples.length;
    }
    for (let i = 0; i < size; i++) gradient[i] = (gradient[i] as number) + l2 * (weights[i] as number);
  });
}

function minimise(
  start: Float64Array,
  addGradient: (weights: Float64Array, gradient: Float64Array) => void,
): Float64Array {
  const weights = Float64Array.from(start);
  const first = new Float64Array(weights.length);
  const second = new Float64Array(weights.length);
  for (let step = 1; step <= STEPS; step++) {
    const gradient = new Float64Array(weights.length);
    addGradient(weights, gradient);
    for (let i = 0; i < weights.length; i++) {
      const g = gradient[i] as number;
      first[i] = 0.9 * (first[i] as number) + 0.1 * g;
      second[i] = 0.999 * (second[i] as number) + 0.001 * g * g;
      const rate = RATE / (1 - 0.9 ** step);
      weights[i] =
        (weights[i] as number) -
        (rate * (first[i] as number)) / (Math.sqrt((second[i] as number) / (1 - 0.999 ** step)) + 1e-8);
    }
  }
  return weights;
}
