/** How well the right ones are placed. */
export interface RankFigures {
  /** Share (0–1) of the questions whose first candidate is right. */
  recallAt1: number;
  /** … with a right one among the first three. */
  recallAt3: number;
  /** Mean of 1 ÷ rank, 0 where nothing right was found among the candidates looked at. */
  mrrAt10: number;
}

/** @param ranks - place of the first right candidate of each question, from 1; 0: not among them. */
export function rankFigures(ranks: readonly number[]): RankFigures {
  const total = Math.max(1, ranks.length);
  return {
    recallAt1: ranks.filter((rank) => rank === 1).length / total,
    recallAt3: ranks.filter((rank) => rank > 0 && rank <= 3).length / total,
    mrrAt10: ranks.reduce((sum, rank) => sum + (rank > 0 ? 1 / rank : 0), 0) / total,
  };
}

/** @returns the value below which a share (0–1) of the sorted numbers lies; 0 when there are none. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
