import type { Material } from '../../entities/elements.js';
import type { MatterInRegion } from '../answer/resolve.js';
import type { SourceRef } from '../catalogue/snapshot.js';

/** A paper that one or more steps need. */
export interface MergedMaterial {
  name: string;
  /** Form, number and when it is needed, as the sources state them. */
  note: string | null;
  /** Positions of the steps that need it. */
  steps: number[];
  sources: SourceRef[];
}

/** A step as far as papers are concerned. */
export interface StepMatter {
  matter: MatterInRegion | null;
  situation: string | null;
}

const UNVERIFIED = '办理前请电话核实';
/** Words that make the same paper look like another one. */
const DECORATION =
  /[（(][^（）()]*[）)]|[《》“”"\s]|^(?:本人|申请人|当事人|有效的?)+|(?:原件|及?复印件|正反面)+$/g;
const SAME_PAPER: readonly (readonly [RegExp, string])[] = [
  [/^(?:居民|公民)?身份证(?:件)?$|^第?二代身份证$/, '居民身份证'],
  [/^(?:居民|家庭)?户口(?:簿|本|薄)$/, '居民户口簿'],
  [/^(?:出生)?医学出生证明$|^(?:婴儿|新生儿)?出生医学证明(?:书)?$/, '出生医学证明'],
  [/^(?:社保卡|社会保障卡)$/, '社会保障卡'],
  [/^(?:营业执照)(?:副本|正本|正副本)?$/, '营业执照'],
];

/** @returns the papers of all steps, each once, those that most steps need first. */
export function mergeMaterials(steps: readonly StepMatter[]): MergedMaterial[] {
  const merged = new Map<string, MergedMaterial & { notes: Set<string>; keys: Set<string> }>();
  steps.forEach(({ matter, situation }, position) => {
    const stated =
      (situation ? matter?.find('materials', situation) : null) ?? matter?.find('materials') ?? null;
    if (!stated) return;
    const caution = stated.statement.confidence === 'medium' ? UNVERIFIED : null;
    for (const material of stated.value) {
      const key = fold(material.name);
      const entry = merged.get(key) ?? {
        name: key,
        note: null,
        steps: [],
        sources: [],
        notes: new Set<string>(),
        keys: new Set<string>(),
      };
      merged.set(key, entry);
      if (!entry.steps.includes(position)) entry.steps.push(position);
      for (const note of notesOf(material, caution)) entry.notes.add(note);
      const from = `${stated.source.document} ${stated.source.key}`;
      if (!entry.keys.has(from)) entry.sources.push(stated.source);
      entry.keys.add(from);
    }
  });
  return [...merged.values()]
    .sort((a, b) => b.steps.length - a.steps.length || (a.steps[0] ?? 0) - (b.steps[0] ?? 0))
    .map(({ name, steps: needed, sources, notes }) => ({
      name,
      note: notes.size > 0 ? [...notes].join('；') : null,
      steps: needed,
      sources,
    }));
}

function notesOf({ form, copies, note, substitute }: Material, caution: string | null): string[] {
  const count = copies === undefined ? '' : `${copies}份`;
  const inBrackets = [form, count].filter(Boolean).join('');
  return [inBrackets, note, substitute, caution].filter((part): part is string => Boolean(part));
}

function fold(name: string): string {
  const bare = name.replace(DECORATION, '');
  return SAME_PAPER.find(([form]) => form.test(bare))?.[1] ?? (bare || name);
}
