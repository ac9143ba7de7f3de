import type { NetworkWeights } from '../matching/network.js';
import type { RankingGroup } from './linear.js';
import { mixedNumbers } from './mixed-numbers.js';

export interface NetworkOptions {
  /** Hidden units. */
  units: number;
  /** Pull towards zero, per group. */
  l2: number;
}

const EPOCHS = 40;
/** Groups that are looked at between two steps. */
const BATCH = 64;
/** Size of the first step; the later ones get smaller, down to nothing. */
const RATE = 0.01;

/**
 * Softmax over the candidates of each group (listwise) of a weighted sum and hidden units, by Adam. It begins with the same
 * small numbers and takes the groups in the same mixed order every time, so the same data gives the same weights.
 */
export function trainNetwork(groups: readonly RankingGroup[], { units, l2 }: NetworkOptions): NetworkWeights {
  const size = groups[0]?.candidates[0]?.length ?? 0;
  const scale = scaleOf(groups, size);
  const rows = groups.map(({ candidates }) => candidates.map((features) => scaled(features, scale)));
  const next = mixedNumbers();
  const layers = new Layers(size, units, next);
  const order = [...groups.keys()];
  const batches = Math.ceil(groups.length / BATCH);
  const steps = EPOCHS * batches;
  for (let step = 1; step <= steps; step++) {
    const batch = (step - 1) % batches;
    if (batch === 0) mix(order, next);
    for (const group of order.slice(batch * BATCH, (batch + 1) * BATCH)) {
      const { right, weight = 1 } = groups[group] as RankingGroup;
      layers.learnFrom(rows[group] as Float64Array[], right, weight / BATCH);
    }
    layers.step(step, RATE * (1 - step / steps), l2);
  }
  return layers.weights(scale);
}

/** Mean and spread of each feature: in training all are brought to one size. */
interface Scale {
  mean: Float64Array;
  spread: Float64Array;
}

function scaleOf(groups: readonly RankingGroup[], size: number): Scale {
  const rows = groups.flatMap(({ candidates }) => candidates);
  const average = (of: (row: Float64Array, i: number) => number): Float64Array =>
    Float64Array.from(
      { length: size },
      (_, i) => rows.reduce((sum, row) => sum + of(row, i), 0) / rows.length,
    );
  const mean = average((row, i) => row[i] as number);
  const variance = average((row, i) => ((row[i] as number) - (mean[i] as number)) ** 2);
  return { mean, spread: variance.map((value) => Math.sqrt(value) || 1) };
}

function scaled(features: Float64Array, { mean, spread }: Scale): Float64Array {
  return features.map((value, i) => (value - (mean[i] as number)) / (spread[i] as number));
}

/**
 * A network while it learns. All weights stand in one array: those of the features, where the units start, what they count,
 * then unit by unit the weights of the features.
 */
class Layers {
  private readonly values: Float64Array;
  private readonly gradient: Float64Array;
  private readonly first: Float64Array;
  private readonly second: Float64Array;

  constructor(
    private readonly size: number,
    private readonly units: number,
    next: () => number,
  ) {
    const length = this.startOf(units);
    [this.values, this.gradient, this.first, this.second] = Array.from(
      { length: 4 },
      () => new Float64Array(length),
    ) as [Float64Array, Float64Array, Float64Array, Float64Array];
    // Units that begin alike would stay alike.
    for (let i = size + units; i < length; i++) this.values[i] = 0.3 * (next() - 0.5);
  }

  /** Where the weights of a unit begin. */
  private startOf(unit: number): number {
    return this.size + 2 * this.units + unit * this.size;
  }

  /** Adds to the gradient what the scores of a group of candidates are wrong by. */
  learnFrom(rows: readonly Float64Array[], right: number, weight: number): void {
    const activations = rows.map((row) => this.activate(row));
    const scores = rows.map((row, index) => this.score(row, activations[index] as Float64Array));
    const best = Math.max(...scores);
    const powers = scores.map((score) => Math.exp(score - best));
    const sum = powers.reduce((a, b) => a + b, 0);
    rows.forEach((row, index) => {
      const share = (powers[index] as number) / sum;
      const error = weight * (share - (index === right ? 1 : 0));
      this.blame(row, activations[index] as Float64Array, error);
    });
  }

  private activate(row: Float64Array): Float64Array {
    const { size, units, values } = this;
    const activations = new Float64Array(units);
    for (let unit = 0; unit < units; unit++) {
      const start = this.startOf(unit);
      let sum = values[size + unit] as number;
      for (let i = 0; i < size; i++) sum += (values[start + i] as number) * (row[i] as number);
      activations[unit] = Math.tanh(sum);
    }
    return activations;
  }

  private score(row: Float64Array, activations: Float64Array): number {
    const { size, units, values } = this;
    let score = 0;
    for (let i = 0; i < size; i++) score += (values[i] as number) * (row[i] as number);
    for (let unit = 0; unit < units; unit++)
      score += (values[size + units + unit] as number) * (activations[unit] as number);
    return score;
  }

  private blame(row: Float64Array, activations: Float64Array, error: number): void {
    const { size, units, values, gradient } = this;
    addTimes(gradient, 0, row, error);
    for (let unit = 0; unit < units; unit++) {
      const activation = activations[unit] as number;
      const output = size + units + unit;
      const inner = error * (values[output] as number) * (1 - activation * activation);
      gradient[output] = (gradient[output] as number) + error * activation;
      gradient[size + unit] = (gradient[size + unit] as number) + inner;
      addTimes(gradient, this.startOf(unit), row, inner);
    }
  }

  /** One step of Adam; the gradient begins anew. */
  step(step: number, size: number, l2: number): void {
    const { values, gradient, first, second } = this;
    const rate = size / (1 - 0.9 ** step);
    for (let i = 0; i < values.length; i++) {
      const g = (gradient[i] as number) + l2 * (values[i] as number);
      first[i] = 0.9 * (first[i] as number) + 0.1 * g;
      second[i] = 0.999 * (second[i] as number) + 0.001 * g * g;
      const spread = Math.sqrt((second[i] as number) / (1 - 0.999 ** step)) + 1e-8;
      values[i] = (values[i] as number) - (rate * (first[i] as number)) / spread;
    }
    gradient.fill(0);
  }

  /** The same network for features that are not brought to one size. */
  weights({ mean, spread }: Scale): NetworkWeights {
    const { size, units, values } = this;
    const numbers = [...Array(units).keys()];
    const starts = [0, ...numbers.map((unit) => this.startOf(unit))];
    const at = (start: number, i: number): number => (values[start + i] as number) / (spread[i] as number);
    return {
      weights: [...mean.keys()].map((i) => starts.map((start) => at(start, i))),
      units: numbers.map((unit) => ({
        bias: mean.reduce(
          (sum, value, i) => sum - value * at(this.startOf(unit), i),
          values[size + unit] as number,
        ),
        weight: values[size + units + unit] as number,
      })),
    };
  }
}

function addTimes(into: Float64Array, start: number, row: Float64Array, factor: number): void {
  for (let i = 0; i < row.length; i++)
    into[start + i] = (into[start + i] as number) + factor * (row[i] as number);
}

function mix(order: number[], next: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
}
