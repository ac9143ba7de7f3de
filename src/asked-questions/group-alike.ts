/** A term of a wording with how much it says. */
export interface WeighedTerm {
  key: string;
  weight: number;
}

/** A wording to be grouped. */
export interface Wording {
  text: string;
  terms: readonly WeighedTerm[];
  /** How often it was asked. */
  count: number;
}

/** Shared weight over all weight from which two wordings are taken to ask for the same. */
const ALIKE_FROM = 0.28;

/**
 * Puts wordings together that share most of what they say. The commonest wording leads a group; every other one joins the
 * leader it is most like. The same wordings give the same groups, in whatever order they come.
 *
 * @returns groups of wordings, the leader of each first.
 */
export function groupAlike<T extends Wording>(wordings: readonly T[]): T[][] {
  const ordered = [...wordings].sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
  const groups: T[][] = [];
  const weights: number[] = [];
  /** Term → leaders that have it, with its weight. */
  const leaders = new Map<string, { group: number; weight: number }[]>();
  for (const wording of ordered) {
    const total = weightOf(wording.terms);
    const shared = new Map<number, number>();
    for (const { key, weight } of wording.terms)
      for (const leader of leaders.get(key) ?? [])
        shared.set(leader.group, (shared.get(leader.group) ?? 0) + Math.min(weight, leader.weight));
    let best = -1;
    let most = ALIKE_FROM;
    for (const [group, weight] of shared) {
      const likeness = weight / (total + (weights[group] as number) - weight);
      if (likeness > most || (likeness === most && best < 0)) {
        most = likeness;
        best = group;
      }
    }
    if (best >= 0) {
      groups[best]?.push(wording);
      continue;
    }
    const group = groups.push([wording]) - 1;
    weights.push(total);
    for (const { key, weight } of wording.terms) {
      const list = leaders.get(key);
      if (list) list.push({ group, weight });
      else leaders.set(key, [{ group, weight }]);
    }
  }
  return groups;
}

function weightOf(terms: readonly WeighedTerm[]): number {
  return terms.reduce((sum, { weight }) => sum + weight, 0);
}
