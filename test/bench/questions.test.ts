import { expect, it } from 'vitest';
import { distinctQuestions } from '../../bench/load/questions.js';
import { loadSimilarQuestions } from '../../src/catalogue/similar-questions.js';

it('sends what people ask: wordings as they stand, no label of them, each once', () => {
  const wordings = new Set(loadSimilarQuestions().flatMap(({ questions }) => questions));
  const [first, later] = [wordings.size, wordings.size + 100];
  const questions = distinctQuestions(later);
  expect(new Set(questions.slice(0, first))).toEqual(wordings);
  expect(new Set(questions).size).toBe(later);
  expect(questions.slice(first).every((question) => question.startsWith('请问'))).toBe(true);
});
