/** One occurrence of a form in a text: `[start, end)` in UTF-16 units. */
export interface FormHit<T> {
  value: T;
  form: string;
  start: number;
  end: number;
}

/** Finds every occurrence of many fixed forms in one pass over a text. */
export class FormTrie<T> {
  /** Edge (node · 2^16 + UTF-16 unit) → node: one flat map is smaller and faster than a map per node. */
  private readonly edges = new Map<number, number>();
  private readonly entries: ({ form: string; values: T[] } | undefined)[] = [undefined];

  /** Adds a form; one form may carry several values. */
  add(form: string, value: T): void {
    let node = 0;
    for (let i = 0; i < form.length; i++) {
      const edge = node * 0x10000 + form.charCodeAt(i);
      let next = this.edges.get(edge);
      if (next === undefined) {
        next = this.entries.length;
        this.entries.push(undefined);
        this.edges.set(edge, next);
      }
      node = next;
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
        const next = this.edges.get(node * 0x10000 + text.charCodeAt(i));
        if (next === undefined) break;
        node = next;
        const entry = this.entries[node];
        if (entry)
          for (const value of entry.values) hits.push({ value, form: entry.form, start, end: i + 1 });
      }
    }
    return hits;
  }
}

/** Drops each hit that lies inside a longer one: 社保 inside 社保卡 is not meant. */
export function longestOnly<T>(hits: FormHit<T>[]): FormHit<T>[] {
  if (hits.length < 2) return hits;
  return hits.filter(
    (hit) =>
      !hits.some(
        (other) =>
          other.start <= hit.start && other.end >= hit.end && other.end - other.start > hit.end - hit.start,
      ),
  );
}
