import type { Region, RegionTree } from '../catalogue/regions.js';
import { type FormHit, FormTrie, longestOnly } from './form-trie.js';

/** Regions that a question names. */
export interface RegionMention {
  /** A region that the catalogue can answer for, or null. */
  region: Region | null;
  /** A region outside of the catalogue's reach whose rules are asked for: 深圳, 上海. */
  foreign: Region | null;
  /** The text without the names of served regions, so that they do not disturb matching. */
  rest: string;
}

/** What stands before a region that somebody comes from or goes to; it says nothing about whose rules are asked for. */
const COMES_OR_GOES = /(?:从|来自|离开|[嫁搬调转迁换拉运寄卖]到|(?:工作|医院|户口|厂)到|运往|去过)$/;
/** The same, told by what follows. */
const CAME_OR_WENT = /^(?:那边)?(?:过来|来的|转来|转回|迁来|回来|嫁过来|去卖|去耍|旅游|出差|读了|当兵)/;
/** 换到达州学，那边呢: whoever begins like that asks for another region. */
const BEGINS_WITH_CHANGE = /^(?:那|要是|如果|假如)*[换改]到$/;
/** Where somebody moved and lives now: 我搬到垫江了. */
const MOVED = /[嫁搬]到$/;
const LIVES_NOW = /^(?:来了?|了|[^ ]{0,4}年了?)(?: |$)/;
/** Somebody lives, works or was born there: 人在成都上班, 我是贵州的. */
const LIVES_THERE =
  /^(?:那边|这边|市区|城里)?(?:[打务做]工|进厂|上班|工作|读书|念书|上学|上大学|住|生的|生娃|出生|买的|带孙|带娃|跑车|开店|做生意|的?(?:人|户口|户籍|老家|朋友|车|牌照|媳妇|老公|学校|公司|厂))/;

/** Where a region stands whose rules are asked for: 成都的公租房, 那成都呢. */
const ASKED_FOR = /(?:^|[ 问那]|问[一下哈]+|换[成做]|要是|如果)$/;
/** 兰州拉面店 is no place, and 广州的驾照在这边换得了不 is asked about here. */
const NAMED_AFTER = /^(?:拉面|牛肉面|热干面|烤鸭|米[粉线]|螺蛳粉|肠粉|凉皮|肉夹馍|小吃|菜馆)/;
const HERE = /[这本](?:边|里|儿|地|点)|我们这|[转迁搬]?回[来去]|[转迁]过来|[转迁]回|[转迁]来/;
/** In 在成都怎么办居住证 the place is where it is done; in 儿子在成都回不来 it is not. */
const DONE_THERE = /^(?:怎|咋|啷|能|可以|要|办|申请|哪)/;

/** Recognises names of regions in questions. */
export class RegionNames {
  private readonly trie = new FormTrie<string>();
  private readonly served = new Set<string>();
  /** Regions with a list of their own or of their county or city: to name one is to ask for its rules. */
  private readonly listed = new Set<string>();

  /**
   * @param regions - all regions known.
   * @param catalogued - codes of regions that have implementations; their parents and descendants are served too, but
   *   not everything below the nation: rules for all of China do not make a city's catalogue.
   */
  constructor(
    private readonly regions: RegionTree,
    catalogued: Iterable<string>,
  ) {
    const codes = new Set([...catalogued].filter((code) => regions.findByCode(code)?.level !== 'nation'));
    for (const code of codes) for (const above of regions.pathOf(code)) this.served.add(above);
    for (const region of regions.all)
      if (regions.pathOf(region.code).some((above) => codes.has(above))) this.served.add(region.code);
    const own = [...codes].filter((code) => regions.findByCode(code)?.level !== 'province');
    for (const region of regions.all)
      if (codes.has(region.code) || regions.pathOf(region.code).some((above) => own.includes(above)))
        this.listed.add(region.code);
    for (const name of regions.names()) if (name.length > 1) this.trie.add(name, name);
  }

  /** Finds the served region named last and most precisely: 重庆大足 means 大足. */
  find(text: string): RegionMention {
    const hits = longestOnly(this.trie.scan(text));
    let region: Region | null = null;
    let foreign: Region | null = null;
    let rest = '';
    let from = 0;
    for (const hit of hits) {
      const known = this.regions.findByName(hit.value);
      const served = known.find((candidate) => this.served.has(candidate.code)) ?? null;
      if (!served) {
        if (isAskedFor(text, hit)) foreign ??= known[0] ?? null;
        continue;
      }
      if (served.level === 'nation' || isPassing(text, hit)) continue;
      if (!this.listed.has(served.code) && LIVES_THERE.test(text.slice(hit.end, hit.end + 6))) continue;
      if (
        !region ||
        this.regions.covers(region.code, served.code) ||
        !this.regions.covers(served.code, region.code)
      )
        region = served;
      rest += `${text.slice(from, hit.start)} `;
      from = hit.end;
    }
    rest += text.slice(from);
    return { region, foreign: region ? null : foreign, rest: rest.trim() };
  }
}

/** Whether a region is only part of the story: where somebody comes from or goes to. */
function isPassing(text: string, { start, end }: FormHit<string>): boolean {
  const before = text.slice(0, start);
  const after = text.slice(end, end + 6);
  if (BEGINS_WITH_CHANGE.test(before) || (MOVED.test(before) && LIVES_NOW.test(after))) return false;
  return COMES_OR_GOES.test(before) || CAME_OR_WENT.test(after);
}

/** 深圳积分入户 asks for Shenzhen's rules, 人在深圳上班 does not. */
function isAskedFor(text: string, hit: FormHit<string>): boolean {
  const before = text.slice(0, hit.start);
  const after = text.slice(hit.end, hit.end + 6);
  if (NAMED_AFTER.test(after) || HERE.test(text)) return false;
  if (before.endsWith('在')) return DONE_THERE.test(after);
  return ASKED_FOR.test(before) && !LIVES_THERE.test(after) && !isPassing(text, hit);
}
