import { fieldLabel } from '../../entities/elements.js';
import type { EntryEdit } from '../../entities/entry-edit.js';
import type { AdditionContent } from './additions.js';
import { EditFinder, entryKey } from './apply-edits.js';
import type { RowName } from './links.js';
import type { MergedCatalogue } from './merge.js';
import type { RevisionPlan } from './revision-plan.js';
import type { StoredCatalogue } from './stored-catalogue.js';

/**
 * Sentences in Chinese for whoever keeps links, wordings, guides and edits: what of theirs a publication passes over.
 *
 * @param orphans - headings of wordings that name no row.
 * @param lost - wordings added at the desk whose matter is gone.
 */
export function publicationWarnings(
  stored: StoredCatalogue,
  plan: RevisionPlan,
  merged: MergedCatalogue,
  orphans: readonly RowName[],
  lost: readonly AdditionContent[],
): string[] {
  return [
    ...linkWarnings(merged),
    ...merged.orphans.map(guideWarning),
    ...orphans.map(questionWarning),
    ...lost.map(({ target, text }) => `补充的问法“${text}”已无处可用：目录里没有事项“${target}”了`),
    ...editWarnings(stored, plan),
  ];
}

function linkWarnings({ refused }: MergedCatalogue): string[] {
  const reasons = {
    rowMissing: '清单中没有其中一行',
    sameRegion: '同一行政区划内的两行不能并为一个事项',
    sameMatter: '两行本来就是同一事项',
  };
  return refused.map(
    ({ link: { from, to }, reason }) =>
      `关联“${from.key} ${from.name}”与“${to.key} ${to.name}”未采用：${reasons[reason]}`,
  );
}

function guideWarning(key: string): string {
  return `办事资料“${key}”未采用：目录中没有它说明的事项`;
}

function questionWarning({ key, name }: RowName): string {
  return `相似问“${key} ${name}”未采用：清单中没有这一行`;
}

/** A newer list must not bring a value that nobody sees because an old edit lies over it. */
function editWarnings(stored: StoredCatalogue, { open, close }: RevisionPlan): string[] {
  const ended = new Set(close.edits);
  const edits = [...stored.edits.filter(({ id }) => !ended.has(id)), ...open.edits];
  const closed = new Set(close.implementations);
  const implementations = [
    ...stored.implementations.filter(({ id }) => !closed.has(id)),
    ...open.implementations,
  ];
  const finder = new EditFinder({ edits: edits as EntryEdit[], implementations });
  const placed = new Set(implementations.flatMap((entry) => finder.find(entry)));
  const before = new Map(stored.implementations.map((entry) => [entryKey(entry), entry]));
  const hidden = open.implementations.flatMap((now) =>
    finder
      .find(now)
      .filter(({ field }) => {
        const old = before.get(entryKey(now));
        return old && JSON.stringify(old.elements[field]) !== JSON.stringify(now.elements[field]);
      })
      .map(
        ({ field }) =>
          `“${now.name}”的“${fieldLabel(field)}”有修订在用，清单里的新内容不会显示，请到该事项核对后撤下修订`,
      ),
  );
  const lost = edits
    .filter((edit) => !placed.has(edit as EntryEdit))
    .map(
      ({ itemId, field }) => `对“${itemId}”的“${fieldLabel(field)}”的修订已无处可用：目录里没有这个事项了`,
    );
  return [...hidden, ...lost];
}
