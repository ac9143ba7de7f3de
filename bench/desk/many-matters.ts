import type { ItemRecord, Snapshot } from '../../src/catalogue/snapshot.js';

/** Kinds that lists really tell apart, so that copies have to be told apart by their words, too. */
const KINDS = ['个人', '企业', '社会组织', '农户', '学校', '医院', '外来人员', '残疾人', '老年人', '儿童'];
const STAGES = ['首次', '变更', '延续', '补发', '注销'];

/**
 * A catalogue of so many matters: those of a real one again and again, each time for another kind of person and stage.
 */
export function manyMatters(snapshot: Snapshot, count: number): Snapshot {
  const items: ItemRecord[] = [];
  for (let copy = 0; items.length < count; copy++)
    for (const item of snapshot.items.slice(0, count - items.length))
      items.push(copy === 0 ? item : copyOf(item, copy));
  return { ...snapshot, items };
}

function copyOf(item: ItemRecord, copy: number): ItemRecord {
  const kind = `${KINDS[copy % KINDS.length]}${STAGES[Math.floor(copy / KINDS.length) % STAGES.length]}`;
  const id = `${item.id}-${copy}`;
  return {
    ...item,
    id,
    name: `${item.name}（${kind}）`,
    questions: item.questions.map((question) => `${kind}${question}`),
    linked: [],
    implementations: item.implementations.map((own) => ({ ...own, itemId: id })),
  };
}
