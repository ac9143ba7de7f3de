import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import type { Settings } from './engine.js';

/** @returns the function that cuts a normalised text, with jieba's own dictionary as anybody would install it. */
export function tokenizer(kind: Settings['tokens']): (text: string) => string[] {
  if (kind === 'pairs') return pairsOf;
  const jieba = Jieba.withDict(dict);
  const notBlank = (word: string): boolean => word.trim() !== '';
  switch (kind) {
    case 'words':
      return (text) => jieba.cut(text, true).filter(notBlank);
    case 'search':
      return (text) => jieba.cutForSearch(text, true).filter(notBlank);
    case 'wordsAndPairs':
      return (text) => [...new Set([...jieba.cut(text, true).filter(notBlank), ...pairsOf(text)])];
  }
}

/** @returns pairs of neighbouring characters, blanks never among them. */
export function pairsOf(text: string): string[] {
  return text
    .split(/\s+/)
    .flatMap((part) => (part.length < 2 ? [part] : [...part].slice(1).map((second, i) => part[i] + second)))
    .filter((pair) => pair !== '');
}
