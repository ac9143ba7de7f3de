import type { ItemRecord } from '../catalogue/snapshot.js';
import type { Engine } from '../matching/engine.js';

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
 * Finds wordings that pull towards two matters: the other matter is neither the same nor linked, and both are handled
 * for one and the same region.
 *
 * @param from - least cosine that counts as a collision.
 */
export function findCollisions(engine: Engine, from = 0.8): Collision[] {
  const { matcher, language } = engine;
  const collisions: Collision[] = [];
  for (const { item, notOurs } of matcher.matters) {
    if (notOurs) continue;
    for (const wording of item.questions) {
      const { nearest, nearestWording } = matcher.index.score(matcher.index.query(language.termsOf(wording)));
      matcher.matters.forEach((other, number) => {
        const likeness = nearest[number] as number;
        if (likeness < from || other.item === item || item.linked.includes(other.item.id)) return;
        if (!other.notOurs && !sharesRegion(engine, item, other.item)) return;
        const position = (nearestWording[number] as number) - matcher.index.firstWordingOf(number);
        const otherWording = other.item.questions[position] ?? '';
        collisions.push({ wording, item: nameOf(item), other: nameOf(other.item), otherWording, likeness });
      });
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
