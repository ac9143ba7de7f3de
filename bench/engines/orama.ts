import { create, insertMultiple, search } from '@orama/orama';
import type { EngineUnderTest } from './engine.js';
import { tokenizer } from './tokens.js';

/** Orama: BM25 over fields in memory. */
export const orama: EngineUnderTest = {
  name: 'Orama',
  best: { tokens: 'pairs', name: 1, questions: 4, b: 0.2, mode: 'relativeCounts' },
  bestWithoutQuestions: { tokens: 'pairs', name: 1, questions: 4, b: 0.2 },
  alsoTried: [
    { tokens: 'pairs', name: 2, questions: 2 },
    { tokens: 'pairs', name: 1, questions: 4 },
    { tokens: 'search', name: 2, questions: 2, mode: 'longWords' },
    { tokens: 'search', name: 1, questions: 4, b: 0.2 },
    { tokens: 'words', name: 2, questions: 2 },
    { tokens: 'words', name: 2, questions: 2, fuzzy: 1 },
  ],
  async build(documents, { tokens, name = 1, questions = 1, fuzzy, b = 0.75, mode }) {
    const all = tokenizer(tokens);
    const cut = mode === 'longWords' ? (text: string) => all(text).filter((word) => word.length > 1) : all;
    const index = create({
      schema: { id: 'string', name: 'string', questions: 'string', body: 'string' } as const,
      components: {
        tokenizer: { language: 'custom', normalizationCache: new Map(), tokenize: (raw: string) => cut(raw) },
      },
    });
    await insertMultiple(
      index,
      documents.map(({ id, name, questions, body }) => ({ id, name, questions, body })),
      documents.length,
    );
    return {
      async search(text, limit) {
        const { hits } = await search(index, {
          term: text,
          properties: ['name', 'questions', 'body'],
          boost: { name, questions, body: 1 },
          // 1: any word will do, as everywhere else here.
          threshold: 1,
          ...(fuzzy ? { tolerance: fuzzy } : {}),
          // Orama counts a word relative to the field's length, far below what BM25's usual k expects.
          relevance: mode === 'relativeCounts' ? { k: 0.02, b, d: 0 } : { k: 1.2, b, d: 0.5 },
          limit,
        });
        return hits.map(({ document }) => document.id);
      },
    };
  },
};
