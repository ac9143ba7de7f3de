import { readFileSync } from 'node:fs';
import { INTENTS } from '../../intents/index.js';
import { INTENT_IDS } from '../answer/response.js';
import type { SimilarQuestions } from '../catalogue/similar-questions.js';
import { type DangerSign, readSigns } from '../language/danger.js';
import type { Understanding } from '../language/frame.js';
import { intentFeatures, onlyTells } from '../language/intent-features.js';
import { normalise } from '../language/normalise.js';
import { textFeatures } from '../language/text-model.js';
import type { TextSample } from './train-text-model.js';

/** Labels of the model that tells danger from talk about it. */
export const DANGER_LABELS = ['danger', 'none'] as const;

/** Calls for help are few among the texts, and the one thing that must not be missed. */
const DANGER_WEIGHT = 7;
/** Talk about fires and accidents afterwards: what danger is most easily taken for. */
const NEAR_WEIGHT = 3;

/** Written to tell intents apart; the intents of wordings come along with the matter. */
const WRITTEN_WEIGHT = 2;
/** Wordings that only tell a situation, as many as there are of the commonest labels. */
const TOLD = 2_000;
/** A word or two say nothing about what is wanted. */
const LEAST_TOLD = 5;

/** Reads lines of label, TAB, text; `#` begins a comment. */
export function readLabelled<Label extends string>(
  path: string,
  labels: readonly Label[],
): { label: Label; text: string }[] {
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .flatMap((line, index) => {
      if (!line.trim() || line.startsWith('#')) return [];
      const [label, text] = line.split('\t');
      if (!text || !labels.includes(label as Label))
        throw new Error(`${path} 第 ${index + 1} 行：应为 标签 TAB 文字，标签是 ${labels.join('、')} 之一`);
      return [{ label: label as Label, text }];
    });
}

/** A question with the intent that a person gave it. */
interface AskedWith {
  intent: string;
  question: string;
}

/**
 * Questions with the intent a person gave them: data/intent-questions.tsv, the wordings that carry one, the
 * examples of the intents, and turns of conversations that ask something by themselves. Wordings without an intent that only
 * tell a situation want an overview.
 */
export function intentSamples(
  path: string,
  wordings: readonly SimilarQuestions[],
  turns: readonly AskedWith[],
  language: Understanding,
): TextSample[] {
  const labelled: { label: string; text: string; weight?: number }[] = [
    ...readLabelled(path, INTENT_IDS).map((line) => ({ ...line, weight: WRITTEN_WEIGHT })),
    ...[...wordings.flatMap(({ intents }) => intents), ...turns.filter(asks)].map(({ intent, question }) => ({
      label: intent,
      text: question,
    })),
    ...INTENTS.flatMap(({ id, examples }) => examples.map((text) => ({ label: id, text }))),
  ];
  const unknown = labelled.find(({ label }) => !(INTENT_IDS as readonly string[]).includes(label));
  if (unknown) throw new Error(`“${unknown.text}”的意图“${unknown.label}”不存在`);
  const told = wordings
    .flatMap(({ questions }) => questions)
    .map((text) => folded(text, language))
    .filter((text) => text.length >= LEAST_TOLD && onlyTells(text));
  const step = Math.max(1, Math.floor(told.length / TOLD));
  return [
    ...labelled.map((line) => ({ ...line, text: folded(line.text, language) })),
    ...told.filter((_, i) => i % step === 0).map((text) => ({ label: 'overview', text, weight: 1 })),
  ].map(({ label, text, weight }) => ({ label, features: [...intentFeatures(text)], weight }));
}

/** 我们没有领证的 keeps the intent of the turn before: by itself it shows none. */
function asks({ question }: AskedWith): boolean {
  return !onlyTells(normalise(question));
}

/**
 * Calls for help and texts that only sound like them (data/dangers.tsv), among all that people ask otherwise.
 *
 * @param others - wordings of matters and of topics that are not ours.
 */
export function dangerSamples(
  path: string,
  others: Iterable<string>,
  language: Understanding,
  signs: readonly DangerSign[],
): TextSample[] {
  const featuresOf = (raw: string): string[] => {
    const text = folded(raw, language);
    return [...textFeatures(text), ...readSigns(text, signs).features];
  };
  const known = readLabelled(path, ['emergency', 'near']).map(({ label, text }) => ({
    label: label === 'emergency' ? 'danger' : 'none',
    features: featuresOf(text),
    weight: label === 'emergency' ? DANGER_WEIGHT : NEAR_WEIGHT,
  }));
  return [...known, ...[...others].map((text) => ({ label: 'none', features: featuresOf(text) }))];
}

function folded(text: string, language: Understanding): string {
  return language.lexicon.correct(normalise(text));
}
