import MiniSearch from 'minisearch';
import type { EngineUnderTest } from './engine.js';
import { tokenizer } from './tokens.js';

/** MiniSearch: BM25+ over fields in memory. */
export const miniSearch: EngineUnderTest = {
  name: 'MiniSearch',
  best: { tokens: 'pairs', name: 1, questions: 1 },
  bestWithoutQuestions: { tokens: 'pairs', name: 1, questions: 1 },
  alsoTried: [
    { tokens: 'words', name: 2, questions: 2, prefix: true, fuzzy: 0.2 },
    { tokens: 'words', name: 2, questions: 2 },
    { tokens: 'search', name: 2, questions: 2 },
    { tokens: 'search', name: 2, questions: 2, prefix: true, fuzzy: 0.2 },
    { tokens: 'search', name: 2, questions: 4 },
    { tokens: 'search', name: 1, questions: 1 },
    { tokens: 'pairs', name: 2, questions: 2 },
    { tokens: 'wordsAndPairs', name: 2, questions: 2 },
    { tokens: 'search', name: 2, questions: 2, b: 0.4 },
  ],
  build(documents, { tokens, name = 1, questions = 1, prefix = false, fuzzy = 0, b = 0.7 }) {
    const tokenize = tokenizer(tokens);
    const index = new MiniSearch({
      fields: ['name', 'questions', 'body'],
      tokenize,
      processTerm: (term) => term,
      searchOptions: {
        boost: { name, questions, body: 1 },
        prefix,
        fuzzy,
        combineWith: 'OR',
        bm25: { k: 1.2, b, d: 0.5 },
      },
    });
    index.addAll(documents);
    return {
      search: (text, limit) =>
        index
          .search(text)
          .slice(0, limit)
          .map(({ id }) => id as string),
    };
  },
};
