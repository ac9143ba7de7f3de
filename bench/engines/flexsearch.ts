import { Index } from 'flexsearch';
import type { BenchDocument, EngineUnderTest } from './engine.js';
import { tokenizer } from './tokens.js';

const FIELDS = ['name', 'questions', 'body'] as const;
/** Rank at which a field's vote has halved. */
const HALF = 10;

/**
 * FlexSearch: no rarity of words, places by position. Each field is an index of its own and their ranks are added with
 * weights, which does better than its own merging of fields; `suggest` lets a question match without all its words.
 */
export const flexSearch: EngineUnderTest = {
  name: 'FlexSearch',
  best: { tokens: 'pairs', name: 1, questions: 8 },
  bestWithoutQuestions: { tokens: 'search', name: 1, questions: 4, mode: 'longWords' },
  alsoTried: [
    { tokens: 'pairs', name: 1, questions: 4 },
    { tokens: 'pairs', name: 2, questions: 4 },
    { tokens: 'pairs', name: 1, questions: 4, mode: 'context' },
    { tokens: 'search', name: 1, questions: 8, mode: 'longWords' },
    { tokens: 'words', name: 1, questions: 4, mode: 'longWords' },
    { tokens: 'words', name: 1, questions: 4, mode: 'longWords', prefix: true },
    { tokens: 'words', name: 1, questions: 4 },
  ],
  build(documents, { tokens, name = 1, questions = 1, prefix, mode }) {
    const cut = tokenizer(tokens);
    // Without rarity, single characters (的, 了, 我) drown the rest.
    const encode = (text: string): string[] =>
      mode === 'longWords' ? cut(text).filter((word) => word.length > 1) : cut(text);
    const weights = { name, questions, body: 1 };
    const indexes = FIELDS.map((field) => {
      const index = new Index({
        tokenize: prefix ? 'forward' : 'strict',
        encode,
        resolution: 9,
        ...(mode === 'context' ? { context: { resolution: 5, depth: 2, bidirectional: true } } : {}),
      });
      for (const [number, document] of documents.entries()) index.add(number, document[field]);
      return { index, weight: weights[field] };
    });
    return {
      search(text, limit) {
        const votes = new Map<number, number>();
        for (const { index, weight } of indexes) {
          const found = index.search(text, { limit: 100, suggest: true }) as number[];
          for (const [rank, number] of found.entries())
            votes.set(number, (votes.get(number) ?? 0) + (weight * HALF) / (HALF + rank));
        }
        return [...votes]
          .sort((x, y) => y[1] - x[1])
          .slice(0, limit)
          .map(([number]) => (documents[number] as BenchDocument).id);
      },
    };
  },
};
