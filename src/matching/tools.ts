import { join } from 'node:path';
import { DangerReader, loadDangerSigns } from '../language/danger.js';
import type { IntentModels } from '../language/intent.js';
import { type Lexicon, loadLexicon } from '../language/lexicon.js';
import { Segmenter } from '../language/segment.js';
import { loadTextModel } from '../language/text-model.js';
import { type ContextModel, loadContextModel } from './context-model.js';
import { type DecisionModel, loadDecision } from './decision.js';
import { Lending } from './lending.js';
import { loadMeanings } from './meanings.js';
import { loadRanker, type RankerModel } from './model.js';
import { loadNotOurs, type NotOurs } from './not-ours.js';
import { loadWordingModel, type WordingModel } from './wording-model.js';

/** What an engine works with whatever the catalogue: everything that is read from the data folder. */
export interface Tools {
  lexicon: Lexicon;
  segmenter: Segmenter;
  intents: IntentModels;
  wordings: WordingModel | null;
  /** Read when it is asked for the first time: only a catalogue with matters that came after the training needs it. */
  lending: () => Lending | null;
  ranker: RankerModel;
  decision: DecisionModel;
  context: ContextModel;
  notOurs: readonly NotOurs[];
}

export interface ToolsOptions {
  /** `false` leaves out the topics that are not ours: they belong to this catalogue, not to a foreign one. */
  notOurs?: boolean;
}

/**
 * @param dataFolder - folder with lexicon/, model/ and not-ours/.
 * @throws {LexiconError} when a line of the lexicon cannot be used.
 */
export function loadTools(dataFolder: string, options: ToolsOptions = {}): Tools {
  const model = (name: string): string => join(dataFolder, 'model', `${name}.json`);
  const lexicon = loadLexicon(join(dataFolder, 'lexicon'));
  return {
    lexicon,
    // Only standard terms: were every colloquial form a word of its own, the words inside it would be lost.
    segmenter: new Segmenter([...lexicon.concepts].map(({ id }) => id)),
    intents: { danger: loadDangerReader(dataFolder), intents: loadTextModel(model('intents')) },
    wordings: loadWordingModel(model('wordings')),
    lending: once(() => {
      const known = loadWordingModel(model('lending'));
      const meanings = loadMeanings(model('meanings'));
      return known && meanings && new Lending(known, meanings);
    }),
    ranker: loadRanker(model('ranker')),
    decision: loadDecision(model('decision')),
    context: loadContextModel(model('context'), model('relation')),
    notOurs: options.notOurs === false ? [] : loadNotOurs(join(dataFolder, 'not-ours')),
  };
}

function once<T>(load: () => T): () => T {
  let loaded: { value: T } | null = null;
  return () => {
    loaded ??= { value: load() };
    return loaded.value;
  };
}

function loadDangerReader(dataFolder: string): DangerReader | null {
  const model = loadTextModel(join(dataFolder, 'model', 'danger.json'));
  return model && new DangerReader(loadDangerSigns(join(dataFolder, 'lexicon', 'dangers.tsv')), model);
}
