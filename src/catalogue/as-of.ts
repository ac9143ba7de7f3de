import type { Elements, Statement } from '../../entities/elements.js';
import type { ImplementationRecord, ItemRecord } from './snapshot.js';

/**
 * A matter with what its sources told by a day: statements of a page or document dated later are left out. What has no
 * date stays, because nobody can say that it came later.
 *
 * @param day - ISO date.
 * @returns null when no implementation has a source of that time.
 */
export function itemAsOf(item: ItemRecord, day: string): ItemRecord | null {
  const implementations = item.implementations.flatMap((own) => implementationAsOf(own, day) ?? []);
  return implementations.length > 0 ? { ...item, implementations } : null;
}

function implementationAsOf(own: ImplementationRecord, day: string): ImplementationRecord | null {
  const later = own.sources.map(({ date }) => date !== null && date > day);
  if (!later.includes(true)) return own;
  if (!later.includes(false)) return null;
  // Statements name their source by its place in the list.
  const place = new Map<number, number>();
  for (const [index, isLater] of later.entries()) if (!isLater) place.set(index, place.size);
  const elements: Record<string, Statement<unknown>[]> = {};
  for (const [key, statements] of Object.entries(own.elements as Record<string, Statement<unknown>[]>)) {
    const kept = statements.flatMap((statement) => {
      const source = place.get(statement.source);
      return source === undefined ? [] : [{ ...statement, source }];
    });
    if (kept.length > 0) elements[key] = kept;
  }
  return { ...own, elements: elements as Elements, sources: own.sources.filter((_, index) => !later[index]) };
}
