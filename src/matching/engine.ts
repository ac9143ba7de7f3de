import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from '../catalogue/snapshot.js';
import { DangerReader, loadDangerSigns } from '../language/danger.js';
import { Understanding } from '../language/frame.js';
import { loadLexicon } from '../language/lexicon.js';
import { loadTextModel } from '../language/text-model.js';
import { type ContextModel, loadContextModel } from './context-model.js';
import { type DecisionModel, loadDecision } from './decision.js';
import { FEATURE_INDEX } from './features.js';
import { Matcher } from './matcher.js';
import { loadRanker } from './model.js';
import { addedTopics, type NotOurs, readNotOurs } from './not-ours.js';
import { loadWordingModel } from './wording-model.js';

export interface EngineOptions {
  /** `false` leaves out the topics that are not ours: they belong to this catalogue, not to a foreign one. */
  notOurs?: boolean;
}

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

/**
 * Compiles lexicon, index and models for a snapshot.
 *
 * @param dataFolder - folder with lexicon/, model/ and not-ours.txt.
 */
export function buildEngine(snapshot: Snapshot, dataFolder: string, options: EngineOptions = {}): Engine {
  const notOursPath = join(dataFolder, 'not-ours.txt');
  const shipped = existsSync(notOursPath) ? readNotOurs(notOursPath) : [];
  const notOurs = options.notOurs === false ? [] : [...shipped, ...addedTopics(snapshot)];
  const language = buildLanguage(snapshot, notOurs, dataFolder);
  const ranker = loadRanker(join(dataFolder, 'model', 'ranker.json'));
  const decision = loadDecision(join(dataFolder, 'model', 'decision.json'));
  const wordings = loadWordingModel(join(dataFolder, 'model', 'wordings.json'));
  const context = loadContextModel(join(dataFolder, 'model', 'context.json'));
  const matcher = new Matcher(snapshot, language, ranker, wordings, notOurs);
  language.settle();
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

/** The language of a catalogue: its lexicon, regions and the words of its names and wordings. */
export function buildLanguage(
  snapshot: Snapshot,
  notOurs: readonly NotOurs[],
  dataFolder: string,
): Understanding {
  const texts = [...snapshot.items, ...notOurs].flatMap((item) => [item.name, ...item.questions]);
  const catalogued = snapshot.items.flatMap((item) => item.implementations.map((own) => own.regionCode));
  const models = {
    danger: loadDangerReader(dataFolder),
    intents: loadTextModel(join(dataFolder, 'model', 'intents.json')),
  };
  const lexicon = loadLexicon(join(dataFolder, 'lexicon'), snapshot.additions?.synonyms);
  return new Understanding(lexicon, snapshot.regions, texts, new Set(catalogued), models);
}

function loadDangerReader(dataFolder: string): DangerReader | null {
  const model = loadTextModel(join(dataFolder, 'model', 'danger.json'));
  return model && new DangerReader(loadDangerSigns(join(dataFolder, 'lexicon', 'dangers.tsv')), model);
}
