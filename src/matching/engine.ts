import type { Snapshot } from '../catalogue/snapshot.js';
import { Understanding } from '../language/frame.js';
import type { CutText } from '../language/terms.js';
import { runSteps, runStepsBetween, type Steps } from '../steps.js';
import type { ContextModel } from './context-model.js';
import type { DecisionModel } from './decision.js';
import { FEATURE_INDEX } from './features.js';
import { buildMatcher, type Matcher } from './matcher.js';
import { addedTopics, type NotOurs } from './not-ours.js';
import type { Tools } from './tools.js';

/** A search result has at least this share of the words that were searched for. */
const SEARCH_COVERAGE = 0.3;

/** Everything that turns a question into candidates, compiled from one snapshot and the data folder. */
export interface Engine {
  snapshot: Snapshot;
  language: Understanding;
  matcher: Matcher;
  decision: DecisionModel;
  /** Ranks later messages of a conversation. */
  context: ContextModel;
  notOurs: readonly NotOurs[];
  /** @returns ids of matters for the words of a search, best first; no decision is made. */
  search(q: string, limit: number): string[];
}

/** Compiles a snapshot; about a second in which nothing else is done. */
export function buildEngine(snapshot: Snapshot, tools: Tools): Engine {
  return runSteps(engineSteps(snapshot, tools));
}

/** Compiles a snapshot between the questions that come in meanwhile. */
export function buildEngineBetween(snapshot: Snapshot, tools: Tools): Promise<Engine> {
  return runStepsBetween(engineSteps(snapshot, tools));
}

function* engineSteps(snapshot: Snapshot, tools: Tools): Steps<Engine> {
  const { ranker, wordings, decision, context } = tools;
  const notOurs = [...tools.notOurs, ...addedTopics(snapshot)];
  const lexicon = tools.lexicon.with(snapshot.additions?.synonyms ?? []);
  const catalogued = snapshot.items.flatMap((item) => item.implementations.map((own) => own.regionCode));
  const language = new Understanding(
    lexicon,
    tools.segmenter,
    snapshot.regions,
    new Set(catalogued),
    tools.intents,
  );
  const learn = (raws: readonly string[]): CutText[] => language.learn(raws);
  const matcher = yield* buildMatcher(snapshot, language, ranker, wordings, notOurs, learn);
  yield* language.settle();
  const search = (q: string, limit: number): string[] =>
    matcher
      .match(language.read(q), null, limit)
      .filter(
        (match) =>
          !match.matter.notOurs && (match.features[FEATURE_INDEX.covered] as number) >= SEARCH_COVERAGE,
      )
      .map((match) => match.matter.item.id);
  return { snapshot, language, matcher, decision, context, notOurs, search };
}
