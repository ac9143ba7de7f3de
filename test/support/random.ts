/** Numbers between 0 and 1 that are the same in every run (mulberry32), so that a failure can be seen again. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What texts from outside may hold: ordinary words, four-byte characters, markup, and what breaks careless programs. */
const PIECES = [
  '社保卡丢了怎么补',
  '大足区',
  '，',
  '。',
  '；',
  '\n',
  '材料：',
  '1. ',
  ' ',
  'a',
  '9',
  '😀',
  '👨‍👩‍👧‍👦',
  '𠮷',
  '<',
  '>',
  '&',
  ']]>',
  '<![CDATA[',
  '"',
  "'",
  '\u200b',
  '\u202e',
  '%E6',
  '$x',
  '13812345678',
];

/** @param most - pieces, not characters. */
export function randomText(random: () => number, most: number): string {
  const length = Math.floor(random() * most);
  return Array.from({ length }, () => PIECES[Math.floor(random() * PIECES.length)]).join('');
}
