import { SqliteDatabase } from '../../src/storage/sqlite-database.js';
import type { EngineUnderTest } from './engine.js';
import { tokenizer } from './tokens.js';

/** SQLite's FTS5, BM25 over columns, with words cut beforehand. */
export const sqliteFts5: EngineUnderTest = {
  name: 'SQLite FTS5',
  best: { tokens: 'words', name: 2, questions: 2, prefix: true },
  bestWithoutQuestions: { tokens: 'pairs', name: 2, questions: 2 },
  alsoTried: [
    { tokens: 'search', name: 2, questions: 2, prefix: true },
    { tokens: 'search', name: 2, questions: 2 },
    { tokens: 'search', name: 1, questions: 1 },
    { tokens: 'search', name: 2, questions: 4 },
    { tokens: 'words', name: 2, questions: 2 },
    { tokens: 'wordsAndPairs', name: 2, questions: 2 },
  ],
  build(documents, { tokens, name = 1, questions = 1, prefix }) {
    const cut = tokenizer(tokens);
    const database = new SqliteDatabase(':memory:');
    const run = (sql: string): unknown => database.prepare(sql).run();
    run(
      "CREATE VIRTUAL TABLE matter USING fts5(id UNINDEXED, name, questions, body, tokenize = 'unicode61')",
    );
    const insert = database.prepare('INSERT INTO matter VALUES (?, ?, ?, ?)');
    const spaced = (text: string): string => cut(text).join(' ');
    run('BEGIN');
    for (const one of documents)
      insert.run(one.id, spaced(one.name), spaced(one.questions), spaced(one.body));
    run('COMMIT');
    const select = database.prepare(
      `SELECT id FROM matter WHERE matter MATCH ? ORDER BY bm25(matter, 0, ${name}, ${questions}, 1) LIMIT ?`,
    );
    return {
      search(text, limit) {
        const words = [...new Set(cut(text))].map(
          (word) => `"${word.replaceAll('"', '')}"${prefix ? '*' : ''}`,
        );
        if (words.length === 0) return [];
        return (select.all(words.join(' OR '), limit) as { id: string }[]).map(({ id }) => id);
      },
    };
  },
};
