import type { LanguageAddition } from '../../entities/language-addition.js';
import { sha256 } from './canonical.js';
import type { SnapshotAdditions } from './snapshot.js';

/** Words as keepers write them down. */
export type AdditionContent = Pick<LanguageAddition, 'kind' | 'target' | 'text' | 'advice'>;

/** What a publication does to the added words. */
export interface AdditionChanges {
  add: readonly (AdditionContent & Pick<LanguageAddition, 'draftId' | 'addedBy' | 'addedAt'>)[];
  /** Ids of additions that end. */
  withdraw: readonly number[];
}

/** Whether two additions say the same. */
export function sameAddition(a: AdditionContent, b: AdditionContent): boolean {
  return a.kind === b.kind && a.target === b.target && a.text === b.text;
}

/** @returns what is in force after the changes; what is in force already is not added again. */
export function afterChanges<T extends AdditionContent & { id: number }>(
  inForce: readonly T[],
  { add, withdraw }: AdditionChanges,
) {
  const stay = inForce.filter(({ id }) => !withdraw.includes(id));
  const come = add.filter(
    (addition, index) =>
      !stay.some((other) => sameAddition(other, addition)) &&
      add.findIndex((other) => sameAddition(other, addition)) === index,
  );
  return { stay, come };
}

/** Compiles the additions that are no wordings of matters: those are among the wordings already. */
export function compileAdditions(additions: readonly AdditionContent[]): SnapshotAdditions {
  const synonyms = additions
    .filter(({ kind }) => kind === 'synonym')
    .map(({ target, text }) => ({ concept: target, form: text }));
  const topics = new Map<string, SnapshotAdditions['topics'][number]>();
  for (const { kind, target, text, advice } of additions) {
    if (kind !== 'notOurs') continue;
    const topic = topics.get(target) ?? { id: topicId(target), name: target, advice: '', questions: [] };
    topic.questions.push(text);
    // Whoever wrote last knew more.
    topic.advice = advice ?? topic.advice;
    topics.set(target, topic);
  }
  return { synonyms, topics: [...topics.values()] };
}

function topicId(name: string): string {
  return `none-desk-${sha256(name).slice(0, 12)}`;
}
