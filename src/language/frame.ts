import type { IntentId } from '../answer/response.js';
import type { Region, RegionTree } from '../catalogue/regions.js';
import type { Steps } from '../steps.js';
import type { FormHit } from './form-trie.js';
import { type IntentModels, type IntentReading, likelyIntents, readIntent } from './intent.js';
import type { Concept, Lexicon } from './lexicon.js';
import { focusOf } from './negation.js';
import { normalise } from './normalise.js';
import { type SoundHit, SoundIndex } from './pinyin.js';
import { RegionNames } from './region-names.js';
import type { Segmenter } from './segment.js';
import { type CutText, type Term, type TermSink, tellTerms, termsOf } from './terms.js';

/** What a question says, read without knowing which matter it is about. */
export interface QuestionFrame {
  /** Normalised text after corrections. */
  text: string;
  /** The same with all that was ruled out and the region that was named. */
  written: string;
  /** What still holds of the question before, for a follow-up read together with it; empty otherwise. */
  background: string;
  intent: IntentId;
  reading: IntentReading;
  /** Region named in the question that the catalogue serves. */
  region: Region | null;
  /** Region named that the catalogue does not serve. */
  foreign: Region | null;
  /** Concepts in the text. */
  concepts: readonly FormHit<Concept>[];
  /** Concepts of the background; where they stand in it says nothing. */
  backgroundConcepts: readonly Concept[];
  actions: string[];
  objects: string[];
  /** Terms to match by: what was denied is left out, what was put first counts most. */
  terms: Term[];
  words: readonly string[];
  /** Parts the citizen ruled out: 不是补办 … */
  denied: string[];
  /** It takes back what was said before. */
  corrects: boolean;
  /** Terms that only sound like the question; they raise a candidate but prove nothing. */
  soundAlikes: string[];
  /** The text as it was perhaps meant, with those terms in the place of what was written; empty without any. */
  heard: string;
}

/** Weight of a term that was only guessed by its sound. */
const SOUND_WEIGHT = 0.6;
/** Weight of what still holds from the question before: little beside a thing that is named now, much without one. */
const BACKGROUND_BESIDE_OBJECT = 0.2;
const BACKGROUND_ALONE = 0.4;
/** Share of Latin letters from which a whole text is taken for pinyin. */
const PINYIN_SHARE = 0.8;
/** Fewer letters are no pinyin: app, wifi, ktv. */
const LEAST_PINYIN = 5;

/** How many words are given their sound in one step. */
const WORDS_A_STEP = 200;

/** Turns text into a `QuestionFrame`. Built for one catalogue and one lexicon; replaced whole when they change. */
export class Understanding {
  private readonly sounds = new SoundIndex();
  /** Terms of what was heard once; there are no more of them than words in `sounds`. */
  private readonly heardTerms = new Map<string, readonly Term[]>();
  private readonly regionNames: RegionNames;
  private readonly conceptOf = (id: string): Concept | null => this.lexicon.find(id);

  /**
   * @param catalogued - codes of regions with implementations.
   * @param models - trained models of danger and intent; without them the cues decide.
   */
  constructor(
    readonly lexicon: Lexicon,
    private readonly segmenter: Segmenter,
    regions: RegionTree,
    catalogued: Iterable<string>,
    private readonly models: IntentModels = {},
  ) {
    this.regionNames = new RegionNames(regions, catalogued);
  }

  /**
   * Learns how the words sound that are used here, those of the lexicon and of the catalogue; before the first question.
   *
   * @param words - how often the catalogue's names and wordings have each word: the language that is spoken here. What was
   *   written once may be a slip of the pen.
   */
  *learn(words: ReadonlyMap<string, number>): Steps<void> {
    const counts = new Map<string, number>();
    for (const concept of this.lexicon.concepts) for (const form of concept.forms) counts.set(form, 1);
    for (const [word, count] of words)
      if (count > 1 || counts.has(word)) counts.set(word, (counts.get(word) ?? 0) + count);
    let learnt = 0;
    for (const [word, count] of counts) {
      this.sounds.add(word, count);
      if (++learnt % WORDS_A_STEP === 0) yield;
    }
  }

  /** Reads texts of the catalogue as questions are read. */
  cutAll(raws: readonly string[]): CutText[] {
    const texts = raws.map((raw) => this.textOf(raw));
    const words = this.segmenter.cutAll(texts);
    return texts.map((text, at) => ({ text, words: words[at] ?? [], concepts: this.lexicon.scan(text) }));
  }

  /** A text of the catalogue as questions are compared with it. */
  textOf(raw: string): string {
    return this.lexicon.correct(normalise(raw));
  }

  /** Terms of a text of the catalogue. */
  termsOf(raw: string): Term[] {
    return termsOf(this.cutText(this.textOf(raw)), this.conceptOf);
  }

  /** Tells the same terms to a counter. */
  tellTerms(cut: CutText, sink: TermSink): void {
    tellTerms(cut, this.conceptOf, sink);
  }

  private cutText(text: string): CutText {
    return { text, words: this.segmenter.cut(text), concepts: this.lexicon.scan(text) };
  }

  /** Concepts named in a text of the catalogue. */
  conceptsOf(raw: string): Concept[] {
    return this.lexicon.scan(this.textOf(raw)).map((hit) => hit.value);
  }

  /** Concepts of a text of the catalogue with the share (0–1) of its characters that each takes. */
  sharesOf(raw: string): Map<string, number> {
    const text = this.textOf(raw);
    const length = text.replaceAll(' ', '').length || 1;
    const shares = new Map<string, number>();
    for (const { value, form } of this.lexicon.scan(text))
      shares.set(
        value.id,
        Math.min(1, (shares.get(value.id) ?? 0) + form.replaceAll(' ', '').length / length),
      );
    return shares;
  }

  /** Reads one question. */
  read(raw: string): QuestionFrame {
    const corrected = this.lexicon.correct(this.fromPinyin(normalise(raw)));
    const { region, foreign, rest } = this.regionNames.find(corrected);
    const { kept, denied, corrects } = focusOf(rest);
    const cut = this.cutText(kept);
    const { words, concepts } = cut;
    const terms = termsOf(cut, this.conceptOf);
    const sounds = this.soundHits(kept, words);
    this.addSoundAlikes(sounds, terms);
    const reading = readIntent(kept, this.models, rest);
    return {
      text: kept,
      written: corrected,
      background: '',
      intent: reading.intent,
      reading,
      region,
      foreign,
      concepts,
      backgroundConcepts: [],
      actions: idsOf(conceptsIn(concepts), 'action'),
      objects: idsOf(conceptsIn(concepts), 'object'),
      terms,
      words,
      denied,
      corrects,
      soundAlikes: sounds.map(({ term }) => term),
      heard: heardText(kept, sounds),
    };
  }

  /** @returns the intents about a matter with the chance that the words of a question show them. */
  likelyIntents(frame: QuestionFrame): { intent: IntentId; probability: number }[] {
    return likelyIntents(frame.text, this.models.intents ?? null);
  }

  /**
   * A follow-up together with what still holds of the question before it.
   *
   * @param background - normalised text; counts less than the new words.
   */
  withBackground(frame: QuestionFrame, background: string): QuestionFrame {
    const cut = this.cutText(background);
    const weight = frame.objects.length > 0 ? BACKGROUND_BESIDE_OBJECT : BACKGROUND_ALONE;
    const terms = new Map(frame.terms.map((term) => [term.key, term]));
    for (const term of termsOf(cut, this.conceptOf))
      if (!terms.has(term.key)) terms.set(term.key, { ...term, weight: term.weight * weight });
    const backgroundConcepts = conceptsIn(cut.concepts);
    const all = [...conceptsIn(frame.concepts), ...backgroundConcepts];
    return {
      ...frame,
      background,
      backgroundConcepts,
      actions: idsOf(all, 'action'),
      objects: idsOf(all, 'object'),
      terms: [...terms.values()],
      words: [...frame.words, ...cut.words],
    };
  }

  private fromPinyin(text: string): string {
    const letters = text.replace(/[^a-z]/g, '').length;
    if (letters < LEAST_PINYIN) return text;
    if (letters < PINYIN_SHARE * text.replace(/\s/g, '').length) return this.sounds.readLatinWords(text);
    const terms = this.sounds.readLatin(text);
    return terms.length > 0 ? terms.join(' ') : text;
  }

  private soundHits(text: string, words: readonly string[]): SoundHit[] {
    const wordStarts = startsOfLongWords(text, words);
    return this.sounds.hitsIn(text, (start) => wordStarts.has(start));
  }

  private addSoundAlikes(hits: readonly SoundHit[], terms: Term[]): void {
    const known = new Set(terms.map((term) => term.key));
    for (const { term: form } of hits)
      for (const term of this.termsHeard(form))
        if (!known.has(term.key)) {
          known.add(term.key);
          terms.push({ ...term, weight: term.weight * SOUND_WEIGHT });
        }
  }

  private termsHeard(form: string): readonly Term[] {
    let terms = this.heardTerms.get(form);
    if (!terms) {
      terms = termsOf(this.cutText(form), this.conceptOf);
      this.heardTerms.set(form, terms);
    }
    return terms;
  }
}

/** 底保怎么申请 → 低保怎么申请. */
function heardText(text: string, hits: readonly SoundHit[]): string {
  if (hits.length === 0) return '';
  let heard = '';
  let from = 0;
  for (const { term, start, end } of hits) {
    if (start < from) continue;
    heard += text.slice(from, start) + term;
    from = end;
  }
  return heard + text.slice(from);
}

/** Where words of two characters or more begin. */
function startsOfLongWords(text: string, words: readonly string[]): Set<number> {
  const starts = new Set<number>();
  let from = 0;
  for (const word of words) {
    const start = text.indexOf(word, from);
    if (word.length > 1) starts.add(start);
    from = start + word.length;
  }
  return starts;
}

/** All that a question and what still holds of the one before speak of. */
export function conceptsOf({ concepts, backgroundConcepts }: QuestionFrame): Concept[] {
  return [...conceptsIn(concepts), ...backgroundConcepts];
}

function conceptsIn(hits: readonly FormHit<Concept>[]): Concept[] {
  return hits.map(({ value }) => value);
}

function idsOf(concepts: readonly Concept[], kind: Concept['kind']): string[] {
  const ids = new Set<string>();
  for (const concept of concepts) if (concept.kind === kind) ids.add(concept.id);
  return [...ids];
}
