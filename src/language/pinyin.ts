import { pinyin } from 'pinyin-pro';
import { FormTrie, longestOnly } from './form-trie.js';

/**
 * Sounds that people in Chongqing and Sichuan, speech recognition and pinyin keyboards mix up
 * (zh/z, ch/c, sh/s, n/l, ng/n) fall together, so that 中裁 meets 仲裁 and 糖料病 meets 糖尿病.
 */
function foldSyllable(syllable: string): string {
  return syllable
    .replace(/^(z|c|s)h/, '$1')
    .replace(/^n(?=[aeiouüv])/, 'l')
    .replace(/ng$/, 'n')
    .replace('v', 'ü');
}

/** A term of the catalogue's language that sounds like a stretch of the question. */
export interface SoundHit {
  term: string;
  start: number;
  end: number;
}

/**
 * Finds terms by their sound. What it finds is a hint, never proof: 景点 and 经典 sound alike.
 * Terms of one character are never found; two characters only when the caller asks for them.
 */
export class SoundIndex {
  private readonly trie = new FormTrie<string>();
  private readonly syllableIds = new Map<string, number>();
  private readonly characterIds = new Map<string, number>();
  private readonly latinSyllables = new Map<string, number>();

  constructor(terms: Iterable<string>) {
    for (const term of terms) {
      if (term.length < 2 || !/^[\u4e00-\u9fff]+$/.test(term)) continue;
      const syllables = pinyin(term, { toneType: 'none', type: 'array', v: true });
      if (syllables.length !== term.length) continue;
      this.trie.add(String.fromCharCode(...syllables.map((syllable) => this.idOf(syllable))), term);
    }
  }

  /** @returns terms that sound like a part of the text but are written otherwise, longest only. */
  hitsIn(text: string, shortest = 3): SoundHit[] {
    const sounds = this.soundsOf(text);
    return longestOnly(this.trie.scan(sounds))
      .filter((hit) => hit.end - hit.start >= shortest && text.slice(hit.start, hit.end) !== hit.value)
      .map((hit) => ({ term: hit.value, start: hit.start, end: hit.end }));
  }

  /**
   * Reads a question typed in pinyin (huzhao zai nali ban).
   * @returns the terms found, in order; empty when the letters are not pinyin.
   */
  readLatin(text: string): string[] {
    let sounds = '';
    for (const run of text.match(/[a-z]+/g) ?? []) {
      const syllables = this.splitSyllables(run);
      if (!syllables) return [];
      sounds += syllables;
    }
    const hits = longestOnly(this.trie.scan(sounds));
    const terms: string[] = [];
    let from = 0;
    for (const hit of hits) {
      if (hit.start < from) continue;
      terms.push(hit.value);
      from = hit.end;
    }
    return terms;
  }

  private idOf(syllable: string): number {
    const folded = foldSyllable(syllable);
    let id = this.syllableIds.get(folded);
    if (id === undefined) {
      id = 0x100 + this.syllableIds.size;
      this.syllableIds.set(folded, id);
    }
    this.latinSyllables.set(syllable.replace('ü', 'v'), id);
    return id;
  }

  private soundsOf(text: string): string {
    let sounds = '';
    for (const character of text) {
      let id = this.characterIds.get(character);
      if (id === undefined) {
        id = /[\u4e00-\u9fff]/.test(character)
          ? this.idOf(pinyin(character, { toneType: 'none', v: true }))
          : character.charCodeAt(0) % 0x100;
        this.characterIds.set(character, id);
      }
      sounds += String.fromCharCode(id);
    }
    return sounds;
  }

  /** Splits letters into known syllables, fewest syllables first; null when they cannot be split. */
  private splitSyllables(letters: string): string | null {
    const best: (string | null)[] = [''];
    for (let end = 1; end <= letters.length; end++) {
      best[end] = null;
      for (let start = Math.max(0, end - 6); start < end; start++) {
        const before = best[start];
        const id = this.latinSyllables.get(letters.slice(start, end));
        if (before === null || before === undefined || id === undefined) continue;
        const current = best[end];
        if (current === null || current === undefined || before.length + 1 < current.length)
          best[end] = before + String.fromCharCode(id);
      }
    }
    return best[letters.length] ?? null;
  }
}
