/** One matter as a search engine gets it: texts normalised, without sources. */
export interface BenchDocument {
  id: string;
  name: string;
  /** All similar questions, one a line; empty in the variant without them. */
  questions: string;
  /** Content, standard, audience and agency. */
  body: string;
  /** Keys of the printed rows it stands for: what a judged question's gold names. */
  keys: string[];
}

export interface BenchQuestion {
  /** As asked. */
  question: string;
  /** Region of the asker's profile, or null. */
  region: string | null;
  /** Normalised as our own matcher normalises, outside the clock: misplaced blanks and variants cost no engine a hit. */
  text: string;
  /** Ids of the documents that serve the region; null: all. */
  allowed: string[] | null;
}

/** What one engine is given to do. */
export interface BenchTask {
  documents: BenchDocument[];
  questions: BenchQuestion[];
  /** `sqlite:PATH` with the published catalogue, for the engines that answer from it themselves. */
  databaseUrl: string;
  withSimilarQuestions: boolean;
}

/** An index that is built and answers. */
export interface SearchEngine {
  /** @returns ids of documents, best first, at least `limit` where there are as many. */
  search(text: string, limit: number): string[] | Promise<string[]>;
  close?(): Promise<void>;
}

/** How texts become tokens, and what else an engine can be told. Which of these an engine reads is its own matter. */
export interface Settings {
  /** `words` and `search` by jieba (the latter adds the words inside long words), `pairs` of characters, or both. */
  tokens: 'words' | 'search' | 'pairs' | 'wordsAndPairs';
  /** Weight of the name and of the similar questions beside the body's 1. */
  name?: number;
  questions?: number;
  /** Words that begin with the asked one count too. */
  prefix?: boolean;
  /** Edits allowed, as a share of a word's length or as a number. */
  fuzzy?: number;
  /** BM25's length normalisation, where an engine lets one set it. */
  b?: number;
  /** What only one engine knows. */
  mode?: string;
}

/** An engine under comparison. */
export interface EngineUnderTest {
  name: string;
  /** What did best for it on 600 judged questions, with similar questions in the documents and without. */
  best: Settings;
  bestWithoutQuestions: Settings;
  /** What did worse: `--all-settings` shows by how much. */
  alsoTried: readonly Settings[];
  /** @throws {EngineAwayError} when it needs a server that is not there. */
  build(documents: readonly BenchDocument[], settings: Settings): SearchEngine | Promise<SearchEngine>;
}

/** The engine cannot run on this machine; `message` says why in one line. */
export class EngineAwayError extends Error {}
