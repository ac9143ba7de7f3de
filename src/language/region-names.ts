import type { Region, RegionTree } from '../catalogue/regions.js';
import { FormTrie, longestOnly } from './form-trie.js';

/** Regions that a question names. */
export interface RegionMention {
  /** A region that the catalogue can answer for, or null. */
  region: Region | null;
  /** A region outside of the catalogue's reach: 深圳, 上海. */
  foreign: Region | null;
  /** The text without the names of served regions, so that they do not disturb matching. */
  rest: string;
}

/** Recognises names of regions in questions. */
export class RegionNames {
  private readonly trie = new FormTrie<string>();
  private readonly served = new Set<string>();

  /**
   * @param regions - all regions known.
   * @param catalogued - codes of regions that have implementations; their parents and descendants are served too.
   */
  constructor(
    private readonly regions: RegionTree,
    catalogued: Iterable<string>,
  ) {
    const codes = new Set(catalogued);
    for (const code of codes) for (const above of regions.pathOf(code)) this.served.add(above);
    for (const region of regions.all)
      if (regions.pathOf(region.code).some((above) => codes.has(above))) this.served.add(region.code);
    for (const name of regions.names()) if (name.length > 1) this.trie.add(name, name);
  }

  /** Finds the served region named last and most precisely: 重庆大足 means 大足. */
  find(text: string): RegionMention {
    const hits = longestOnly(this.trie.scan(text));
    let region: Region | null = null;
    let foreign: Region | null = null;
    let rest = text;
    for (const hit of hits) {
      const known = this.regions.findByName(hit.value);
      const served = known.find((candidate) => this.served.has(candidate.code)) ?? null;
      if (!served) {
        foreign ??= known[0] ?? null;
        continue;
      }
      if (served.level === 'nation') continue;
      if (
        !region ||
        this.regions.covers(region.code, served.code) ||
        !this.regions.covers(served.code, region.code)
      )
        region = served;
      rest = rest.replace(hit.value, ' ');
    }
    return { region, foreign, rest: rest.trim() };
  }
}
