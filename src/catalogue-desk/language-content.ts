import { type EntityManager, IsNull } from 'typeorm';
import { LanguageAddition } from '../../entities/language-addition.js';
import { ServiceItem } from '../../entities/service-item.js';
import type { AdditionContent } from '../catalogue/additions.js';

/** An addition as a draft that withdraws it names it. */
export type WithdrawnAddition = AdditionContent & { id: number };

/** Content of a draft of the kind `language`: words that come, and additions that go. */
export interface LanguageContent {
  add: AdditionContent[];
  withdraw: WithdrawnAddition[];
  /** Name of whoever proposed it. */
  by: string;
}

/** @returns Chinese sentences: why the words cannot be published as they are. */
export async function languageConflicts(
  manager: EntityManager,
  title: string,
  { add, withdraw }: LanguageContent,
): Promise<string[]> {
  const matters = [...new Set(add.flatMap(({ kind, target }) => (kind === 'wording' ? target : [])))];
  const gone: string[] = [];
  for (const id of matters)
    if (!(await manager.existsBy(ServiceItem, { id, untilRevision: IsNull() })))
      gone.push(`《${title}》的事项“${id}”已不在目录里，请放弃这份草稿。`);
  for (const { id, text } of withdraw)
    if (!(await manager.existsBy(LanguageAddition, { id, untilRevision: IsNull() })))
      gone.push(`《${title}》要撤下的“${text}”已经撤下了，请放弃这份草稿。`);
  return gone;
}
