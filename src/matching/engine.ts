import type { ItemRecord, Snapshot } from '../catalogue/snapshot.js';
import { Understanding } from '../language/frame.js';
import { runSteps, runStepsBetween, type Steps } from '../steps.js';
import { type CompiledTexts, compileTexts, wordCounts } from './compiled-texts.js';
import type { ContextModel } from './context-model.js';
import type { DecisionModel } from './decision.js';
import type { KeptTexts } from './kept-texts.js';
import { buildMatcher, type Matcher } from './matcher.js';
import { addedTopics, type NotOurs } from './not-ours.js';
import type { Tools } from './tools.js';

/**
 * A search result has at least this share of the words that were searched for: 许可 inside the longer word 食品经营许可 is
 * only a pair of characters, just above it. With 0.3 the right matter is found for 97 % of the judged questions, so for 99 %.
 */
const SEARCH_COVERAGE = 0.25;

/** Everything that turns a question into candidates, compiled from one snapshot and the data folder. */
export interface Engine {
  snapshot: Snapshot;
  language: Understanding;
  matcher: Matcher;
  decision: DecisionModel;
  /** Ranks later messages of a conversation. */
  context: ContextModel;
  notOurs: readonly NotOurs[];
  /** @returns ids of all matters that the words of a search find, best first; no decision is made. */
  search(q: string): string[];
}

/**
 * Compiles a snapshot; about a second in which nothing else is done, half of one where its texts were kept.
 *
 * @param kept - what was read from texts before; absent: they are read.
 */
export function buildEngine(snapshot: Snapshot, tools: Tools, kept?: KeptTexts): Engine {
  return runSteps(engineSteps(snapshot, tools, kept));
}

/** Compiles a snapshot between the questions that come in meanwhile. */
export function buildEngineBetween(snapshot: Snapshot, tools: Tools): Promise<Engine> {
  return runStepsBetween(engineSteps(snapshot, tools));
}

function* engineSteps(snapshot: Snapshot, tools: Tools, kept?: KeptTexts): Steps<Engine> {
  const { segmenter, intents, decision, context } = tools;
  const { regions } = snapshot;
  const notOurs = [...tools.notOurs, ...addedTopics(snapshot)];
  const items = [...snapshot.items, ...notOurs];
  const lexicon = tools.lexicon.with(snapshot.additions?.synonyms ?? []);
  const catalogued = snapshot.items.flatMap((item) => item.implementations.map((own) => own.regionCode));
  const language = new Understanding(lexicon, segmenter, regions, new Set(catalogued), intents);
  const texts = kept?.read(items, lexicon) ?? (yield* readTexts(items, language, kept));
  yield* language.learn(wordCounts(texts));
  const matcher = yield* buildMatcher(items, regions, language, tools, texts);
  const search = (q: string): string[] =>
    matcher.search(language.read(q), SEARCH_COVERAGE).map(({ matter }) => matter.item.id);
  return { snapshot, language, matcher, decision, context, notOurs, search };
}

function* readTexts(
  items: readonly ItemRecord[],
  language: Understanding,
  kept: KeptTexts | undefined,
): Steps<CompiledTexts> {
  const texts = yield* compileTexts(items, language);
  kept?.write(items, language.lexicon, texts);
  return texts;
}
