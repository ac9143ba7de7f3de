import { pinyin } from 'pinyin-pro';
import { type FormHit, FormTrie, longestOnly } from './form-trie.js';

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

/** Letters between other characters, enough of them for a word. */
const LATIN_WORDS = /(?<![a-z0-9])[a-z]{2,}(?: [a-z]{2,})*(?![a-z0-9])/g;

/** Of syllables in the middle of a text so many belong to words of more than one, or it is no pinyin. */
const LONG_SHARE = 2 / 3;

/** Units below these stand for other characters. */
const UNKNOWN = 0xff;
const FIRST_SYLLABLE = 0x100;

const SYLLABLES = { toneType: 'none', type: 'array', v: true } as const;

const readings = new Map<string, string[]>();

/** How a character can be read, tones left out; most have one reading whatever word they stand in. */
function readingsOf(character: string): string[] {
  let known = readings.get(character);
  if (!known) {
    known = [...new Set(pinyin(character, { ...SYLLABLES, multiple: true }))];
    readings.set(character, known);
  }
  return known;
}

/** A term of the catalogue's language that sounds like a stretch of the question. */
export interface SoundHit {
  term: string;
  start: number;
  end: number;
}

/**
 * Finds terms by their sound. What it finds is a hint, never proof: 景点 and 经典 sound alike.
 * A typed word of two characters is what it is; only fragments of that length are heard as something else.
 */
export class SoundIndex {
  private readonly trie = new FormTrie<string>();
  /** The most frequent term of each sound: 怎么 rather than 怎吗. */
  private readonly favourite = new Map<string, { term: string; count: number }>();
  private readonly syllableIds = new Map<string, number>();
  private readonly characterIds = new Map<string, number>();
  private readonly latinSyllables = new Map<string, number>();

  /** @param count - how often the catalogue and its wordings use the word. */
  add(term: string, count: number): void {
    if (!/^[\u4e00-\u9fff]+$/.test(term)) return;
    const sound = this.soundOf(term);
    if (sound.length !== term.length) return;
    const known = this.favourite.get(sound);
    if (!known) this.trie.add(sound, sound);
    if (!known || known.count < count) this.favourite.set(sound, { term, count });
  }

  /**
   * @param isWord - whether the two characters at this place are a word of their own, so meant as written.
   * @returns terms that sound like a part of the text but are written otherwise, longest only.
   */
  hitsIn(text: string, isWord: (start: number) => boolean): SoundHit[] {
    const sounds = this.soundsOf(text);
    const found: SoundHit[] = [];
    for (const hit of longestOnly(this.trie.scan(sounds))) {
      const length = hit.end - hit.start;
      if (length < 2 || (length === 2 && isWord(hit.start))) continue;
      const term = this.favourite.get(hit.value)?.term;
      if (term && text.slice(hit.start, hit.end) !== term)
        found.push({ term, start: hit.start, end: hit.end });
    }
    return found;
  }

  /**
   * Reads a question typed in pinyin (huzhao zai nali ban).
   * @returns the terms found, in order; empty when the letters are not pinyin.
   */
  readLatin(text: string): string[] {
    return this.termsIn(this.syllablesOf(text) ?? '').map(({ term }) => term);
  }

  /** @returns a text with words for what is typed in pinyin in the middle of it: dibao交了 is 低保交了. */
  readLatinWords(text: string): string {
    return text.replace(LATIN_WORDS, (letters) => {
      const syllables = this.syllablesOf(letters);
      if (!syllables) return letters;
      const terms = this.termsIn(syllables);
      const all = terms.reduce((sum, { length }) => sum + length, 0);
      const long = terms.reduce((sum, { length }) => sum + (length > 1 ? length : 0), 0);
      // What is half English is no pinyin.
      const isPinyin = all === syllables.length && long >= LONG_SHARE * all;
      return isPinyin ? terms.map(({ term }) => term).join('') : letters;
    });
  }

  /** @returns one unit a syllable; null when the letters are not pinyin. */
  private syllablesOf(letters: string): string | null {
    let syllables = '';
    for (const run of letters.match(/[a-z]+/g) ?? []) {
      const ofRun = this.splitSyllables(run);
      if (!ofRun) return null;
      syllables += ofRun;
    }
    return syllables;
  }

  /** The terms of which sounds are made, as long ones as possible: 家庭医生 in 我要办家庭医生, not 搬家. */
  private termsIn(sounds: string): { term: string; length: number }[] {
    const hits = this.trie.scan(sounds);
    /** From each syllable on: how good the rest can be read, and its first term. */
    const best = Array.from({ length: sounds.length + 1 }, () => ({
      worth: 0,
      hit: null as FormHit<string> | null,
    }));
    for (let start = sounds.length - 1; start >= 0; start--) {
      let chosen = { worth: best[start + 1]?.worth ?? 0, hit: null as FormHit<string> | null };
      for (const hit of hits) {
        if (hit.start !== start) continue;
        const worth = (hit.end - start) ** 2 + this.commonness(hit.value) + (best[hit.end]?.worth ?? 0);
        if (worth > chosen.worth) chosen = { worth, hit };
      }
      best[start] = chosen;
    }
    const terms: { term: string; length: number }[] = [];
    for (let at = 0; at < sounds.length; ) {
      const hit = best[at]?.hit;
      if (hit) terms.push({ term: this.favourite.get(hit.value)?.term ?? '', length: hit.end - hit.start });
      at = hit?.end ?? at + 1;
    }
    return terms;
  }

  /** 0–1; decides between terms of one length: 出生 上 rather than 出 身上. */
  private commonness(sound: string): number {
    const { count } = this.favourite.get(sound) ?? { count: 0 };
    return count / (count + 50);
  }

  /** The sound of a word, one unit a syllable. Only characters of several readings have to be looked at in the word. */
  private soundOf(term: string): string {
    let sound = '';
    for (const character of term) {
      const [syllable, ...others] = readingsOf(character);
      if (!syllable || others.length > 0)
        return pinyin(term, SYLLABLES)
          .map((one) => String.fromCharCode(this.idOf(one)))
          .join('');
      sound += String.fromCharCode(this.idOf(syllable));
    }
    return sound;
  }

  private idOf(syllable: string): number {
    const typed = syllable.replace('ü', 'v');
    const known = this.latinSyllables.get(typed);
    if (known !== undefined) return known;
    const folded = foldSyllable(syllable);
    const id = this.syllableIds.get(folded) ?? FIRST_SYLLABLE + this.syllableIds.size;
    this.syllableIds.set(folded, id);
    this.latinSyllables.set(typed, id);
    return id;
  }

  /** The sounds of a question, one unit a UTF-16 unit; sounds that no term has are all one. */
  private soundsOf(text: string): string {
    let sounds = '';
    for (let i = 0; i < text.length; i++) {
      const character = text[i] as string;
      let id = this.characterIds.get(character);
      if (id === undefined) {
        id = /[\u4e00-\u9fff]/.test(character)
          ? (this.syllableIds.get(foldSyllable(pinyin(character, { toneType: 'none', v: true }))) ?? UNKNOWN)
          : character.charCodeAt(0) % UNKNOWN;
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
