/** One occurrence of a form in a text: `[start, end)` in UTF-16 units. */
export interface FormHit<T> {
  value: T;
  form: string;
  start: number;
  end: number;
}

/** Finds every occurrence of many fixed forms in one pass over a text. */
export class FormTrie<T> {
  /** Most nodes have one edge: its UTF-16 unit and where it leads, by node; 0 is no node to lead to. */
  private readonly units: number[] = [0];
  private readonly nodes: number[] = [0];
  /** Edges of the nodes that have more than one, by node. */
  private readonly branches: (Map<number, number> | undefined)[] = [undefined];
  private readonly entries: ({ form: string; values: T[] } | undefined)[] = [undefined];

  /** Adds a form; one form may carry several values. */
  add(form: string, value: T): void {
    let node = 0;
    for (let i = 0; i < form.length; i++) {
      const unit = form.charCodeAt(i);
      node = this.next(node, unit) || this.grow(node, unit);
    }
    const entry = this.entries[node];
    if (!entry) this.entries[node] = { form, values: [value] };
    else if (!entry.values.includes(value)) entry.values.push(value);
  }

  /** @returns all occurrences, in order of their start, shorter ones first. */
  scan(text: string): FormHit<T>[] {
    const hits: FormHit<T>[] = [];
    for (let start = 0; start < text.length; start++) {
      let node = 0;
      for (let i = start; i < text.length; i++) {
        node = this.next(node, text.charCodeAt(i));
        if (node === 0) break;
        const entry = this.entries[node];
        if (entry)
          for (const value of entry.values) hits.push({ value, form: entry.form, start, end: i + 1 });
      }
    }
    return hits;
  }

  /** @returns the node that an edge leads to; 0 when there is none. */
  private next(node: number, unit: number): number {
    if (this.units[node] === unit) return this.nodes[node] as number;
    return this.branches[node]?.get(unit) ?? 0;
  }

  private grow(node: number, unit: number): number {
    const added = this.entries.length;
    this.entries.push(undefined);
    this.units.push(0);
    this.nodes.push(0);
    this.branches.push(undefined);
    if (this.nodes[node] === 0) {
      this.units[node] = unit;
      this.nodes[node] = added;
    } else {
      const edges = this.branches[node] ?? new Map<number, number>();
      this.branches[node] = edges.set(unit, added);
    }
    return added;
  }
}

/**
 * Drops each hit that lies inside a longer one: 社保 inside 社保卡 is not meant.
 *
 * @param hits - as `scan` gives them: by start, shorter ones first.
 */
export function longestOnly<T>(hits: FormHit<T>[]): FormHit<T>[] {
  if (hits.length < 2) return hits;
  const kept: FormHit<T>[] = [];
  /** Where the hits end that began earlier. */
  let covered = 0;
  for (let from = 0; from < hits.length; ) {
    const { start } = hits[from] as FormHit<T>;
    let to = from;
    while (to < hits.length && (hits[to] as FormHit<T>).start === start) to++;
    const { end } = hits[to - 1] as FormHit<T>;
    if (end > covered) {
      for (let i = from; i < to; i++) {
        const hit = hits[i] as FormHit<T>;
        if (hit.end === end) kept.push(hit);
      }
      covered = end;
    }
    from = to;
  }
  return kept;
}
