/** 行政区划 (GB/T 2260). */
export interface Region {
  code: string;
  name: string;
  /** Names people use: 大足, 垫江, 万州 … The first is the usual short name. */
  shortNames: string[];
  level: 'nation' | 'province' | 'city' | 'county' | 'town' | 'village';
  /** Code of the parent; `null` for the nation. */
  parent: string | null;
}

/** All regions of the deployment with the look-ups that matching and answers need. */
export class RegionTree {
  private readonly byCode = new Map<string, Region>();
  private readonly byName = new Map<string, Region[]>();

  constructor(readonly all: readonly Region[]) {
    for (const region of all) {
      this.byCode.set(region.code, region);
      for (const name of new Set([region.name, ...region.shortNames])) {
        const same = this.byName.get(name);
        if (same) same.push(region);
        else this.byName.set(name, [region]);
      }
    }
  }

  /** @returns the region with this code, or null. */
  findByCode(code: string): Region | null {
    return this.byCode.get(code) ?? null;
  }

  /** @returns regions that carry this full or short name, higher levels first. */
  findByName(name: string): readonly Region[] {
    return this.byName.get(name) ?? [];
  }

  /** Resolves what a caller sent, a code or a name; null when there is no such region. */
  resolve(nameOrCode: string): Region | null {
    return this.findByCode(nameOrCode) ?? this.findByName(nameOrCode)[0] ?? null;
  }

  /** @returns codes from the region itself up to the nation. */
  pathOf(code: string): string[] {
    const path: string[] = [];
    for (
      let region = this.findByCode(code);
      region;
      region = region.parent ? this.findByCode(region.parent) : null
    )
      path.push(region.code);
    return path;
  }

  /** @returns whether `ancestor` is `code` itself or stands above it. */
  covers(ancestor: string, code: string): boolean {
    return this.pathOf(code).includes(ancestor);
  }

  /** @returns all names, longest first: what a recogniser looks for in a question. */
  names(): string[] {
    return [...this.byName.keys()].sort((a, b) => b.length - a.length);
  }
}
