import { describe, expect, it } from 'vitest';
import { loadSimilarQuestions, parseSimilarQuestions } from '../../src/catalogue/similar-questions.js';

describe('files of similar questions', () => {
  it('hold wordings under the row they ask for', () => {
    const text =
      '# 社保\n## dj-017 补、换社会保障卡\n社保卡丢了怎么补\n\n  社保卡断成两截了\tfaq \r\n# 旧词\n## dj-018 查询\n';
    expect(parseSimilarQuestions(text, 'a.txt')).toEqual([
      {
        row: { key: 'dj-017', name: '补、换社会保障卡' },
        questions: ['社保卡丢了怎么补', '社保卡断成两截了'],
        intents: [{ question: '社保卡断成两截了', intent: 'faq' }],
      },
      { row: { key: 'dj-018', name: '查询' }, questions: [], intents: [] },
    ]);
  });

  it('name the line of a fault', () => {
    expect(() => parseSimilarQuestions('\n社保卡丢了\n', 'a.txt')).toThrow('a.txt:2: ');
    expect(() => parseSimilarQuestions(`## dj-017 x\n${'长'.repeat(501)}`, 'a.txt')).toThrow('a.txt:2: ');
  });

  it('may be missing', () => {
    expect(loadSimilarQuestions('/nowhere/at/all')).toEqual([]);
  });
});
