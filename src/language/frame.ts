import type { IntentId } from '../answer/response.js';
import type { Region, RegionTree } from '../catalogue/regions.js';
import type { FormHit } from './form-trie.js';
import { type IntentModels, type IntentReading, likelyIntents, readIntent } from './intent.js';
import type { Concept, Lexicon } from './lexicon.js';
import { focusOf } from './negation.js';
import { normalise } from './normalise.js';
import { type SoundHit, SoundIndex } from './pinyin.js';
import { RegionNames } from './region-names.js';
import { Segmenter } from './segment.js';
import { type Term, termsOf } from './terms.js';

/** What a question says, read without knowing which matter it is about. */
export interface QuestionFrame {
  /** Normalised text after corrections. */
  text: string;
  /** What still holds of the question before, for a follow-up read together with it; empty otherwise. */
  background: string;
  intent: IntentId;
  reading: IntentReading;
  /** Region named in the question that the catalogue serves. */
  region: Region | null;
  /** Region named that the catalogue does not serve. */
  foreign: Region | null;
  concepts: FormHit<Concept>[];
  actions: string[];
  objects: string[];
  /** Terms to match by: what was denied is left out, what was put first counts most. */
  terms: Term[];
  words: string[];
  /** Parts the citizen ruled out: 不是补办 … */
  denied: string[];
  /** Terms that only sound like the question; they raise a candidate but prove nothing. */
  soundAlikes: string[];
  /** The text as it was perhaps meant, with those terms in the place of what was written; empty without any. */
  heard: string;
}

interface CutText {
  /** Normalised, with known misspellings corrected. */
  text: string;
  words: string[];
}

/** Weight of a term that was only guessed by its sound. */
const SOUND_WEIGHT = 0.6;
/** Weight of what still holds from the question before: little beside a thing that is named now, much without one. */
const BACKGROUND_BESIDE_OBJECT = 0.2;
const BACKGROUND_ALONE = 0.4;
/** Share of Latin letters from which a text is taken for pinyin. */
const PINYIN_SHARE = 0.8;

/** Turns text into a `QuestionFrame`. Built for one catalogue and one lexicon; replaced whole when they change. */
export class Understanding {
  private readonly segmenter: Segmenter;
  private readonly sounds: SoundIndex;
  private readonly regionNames: RegionNames;
  /** Texts of the catalogue as they are cut: counting words and building the index both need it. */
  private readonly prepared = new Map<string, CutText>();

  /**
   * @param texts - names and wordings of the catalogue: the language that is spoken here.
   * @param catalogued - codes of regions with implementations.
   * @param models - trained models of danger and intent; without them the cues decide.
   */
  constructor(
    readonly lexicon: Lexicon,
    regions: RegionTree,
    texts: Iterable<string>,
    catalogued: Iterable<string>,
    private readonly models: IntentModels = {},
  ) {
    const forms = new Set<string>();
    for (const concept of lexicon.concepts) for (const form of concept.forms) forms.add(form);
    // Only standard terms: were every colloquial form a word of its own, the words inside it would be lost.
    this.segmenter = new Segmenter([...lexicon.concepts].map(({ id }) => id));
    const counts = new Map<string, number>();
    for (const form of forms) counts.set(form, 1);
    for (const raw of texts)
      for (const word of this.prepare(raw).words) counts.set(word, (counts.get(word) ?? 0) + 1);
    this.sounds = new SoundIndex(counts);
    this.regionNames = new RegionNames(regions, catalogued);
  }

  /** Terms of a text of the catalogue (a name, a wording), read as questions are read. */
  termsOf(raw: string): Term[] {
    const { text, words } = this.prepared.get(raw) ?? this.cut(raw);
    return termsOf(text, words, this.lexicon.scan(text), (id) => this.lexicon.find(id));
  }

  /** Forgets how the catalogue's texts are cut, when the index that needs it is built. */
  settle(): void {
    this.prepared.clear();
  }

  private prepare(raw: string): CutText {
    const cut = this.cut(raw);
    this.prepared.set(raw, cut);
    return cut;
  }

  private cut(raw: string): CutText {
    const text = this.lexicon.correct(normalise(raw));
    return { text, words: this.segmenter.cut(text) };
  }

  /** Concepts named in a text of the catalogue. */
  conceptsOf(raw: string): Concept[] {
    return this.lexicon.scan(this.lexicon.correct(normalise(raw))).map((hit) => hit.value);
  }

  /** Concepts of a text of the catalogue with the share (0–1) of its characters that each takes. */
  sharesOf(raw: string): Map<string, number> {
    const text = this.lexicon.correct(normalise(raw));
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
    const { kept, denied } = focusOf(rest);
    const concepts = this.lexicon.scan(kept);
    const words = this.segmenter.cut(kept);
    const terms = termsOf(kept, words, concepts, (id) => this.lexicon.find(id));
    const sounds = this.soundHits(kept, words);
    this.addSoundAlikes(sounds, terms);
    const reading = readIntent(kept, this.models, rest);
    return {
      text: kept,
      background: '',
      intent: reading.intent,
      reading,
      region,
      foreign,
      concepts,
      actions: idsOf(concepts, 'action'),
      objects: idsOf(concepts, 'object'),
      terms,
      words,
      denied,
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
    const concepts = this.lexicon.scan(background);
    const weight = frame.objects.length > 0 ? BACKGROUND_BESIDE_OBJECT : BACKGROUND_ALONE;
    const terms = new Map(frame.terms.map((term) => [term.key, term]));
    for (const term of this.termsOfText(background, concepts))
      if (!terms.has(term.key)) terms.set(term.key, { ...term, weight: term.weight * weight });
    const all = [...frame.concepts, ...concepts];
    return {
      ...frame,
      background,
      concepts: all,
      actions: idsOf(all, 'action'),
      objects: idsOf(all, 'object'),
      terms: [...terms.values()],
      words: [...frame.words, ...this.segmenter.cut(background)],
    };
  }

  private termsOfText(text: string, concepts: FormHit<Concept>[]): Term[] {
    return termsOf(text, this.segmenter.cut(text), concepts, (id) => this.lexicon.find(id));
  }

  private fromPinyin(text: string): string {
    const letters = text.replace(/[^a-z]/g, '').length;
    if (letters < 5 || letters < PINYIN_SHARE * text.replace(/\s/g, '').length) return text;
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
      for (const term of this.termsOfText(form, this.lexicon.scan(form)))
        if (!known.has(term.key)) {
          known.add(term.key);
          terms.push({ ...term, weight: term.weight * SOUND_WEIGHT });
        }
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

function idsOf(concepts: readonly FormHit<Concept>[], kind: Concept['kind']): string[] {
  const ids = new Set<string>();
  for (const { value: concept } of concepts) if (concept.kind === kind) ids.add(concept.id);
  return [...ids];
}
