import type { ItemRecord } from '../catalogue/snapshot.js';
import type { Engine } from '../matching/engine.js';
import { WordingIndex } from './wording-index.js';

/** A wording that stands nearly the same under two matters that one resident can reach. */
export interface Collision {
  wording: string;
  item: string;
  other: string;
  otherWording: string;
  /** Cosine of the two wordings, 0–1. */
  likeness: number;
}

/**
 * Finds wordings that pull towards two matters, each pair once: the other matter is neither the same nor linked, and both are handled
 * for one and the same region.
 *
 * @param from - least cosine that counts as a collision.
 */
export function findCollisions(engine: Engine, from: number): Collision[] {
  const wordings = new WordingIndex(engine);
  const collisions: Collision[] = [];
  const seen = new Set<string>();
  for (const { item, notOurs } of engine.matcher.matters) {
    if (notOurs) continue;
    for (const wording of item.questions)
      for (const { matter: other, wording: otherWording, likeness } of wordings.nearest(wording, from)) {
        if (other.item === item || item.linked.includes(other.item.id)) continue;
        if (!other.notOurs && !sharesRegion(engine, item, other.item)) continue;
        // Each of the two finds the other.
        const pair = [`${item.id} ${wording}`, `${other.item.id} ${otherWording}`].sort().join('\n');
        if (seen.has(pair)) continue;
        seen.add(pair);
        collisions.push({ wording, item: nameOf(item), other: nameOf(other.item), otherWording, likeness });
      }
  }
  return collisions.sort((a, b) => b.likeness - a.likeness);
}

function nameOf(item: ItemRecord): string {
  return `${item.id} ${item.name}`;
}

function sharesRegion({ snapshot: { regions } }: Engine, a: ItemRecord, b: ItemRecord): boolean {
  return a.implementations.some((one) =>
    b.implementations.some(
      (two) =>
        regions.covers(one.regionCode, two.regionCode) || regions.covers(two.regionCode, one.regionCode),
    ),
  );
}
