import type { AskResponse, Candidate } from '../answer/response.js';
import type { Asker } from '../ask.js';
import { MOST_CHOICES } from '../matching/decision.js';
import { isGuideOnly, type JudgedDialogue, type JudgedQuestion } from './judged.js';
import { percentile, type RankFigures, rankFigures } from './ranks.js';

/** How one question fared. */
export interface Outcome {
  id: string;
  question: string;
  region: string | null;
  gold: string[];
  intent: string;
  gotIntent: string;
  kind: string;
  /** Position of the first right candidate from 1; 0: not among them. */
  rank: number;
  /** Names of the first three candidates, for the list of misses. */
  got: string[];
  /** Nothing printed answers it, but a collected guide does: the judged keys name printed rows, so it counts nowhere. */
  byGuide: boolean;
  /** False for a later turn of a conversation. */
  firstTurn: boolean;
  tookMs: number;
}

/** The places are those of questions with a right matter. */
export interface Figures extends RankFigures {
  questions: number;
  /** Questions with a right matter. */
  withGold: number;
  /** Right intent, over all questions. */
  intent: number;
  /** Questions without a matter that were nevertheless answered with one. */
  withoutGold: number;
  falseAnswers: number;
  /** Clarifications, and the share whose choices hold a right matter. */
  clarified: number;
  clarifiedRight: number;
  /** Of the questions with a right matter: answered outright, and right among those. */
  answered: number;
  answeredRight: number;
  p50Ms: number;
  p99Ms: number;
}

const LIMIT = 10;
/** Kinds that name no matter. */
export const NO_ANSWER: ReadonlySet<string> = new Set(['none', 'chat', 'handoff', 'emergency']);

/** Asks judged questions one by one, each in a conversation of its own. */
export async function evaluateQuestions(
  asker: Asker,
  questions: readonly JudgedQuestion[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const judged of questions) {
    const response = await asker.ask({
      question: judged.question,
      region: judged.region ?? undefined,
      limit: LIMIT,
    });
    outcomes.push(judge({ ...judged, firstTurn: true }, response));
  }
  return outcomes;
}

/** Plays judged conversations turn by turn. */
export async function evaluateDialogues(
  asker: Asker,
  dialogues: readonly JudgedDialogue[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { id, region, turns } of dialogues) {
    let sessionId: string | undefined;
    for (const [index, turn] of turns.entries()) {
      const request = { question: turn.question, region: region ?? undefined, sessionId, limit: LIMIT };
      const response = await asker.ask(request);
      sessionId = response.sessionId;
      outcomes.push(judge({ ...turn, id: `${id}/${index + 1}`, region, firstTurn: index === 0 }, response));
    }
  }
  return outcomes;
}

function judge(judged: JudgedQuestion & { firstTurn: boolean }, response: AskResponse): Outcome {
  const { kind, candidates } = response;
  const isUnprinted = ({ sources }: Candidate): boolean => isGuideOnly(sources.map(({ key }) => key));
  const counted = candidates.filter((candidate) => !isUnprinted(candidate));
  const rank =
    counted.findIndex((candidate) => candidate.sources.some(({ key }) => judged.gold.includes(key))) + 1;
  const { id, question, region, gold, intent, firstTurn } = judged;
  return {
    id,
    question,
    region,
    gold,
    intent,
    firstTurn,
    byGuide: gold.length === 0 && kind === 'answer' && candidates.slice(0, 1).some(isUnprinted),
    gotIntent: response.intent,
    kind,
    rank,
    got: counted.slice(0, 3).map((candidate) => `${candidate.sources[0]?.key ?? ''} ${candidate.name}`),
    tookMs: response.tookMs,
  };
}

/** Sums outcomes up. */
export function figuresOf(all: readonly Outcome[]): Figures {
  const outcomes = all.filter(({ byGuide }) => !byGuide);
  const withGold = outcomes.filter(({ gold }) => gold.length > 0);
  const withoutGold = outcomes.filter(({ gold }) => gold.length === 0);
  const clarified = withGold.filter(({ kind }) => kind === 'clarify');
  const answered = withGold.filter(({ kind }) => kind === 'answer');
  const times = outcomes.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  const share = (list: readonly Outcome[], holds: (outcome: Outcome) => boolean): number =>
    list.length === 0 ? 0 : list.filter(holds).length / list.length;
  return {
    questions: outcomes.length,
    withGold: withGold.length,
    ...rankFigures(withGold.map(({ rank }) => rank)),
    intent: share(outcomes, ({ intent, gotIntent }) => intent === gotIntent),
    withoutGold: withoutGold.length,
    falseAnswers: share(withoutGold, ({ kind }) => !NO_ANSWER.has(kind)),
    clarified: clarified.length,
    clarifiedRight: share(clarified, ({ rank }) => rank > 0 && rank <= MOST_CHOICES),
    answered: answered.length,
    answeredRight: share(answered, ({ rank }) => rank === 1),
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
  };
}

/** @returns whether a question with no right matter got one, or one with a right matter got another. */
export function isMiss({ gold, rank, kind, byGuide }: Outcome): boolean {
  if (byGuide) return false;
  return gold.length > 0 ? rank !== 1 : !NO_ANSWER.has(kind);
}
