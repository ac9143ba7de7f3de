import { readFileSync } from 'node:fs';
import { FEATURES, type FeatureName } from './features.js';

/** Weights of the ranker, by feature name, as stored in data/model/ranker.json. */
export interface RankerWeights {
  /** How the weights came about, for people. */
  note: string;
  weights: Record<FeatureName, number>;
}

/** A linear model: the score of a candidate is the sum of weight · feature. */
export class RankerModel {
  private readonly weights: Float64Array;

  constructor(readonly source: RankerWeights) {
    this.weights = Float64Array.from(FEATURES, (name) => source.weights[name] ?? 0);
  }

  /** @returns the weight of one feature. */
  weightOf(name: FeatureName): number {
    return this.source.weights[name] ?? 0;
  }

  score(features: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < this.weights.length; i++)
      sum += (this.weights[i] as number) * (features[i] as number);
    return sum;
  }
}

/** Reads the trained weights. */
export function loadRanker(path: string): RankerModel {
  return new RankerModel(JSON.parse(readFileSync(path, 'utf8')) as RankerWeights);
}
