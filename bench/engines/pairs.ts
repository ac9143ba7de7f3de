import type { BenchDocument, EngineUnderTest } from './engine.js';
import { tokenizer } from './tokens.js';

const K1 = 1.2;

/** The plainest search that works for Chinese: pairs of characters, weighed by rarity, over one text per matter. */
export const characterPairs: EngineUnderTest = {
  name: '字对（二元组）',
  best: { tokens: 'pairs', b: 0.75 },
  bestWithoutQuestions: { tokens: 'pairs', b: 0.4 },
  alsoTried: [
    { tokens: 'pairs', b: 0.2 },
    { tokens: 'pairs', mode: 'share' },
  ],
  build(documents, { tokens, b = 0.4, mode }) {
    const cut = tokenizer(tokens);
    const bags = documents.map(({ name, questions, body }) => counted(cut(`${name}\n${questions}\n${body}`)));
    const average = bags.reduce((sum, bag) => sum + bag.length, 0) / Math.max(1, bags.length);
    const postings = new Map<string, { number: number; value: number }[]>();
    for (const [number, bag] of bags.entries())
      for (const [pair, count] of bag.counts) {
        const norm = K1 * (1 - b + (b * bag.length) / average);
        const value = mode === 'share' ? 1 : (count * (K1 + 1)) / (count + norm);
        const list = postings.get(pair);
        if (list) list.push({ number, value });
        else postings.set(pair, [{ number, value }]);
      }
    const size = documents.length;
    const rarity = (count: number): number =>
      mode === 'share' ? 1 : Math.log(1 + (size - count + 0.5) / (count + 0.5));
    return {
      search(text, limit) {
        const scores = new Float64Array(size);
        for (const pair of new Set(cut(text))) {
          const list = postings.get(pair) ?? [];
          const weight = rarity(list.length);
          for (const { number, value } of list) scores[number] = (scores[number] as number) + weight * value;
        }
        return [...scores.keys()]
          .filter((number) => (scores[number] as number) > 0)
          .sort((x, y) => (scores[y] as number) - (scores[x] as number))
          .slice(0, limit)
          .map((number) => (documents[number] as BenchDocument).id);
      },
    };
  },
};

function counted(pairs: readonly string[]): { counts: Map<string, number>; length: number } {
  const counts = new Map<string, number>();
  for (const pair of pairs) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  return { counts, length: pairs.length };
}
