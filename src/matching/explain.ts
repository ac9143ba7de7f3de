import type { QuestionFrame } from '../language/frame.js';
import type { Decision } from './decision.js';
import type { Engine } from './engine.js';
import { FEATURES } from './features.js';
import type { Match } from './matcher.js';

/** What one feature of a candidate adds to its score: points = value · weight. */
type FeaturePoints = Record<string, { value: number; weight: number; points: number }>;

/** Why a question got its answer; confidence is a probability. */
export type Explanation = {
  frame: {
    text: string;
    intent: string;
    cues: string[];
    words: readonly string[];
    concepts: string[];
    actions: string[];
    objects: string[];
    region: string | null;
    foreign: string | null;
    denied: string[];
    soundAlikes: string[];
  };
  decision: { verdict: string; confidence: number };
  candidates: {
    id: string;
    name: string;
    eligible: boolean;
    score: number;
    /** Words of the question that the matter has, with the fields. */
    matched: Record<string, string[]>;
    /** The wording nearest to the question. */
    nearestWording: string | null;
    /**
     * Their points add up to the score. null for a later message of a conversation: a network ranks those, in which what one
     * feature says depends on the others, so none has points of its own.
     */
    features: FeaturePoints | null;
  }[];
};

/** Explains the first five candidates. */
export function explain(
  engine: Engine,
  frame: QuestionFrame,
  matches: readonly Match[],
  decision: Decision,
): Explanation {
  return {
    frame: {
      text: frame.text,
      intent: frame.intent,
      cues: frame.reading.cues,
      words: frame.words,
      concepts: frame.concepts.map((hit) => `${hit.form}→${hit.value.id}`),
      actions: frame.actions,
      objects: frame.objects,
      region: frame.region?.name ?? null,
      foreign: frame.foreign?.name ?? null,
      denied: frame.denied,
      soundAlikes: frame.soundAlikes,
    },
    decision: { verdict: decision.verdict, confidence: decision.confidence },
    candidates: matches.slice(0, 5).map((match) => ({
      id: match.matter.item.id,
      name: match.matter.item.name,
      eligible: match.eligible,
      score: match.score,
      matched: matchedFields(engine, frame, match),
      nearestWording: nearestWording(engine, frame, match),
      features: pointsOf(engine, match),
    })),
  };
}

function pointsOf({ matcher: { model } }: Engine, { features, score }: Match): FeaturePoints | null {
  if (model.score(features) !== score) return null;
  const points = FEATURES.map((name, i) => {
    const value = features[i] as number;
    const weight = model.weightOf(name);
    return [name, { value, weight, points: value * weight }] as const;
  });
  return Object.fromEntries(points);
}

function matchedFields(engine: Engine, frame: QuestionFrame, match: Match): Record<string, string[]> {
  const { index } = engine.matcher;
  const matched: Record<string, string[]> = {};
  for (const term of index.query(frame.terms)) {
    if (term.kind === 'pair') continue;
    const fields = index.fieldsOf(match.number, term);
    if (fields.length > 0) matched[term.key.slice(2)] = fields;
  }
  return matched;
}

/** The wording of a matter that shares most of the question's terms, by weight; slow, for explaining only. */
function nearestWording(engine: Engine, frame: QuestionFrame, { matter }: Match): string | null {
  const weights = new Map(engine.matcher.index.query(frame.terms).map(({ key, weight }) => [key, weight]));
  let best: { wording: string; shared: number } | null = null;
  for (const wording of matter.item.questions) {
    const terms = engine.language.termsOf(wording);
    const shared =
      terms.reduce((sum, { key }) => sum + (weights.get(key) ?? 0), 0) / Math.sqrt(terms.length || 1);
    if (shared > (best?.shared ?? 0)) best = { wording, shared };
  }
  return best?.wording ?? null;
}
