import type { AllValues, FieldKey } from '../../../entities/elements.js';
import type { SourceRef } from '../../catalogue/snapshot.js';
import type { Office } from '../offices.js';
import type { MatterInRegion, ResolvedValue } from '../resolve.js';
import type { Section } from '../response.js';
import type { Quote } from './quote.js';

/** Builds one section of an answer from what the sources state. */
export type SectionBuilder = (matter: MatterInRegion) => Section;

/** A section without its heading. */
export type Body = Pick<Section, 'status' | 'lines' | 'data' | 'sources'>;

/**
 * Lines that a source states. A value of a region above is derived: it holds here because it holds there. Text of
 * another place says whose it is.
 */
export function stated(
  matter: MatterInRegion,
  value: ResolvedValue<FieldKey>,
  lines: string[],
  data: Record<string, unknown> = {},
): Body {
  return {
    status: value.inherited ? 'derived' : 'stated',
    lines: [...withHint(value, lines), ...scopeRemark(matter, value)],
    data: { ...data, ...otherPlaceIn(value) },
    sources: [value.source],
  };
}

/** Where a value comes from, for somebody whose own region did not state it. */
function scopeRemark({ regions }: MatterInRegion, value: ResolvedValue<FieldKey>): string[] {
  const { scope, foreign, inherited, implementation } = value;
  if (foreign || scope.kind === 'place') return otherPlaceRemark(value);
  if (!inherited) return [];
  const above = regions.findByCode(implementation.regionCode)?.name ?? '';
  if (scope.kind === 'unsure') return [otherPlace(above)];
  return [`（按${scope.kind === 'nation' ? '全国' : above}统一规定）`];
}

/** @returns the same as data, for texts that leave remarks out. */
export function otherPlaceIn({ scope, foreign }: ResolvedValue<FieldKey>): { otherPlace?: string } {
  return foreign && scope.kind === 'place' ? { otherPlace: scope.name } : {};
}

/** @returns a remark where a value is another place's, else none. */
export function otherPlaceRemark({ scope, foreign }: ResolvedValue<FieldKey>): string[] {
  return foreign && scope.kind === 'place' ? [otherPlace(scope.name)] : [];
}

function otherPlace(name: string): string {
  return `（这是${name}的资料，您所在区县可能不同）`;
}

/**
 * A field as a section: what holds for the whole matter, then each 办理情形 that has words of its own; where the answer
 * is about some cases, theirs alone if they have any.
 *
 * @param toLines - how a value reads; a value without lines is passed over.
 * @param order - which of several statements answers: the nearest region's, or the newest official one.
 * @returns null when no source states anything about the field.
 */
export function fieldBody<K extends FieldKey>(
  matter: MatterInRegion,
  key: K,
  toLines: (value: AllValues[K], resolved: ResolvedValue<K>) => string[],
  order: 'nearest' | 'newest' = 'nearest',
): Body | null {
  const bodies: Body[] = [];
  const situations = matter.situations(key);
  const own = matter.cases.length > 0 && situations.length > 0;
  for (const situation of own ? situations : [null, ...situations]) {
    const value = order === 'newest' ? matter.newestFirst(key, situation)[0] : matter.find(key, situation);
    const lines = value ? toLines(value.value, value) : [];
    if (!value || lines.length === 0) continue;
    // The one case that an answer is about stands above all of it.
    if (situation === null || matter.cases.length === 1) {
      bodies.push(stated(matter, value, lines, { [key]: value.value }));
      continue;
    }
    const labelled = lines.length === 1 ? [`${situation}：${lines[0]}`] : [`${situation}：`, ...lines];
    bodies.push(stated(matter, value, labelled, { situation, [key]: value.value }));
  }
  const [first] = bodies;
  if (!first) return null;
  return {
    status: bodies.every(({ status }) => status === 'derived') ? 'derived' : 'stated',
    lines: remarksOnce(bodies.map(({ lines }) => lines)),
    data: bodies.length === 1 ? first.data : { ...first.data, parts: bodies.map(({ data }) => data) },
    sources: uniqueSources(bodies.flatMap(({ sources }) => sources)),
  };
}

/** Remarks that several parts in a row share stand once, after the last of them. */
export function remarksOnce(parts: readonly string[][]): string[] {
  const remarksOf = (lines: readonly string[] = []): string[] =>
    lines.filter((line) => line.startsWith('（'));
  return parts.flatMap((lines, index) => {
    const shared = remarksOf(lines).join() === remarksOf(parts[index + 1]).join();
    return shared ? lines.filter((line) => !line.startsWith('（')) : lines;
  });
}

/**
 * Answers of 常见问题 to questions of one kind, for a field that no source states as such.
 *
 * @returns null when no source has such a question.
 */
export function answersTo(matter: MatterInRegion, asks: (question: string) => boolean): Body | null {
  const labelled = matter.cases.length !== 1;
  const bodies = [null, ...matter.situations('faqs')].flatMap((situation) =>
    matter.all('faqs', situation).flatMap((value) => {
      const answers = value.value.filter(({ question }) => asks(question)).map(({ answer }) => answer);
      if (answers.length === 0) return [];
      const head = situation !== null && labelled ? `${situation}：` : '';
      return stated(
        matter,
        value,
        answers.map((answer) => head + answer),
        situation === null ? {} : { situation },
      );
    }),
  );
  const [first] = bodies;
  if (!first) return null;
  return {
    status: bodies.every(({ status }) => status === 'derived') ? 'derived' : 'stated',
    lines: [...new Set(bodies.flatMap(({ lines }) => lines))],
    data: bodies.length === 1 ? first.data : { parts: bodies.map(({ data }) => data) },
    sources: uniqueSources(bodies.flatMap(({ sources }) => sources)),
  };
}

/**
 * What other sources say of the same, each with its title and year: both are kept, and only the agency knows which holds.
 *
 * @param toWords - what is compared and shown.
 * @param agree - whether two values say the same in other words; such a source is named only when it is the newer one.
 */
export function otherSources<K extends FieldKey>(
  matter: MatterInRegion,
  key: K,
  shown: ResolvedValue<K>,
  toWords: (value: AllValues[K]) => string,
  agree: (a: AllValues[K], b: AllValues[K]) => boolean = () => false,
): string[] {
  const words = toWords(shown.value);
  const others = matter
    .all(key, shown.statement.situation ?? null)
    .filter(({ statement, value }) => statement !== shown.statement && toWords(value) !== words);
  return others.flatMap(({ value, source }) => {
    const title = `《${source.title}》${source.date ? `（${source.date.slice(0, 4)}年）` : ''}`;
    const newer = (source.date ?? '') > (shown.source.date ?? '');
    if (agree(shown.value, value)) return newer ? [`（${title}写的相同：${toWords(value)}）`] : [];
    const older = source.date && shown.source.date && source.date < shown.source.date;
    return older
      ? [`（较早的资料${title}写的是：${toWords(value)}）`]
      : [`（另有资料${title}写的是：${toWords(value)}，以经办机构答复为准）`];
  });
}

/** The sentence of a source; what was asked is put before it where the sentence does not say it in these words. */
export function withShort(short: string, text: string, said: boolean): string {
  return short && !said ? `${short}（${text}）` : text;
}

/** Two bodies about the same, one after the other. */
export function joined(first: Body, then: Body): Body {
  const parts = [first, then].flatMap(({ data }) => (data.parts as object[] | undefined) ?? [data]);
  return {
    ...first,
    lines: [...new Set([...first.lines, ...then.lines])],
    data: { ...then.data, ...first.data, parts },
    sources: uniqueSources([...first.sources, ...then.sources]),
  };
}

/** Sentences quoted from the row's own words. */
export function quoted(quotes: readonly Quote[]): Body {
  return {
    status: 'stated',
    lines: quotes.map((quote) => quote.text),
    data: {},
    sources: uniqueSources(quotes.map((quote) => quote.value.source)),
  };
}

/** Lines computed from something stated; they say from what. */
export function derived(lines: string[], sources: SourceRef[], data: Record<string, unknown> = {}): Body {
  return { status: 'derived', lines, data, sources: uniqueSources(sources) };
}

/** Nothing stated: whom to call. The numbers named are the matter's own, its line of work's, and the national one. */
export function unknown(matter: MatterInRegion, what: string): Body {
  const { office } = matter;
  const own = matter.find('consultPhones');
  const hotline = own ? null : matter.hotline;
  const number = own?.value[0]?.number ?? hotline?.number;
  const source = own?.source ?? hotline?.source;
  const call = number && number !== '12345' ? `${number}、政务服务便民热线12345` : '政务服务便民热线12345';
  const lead = office?.leadsOnly ? office : null;
  const body = matter.bodyToAsk;
  const ask = lead ? `可先问${TOWN_COUNTER}` : body ? `可向${body}咨询` : '';
  return {
    status: 'unknown',
    lines: [
      `现有资料没有写明${what}。${ask ? `${ask}，或` : '可'}拨打${call}问清楚再去${lead ? `（${leadWords(lead)}）` : ''}。`,
    ],
    data: {},
    sources: source && number !== '12345' ? [source] : [],
  };
}

/** Where everybody can ask when no source names the counter. */
export const TOWN_COUNTER = '乡镇（街道）便民服务中心';

/** @returns who leads, which is all that some lists say. */
export function leadWords({ bodies }: Office): string {
  return `牵头单位：${bodies.join('、')}`;
}

/** What of a statement the resident must know besides its words. */
function withHint({ statement, expired }: ResolvedValue<FieldKey>, lines: string[]): string[] {
  const hints: string[] = [];
  if (expired)
    hints.push(`（资料写明的期限到${statement.validTo}为止，已经过期；现在是否还有请先拨打12345核实）`);
  if (statement.confidence === 'medium') hints.push('（办理前请电话核实）');
  return [...lines, ...hints];
}

/** @returns each source once, in the order given. */
export function uniqueSources(sources: readonly SourceRef[]): SourceRef[] {
  return [...new Map(sources.map((source) => [`${source.document}#${source.key}`, source])).values()];
}
