import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { EngineAwayError, type EngineUnderTest } from './engine.js';
import { tokenizer } from './tokens.js';

/** A server on this machine, as tests use it too. */
const SERVER = { host: '127.0.0.1', port: 3306, user: 'root', password: '', connectTimeout: 1_000 };

/**
 * InnoDB full text. MariaDB has no parser for Chinese (`ngram` is MySQL's) and drops words shorter than three letters,
 * so words are cut beforehand and written as the hexadecimal of their UTF-8.
 */
export const mariadb: EngineUnderTest = {
  name: 'MariaDB full text',
  best: { tokens: 'wordsAndPairs', name: 1, questions: 4 },
  bestWithoutQuestions: { tokens: 'wordsAndPairs', name: 1, questions: 2 },
  alsoTried: [
    { tokens: 'search', name: 1, questions: 3 },
    { tokens: 'pairs', name: 1, questions: 3 },
    { tokens: 'words', name: 1, questions: 3 },
  ],
  async build(documents, { tokens, name = 1, questions = 1 }) {
    const cut = tokenizer(tokens);
    const encode = (text: string): string =>
      cut(text)
        .map((word) => Buffer.from(word).toString('hex'))
        .join(' ');
    const connection = await createConnection(SERVER).catch((error: Error) => {
      throw new EngineAwayError(`127.0.0.1:3306 上没有可用的 MariaDB（${error.message}）`);
    });
    const database = `wenban_bench_${randomBytes(6).toString('hex')}`;
    await connection.query(`CREATE DATABASE ${database} CHARACTER SET ascii`);
    const close = async (): Promise<void> => {
      await connection.query(`DROP DATABASE ${database}`);
      await connection.end();
    };
    try {
      await connection.query(`USE ${database}`);
      await connection.query(
        'CREATE TABLE matter (id VARCHAR(96) PRIMARY KEY, name TEXT, questions MEDIUMTEXT, body MEDIUMTEXT) ENGINE = InnoDB',
      );
      await connection.query('INSERT INTO matter VALUES ?', [
        documents.map((one) => [one.id, encode(one.name), encode(one.questions), encode(one.body)]),
      ]);
      for (const field of ['name', 'questions', 'body'])
        await connection.query(`ALTER TABLE matter ADD FULLTEXT (${field})`);
    } catch (error) {
      await close();
      throw error;
    }
    const sql = `SELECT id, ${name} * MATCH (name) AGAINST (?) + ${questions} * MATCH (questions) AGAINST (?)
      + MATCH (body) AGAINST (?) AS score FROM matter HAVING score > 0 ORDER BY score DESC LIMIT ?`;
    return {
      close,
      async search(text, limit) {
        const words = encode(text);
        const [rows] = await connection.query(sql, [words, words, words, limit]);
        return (rows as { id: string }[]).map(({ id }) => id);
      },
    };
  },
};
