import type { ItemRecord } from '../catalogue/snapshot.js';
import type { Understanding } from '../language/frame.js';
import type { Concept } from '../language/lexicon.js';
import type { Borrowed, Lending } from './lending.js';
import type { MatterTexts } from './matter-rows.js';
import type { WordingModel } from './wording-model.js';

/** A matter as matching sees it. */
export interface Matter {
  item: ItemRecord;
  /** A topic that is no matter of this catalogue (weather, lottery, another office): found, it means no. */
  notOurs: boolean;
  /** Codes of the regions that have it. */
  regions: ReadonlySet<string>;
  actions: ReadonlySet<string>;
  objects: ReadonlySet<string>;
  persons: ReadonlySet<string>;
  /** For each of its names: concepts in it, with the share of the name's characters that each takes. */
  nameShares: readonly ReadonlyMap<string, number>[];
  /** Its name is about people or events of other countries, or of 香港, 澳门 and 台湾. */
  abroad: boolean;
  /** Its name speaks of complaints, reports or disputes. */
  aboutComplaint: boolean;
  /** Started by an agency, not by a citizen. */
  internal: boolean;
  /** Its number in the wording model; -1 when the model was trained without it. */
  learnedAs: number;
  /** What it goes by that no wordings taught; null for all others and for topics that are not ours. */
  borrowed: Borrowed | null;
}

/** 医师执业注册(含外国医师来华…) is about all physicians. */
const INCLUDED = /[（(]含[^）)]*[）)]/g;
/** Words that stand at the end or the beginning of any name. */
const EMPTY_ENDS = /^(?:办理|核发|申请|申领)|(?:申请)?(?:办理|核发|申请|申领|服务)+$/g;
const COMPLAINT_NAME = /投诉|举报|检举|违法行为的处理|争议|仲裁|信访/;
const INTERNAL_KIND = /行政检查|行政强制|行政处罚|行政征收/;

/** Fields whose words describe what a matter is about. */
const BODY_FIELDS = ['content', 'standard', 'audience', 'agency', 'section'] as const;
/** Long texts are cut: what a matter is about stands at their beginning. */
const BODY_LENGTH = 600;

/**
 * The texts by which a matter is found: names and contents of all its implementations, and its wordings.
 */
export function textsOf(item: ItemRecord, language: Understanding): MatterTexts {
  return {
    names: language.cutAll(namesOf(item)),
    body: language.cutAll(bodyTexts(item)),
    questions: language.cutAll(item.questions),
  };
}

/** @returns whether a pseudo matter is a topic that the catalogue does not hold. */
export function isNotOurs({ id }: Pick<ItemRecord, 'id'>): boolean {
  return id.startsWith('none-');
}

/** What ranking needs of a matter beside the index. */
export function prepareMatter(
  item: ItemRecord,
  language: Understanding,
  model: WordingModel | null,
  lending: Lending | null,
): Matter {
  const concepts = namesOf(item).flatMap((name) => language.conceptsOf(name));
  const learnedAs = model?.numberOf(item.id) ?? -1;
  const notOurs = isNotOurs(item);
  return {
    item,
    notOurs,
    regions: new Set(item.implementations.map(({ regionCode }) => regionCode)),
    actions: idsOf(concepts, 'action'),
    objects: idsOf(concepts, 'object'),
    persons: idsOf(concepts, 'person'),
    nameShares: namesOf(item).map((name) => language.sharesOf(coreOf(name))),
    abroad: isAbroad(language.conceptsOf(item.name.replace(INCLUDED, ''))),
    aboutComplaint: COMPLAINT_NAME.test(item.name),
    internal: INTERNAL_KIND.test(item.type ?? ''),
    learnedAs,
    borrowed:
      lending && learnedAs < 0 && !notOurs
        ? lending.borrow(item.name, bodyTexts(item).join(' '), language)
        : null,
  };
}

const ABROAD = '外国';

/** @returns whether a text with these concepts is about another country, or about 香港, 澳门 or 台湾. */
export function isAbroad(concepts: Iterable<Concept>): boolean {
  for (const { id } of concepts) if (id === ABROAD) return true;
  return false;
}

/** 残疾人证办理 is called by 残疾证 alone. */
function coreOf(name: string): string {
  const bare = name.replace(INCLUDED, '');
  return bare.replace(EMPTY_ENDS, '') || bare;
}

function namesOf(item: ItemRecord): string[] {
  return [...new Set([item.name, ...item.implementations.map(({ name }) => name)])];
}

function bodyTexts(item: ItemRecord): string[] {
  const texts = new Set<string>(item.themes);
  for (const { elements } of item.implementations)
    for (const field of BODY_FIELDS)
      for (const statement of elements[field] ?? []) texts.add(statement.value.slice(0, BODY_LENGTH));
  return [...texts];
}

function idsOf(concepts: readonly Concept[], kind: Concept['kind']): Set<string> {
  return new Set(concepts.filter((concept) => concept.kind === kind).map((concept) => concept.id));
}
