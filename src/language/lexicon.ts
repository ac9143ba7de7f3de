import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FormHit, FormTrie, longestOnly } from './form-trie.js';
import { normalise } from './normalise.js';

/** What a concept is; one file of data/lexicon a kind. */
const CONCEPT_KINDS = ['action', 'object', 'person', 'situation', 'place'] as const;
export type ConceptKind = (typeof CONCEPT_KINDS)[number];

/** One meaning with all the words people use for it. */
export interface Concept {
  id: string;
  kind: ConceptKind;
  /** Words that mean just this (two-way). */
  forms: string[];
  /** Ids of concepts that this one makes likely (one-way): 搞落 → 补办. */
  implies: string[];
}

/** A line of a lexicon file that cannot be used. */
export class LexiconError extends Error {
  constructor(file: string, line: number, problem: string) {
    super(`词库 ${file} 第 ${line} 行：${problem}`);
    this.name = 'LexiconError';
  }
}

/**
 * The words people use, as data. Files in data/lexicon/ are TAB-separated with three columns:
 * concept · forms separated by `|` · implied concepts separated by `|` (may be empty). `#` begins a comment.
 * `spelling.tsv` has two columns: right form · wrong forms separated by `|`.
 */
export class Lexicon {
  private readonly trie = new FormTrie<Concept>();
  private readonly spelling = new FormTrie<string>();
  private readonly byId = new Map<string, Concept>();

  constructor(
    concepts: readonly Concept[],
    /** Wrong form → right form. */
    readonly misspellings: ReadonlyMap<string, string> = new Map(),
  ) {
    for (const concept of concepts) {
      this.byId.set(concept.id, concept);
      for (const form of concept.forms) this.trie.add(form, concept);
    }
    for (const [wrong, right] of misspellings) this.spelling.add(wrong, right);
  }

  get concepts(): Iterable<Concept> {
    return this.byId.values();
  }

  /** @returns the concept with this id, or null. */
  find(id: string): Concept | null {
    return this.byId.get(id) ?? null;
  }

  /** @returns this lexicon with forms from elsewhere; those of a concept that it lacks are passed over. */
  with(added: readonly { concept: string; form: string }[]): Lexicon {
    if (added.length === 0) return this;
    const concepts = new Map([...this.byId].map(([id, concept]) => [id, { ...concept }]));
    for (const { concept: id, form } of added) {
      const concept = concepts.get(id);
      if (concept) concept.forms = [...new Set([...concept.forms, ...split(form)])];
    }
    return new Lexicon([...concepts.values()], this.misspellings);
  }

  /** Replaces known misspellings: 社宝卡 → 社保卡. Longest first; overlapping ones are left alone. */
  correct(text: string): string {
    const hits = longestOnly(this.spelling.scan(text));
    if (hits.length === 0) return text;
    let corrected = '';
    let from = 0;
    for (const hit of hits) {
      if (hit.start < from) continue;
      corrected += text.slice(from, hit.start) + hit.value;
      from = hit.end;
    }
    return corrected + text.slice(from);
  }

  /** @returns concepts named in a normalised text, each hit not inside a longer one. */
  scan(text: string): FormHit<Concept>[] {
    return longestOnly(this.trie.scan(text));
  }
}

/**
 * Reads all lexicon files of a folder.
 * @throws {LexiconError} naming file, line and what is wrong.
 */
export function loadLexicon(folder: string): Lexicon {
  const concepts = new Map<string, Concept>();
  const implied: Implied[] = [];
  const spelling = new Map<string, string>();
  for (const kind of CONCEPT_KINDS)
    for (const name of readdirSync(folder).sort()) {
      if (name !== `${kind}s.tsv` && !name.startsWith(`${kind}s-`)) continue;
      implied.push(...readConcepts(join(folder, name), name, kind, concepts));
    }
  for (const { line, columns } of readTable(join(folder, 'spelling.tsv'))) {
    const [right, wrong] = columns;
    if (!right || !wrong) throw new LexiconError('spelling.tsv', line, '应有两列：正确写法、错误写法');
    for (const form of split(wrong)) spelling.set(form, right);
  }
  for (const { file, line, by, id } of implied)
    if (!concepts.has(id)) throw new LexiconError(file, line, `概念“${by}”引用了不存在的“${id}”`);
  return new Lexicon([...concepts.values()], spelling);
}

/** Where a line says that one concept makes another likely, which a later file may hold. */
interface Implied {
  file: string;
  line: number;
  by: string;
  id: string;
}

/** Reads one file into `concepts`. @returns what its lines imply. */
function readConcepts(
  path: string,
  name: string,
  kind: ConceptKind,
  concepts: Map<string, Concept>,
): Implied[] {
  const found: Implied[] = [];
  for (const { line, columns } of readTable(path)) {
    const [id, forms = '', implies = ''] = columns;
    if (!id) throw new LexiconError(name, line, '第一列（概念）为空');
    if (columns.length > 3) throw new LexiconError(name, line, '多于三列，请检查制表符');
    const known = concepts.get(id);
    if (known && known.kind !== kind)
      throw new LexiconError(name, line, `概念“${id}”已是另一类（${known.kind}）`);
    const concept = known ?? { id, kind, forms: [normalise(id)], implies: [] };
    concept.forms.push(...split(forms).filter((form) => !concept.forms.includes(form)));
    for (const implied of implies.split('|').map((part) => part.trim())) {
      if (!implied) continue;
      concept.implies.push(implied);
      found.push({ file: name, line, by: id, id: implied });
    }
    concepts.set(id, concept);
  }
  return found;
}

function readTable(path: string): { line: number; columns: string[] }[] {
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .map((text, index) => ({ line: index + 1, columns: text.split('\t').map((part) => part.trim()) }))
    .filter(({ columns }) => columns[0] !== '' || columns.length > 1)
    .filter(({ columns }) => !columns[0]?.startsWith('#'));
}

/** Forms are folded like questions, so that they can meet. */
function split(forms: string): string[] {
  return forms
    .split('|')
    .map((form) => normalise(form))
    .filter(Boolean);
}
