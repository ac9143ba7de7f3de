/** A weighted sum of features beside a layer of hidden units, as weights. */
export interface NetworkWeights {
  /** Of each feature: its own weight, then its weight in each hidden unit. */
  weights: readonly (readonly number[])[];
  /** Of each hidden unit: where it starts, and what it counts. */
  units: readonly { bias: number; weight: number }[];
}

/** What the hidden units add lets a feature mean another thing beside others. */
export class Network {
  private readonly own: Float64Array;
  private readonly hidden: readonly Float64Array[];

  constructor(private readonly source: NetworkWeights) {
    const weightsOf = (at: number): Float64Array =>
      Float64Array.from(source.weights, (ofFeature) => ofFeature[at] ?? 0);
    this.own = weightsOf(0);
    this.hidden = source.units.map((_, unit) => weightsOf(unit + 1));
  }

  score(features: Float64Array): number {
    let score = dot(this.own, features);
    this.source.units.forEach(({ bias, weight }, unit) => {
      score += weight * Math.tanh(bias + dot(this.hidden[unit] as Float64Array, features));
    });
    return score;
  }
}

/** @returns the sum of the products of two vectors of one length. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
