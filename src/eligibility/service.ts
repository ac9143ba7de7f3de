import type { Snapshot } from '../catalogue/snapshot.js';
import type { Reason } from './benefit-table.js';
import { evaluateBenefits, type Situation, type Verdict } from './evaluate.js';
import { CHILD_PREFIX, type Facts, type FactValue, factLabel, isFactKey, parsePeople } from './facts.js';
import { chooseQuestion, findQuestion, type NextQuestion, questionId } from './questions.js';

/** What `POST /api/v1/eligibility` asks. `regionCode`: GB/T 2260; undefined when the place is not known. */
export interface EligibilityCheck {
  facts: Readonly<Record<string, FactValue>>;
  regionCode?: string;
}

/** What it answers: every benefit of the region, met first. */
export interface EligibilityReport {
  benefits: {
    itemId: string;
    name: string;
    verdict: Verdict;
    /** The verdict as people read it: 可能符合, 看来不符合, 还要知道…. */
    words: string;
    reasons: Reason[];
    /** Facts that would settle it; a child's carry the prefix `child.`. */
    missing: string[];
    person: 'main' | 'child';
    /** For every resident. */
    everyone: boolean;
    /** How a word of the row was understood. */
    note?: string;
  }[];
  /** The question that would settle most; send its answer as the fact it names. */
  nextQuestion?: { fact: string; question: string; options?: { value: string; label: string }[] };
  /** Names that mean nothing here. */
  ignoredFacts?: string[];
  notice: string;
}

/**
 * Answers `POST /api/v1/eligibility`.
 *
 * @param request - facts by name, or answers to questions by the `fact` the question named.
 * @param today - ISO date in Beijing.
 * @throws {InvalidRequestError} when a fact has a value it cannot have.
 */
export function checkEligibility(
  { facts, regionCode }: EligibilityCheck,
  snapshot: Snapshot,
  today: string,
): EligibilityReport {
  const { plain, asked } = spreadAnswers(facts);
  const { people, ignored } = parsePeople(plain);
  const situation: Situation = { people, regionCode, today };
  const benefits = evaluateBenefits(situation, snapshot).map(
    ({ itemId, name, verdict, reasons, missing, person, note, everyone }) => ({
      itemId,
      name,
      verdict,
      words: verdictWords(verdict, missing),
      reasons: [...reasons],
      missing: [...missing],
      person,
      everyone,
      note: note ?? undefined,
    }),
  );
  const next = chooseQuestion(situation, snapshot, asked);
  return {
    benefits,
    nextQuestion: next ? presentQuestion(next) : undefined,
    ignoredFacts: ignored.length > 0 ? ignored : undefined,
    notice: NOTICE,
  };
}

/** @returns the verdict as people read it; never a promise, never a refusal where something is not known. */
export function verdictWords(verdict: Verdict, missing: readonly string[]): string {
  if (verdict === 'met') return '可能符合';
  if (verdict === 'unmet') return '看来不符合';
  const labels = missing.map((name) => {
    const own = name.startsWith(CHILD_PREFIX) ? name.slice(CHILD_PREFIX.length) : name;
    return isFactKey(own) ? factLabel(own) : '所在地';
  });
  return labels.length > 0
    ? `还要知道：${[...new Set(labels)].slice(0, 4).join('、')}`
    : '还要向经办机构确认';
}

/** Stands under every result: what this is and who decides. */
export const NOTICE = '按清单所列条件初步比对，不是审批结果；能否享受、标准多少，以经办机构审核为准。';

/** @returns a question as pages and other callers see it. */
export function presentQuestion(next: NextQuestion): NonNullable<EligibilityReport['nextQuestion']> {
  const { question, person } = next;
  const options = question.options.map(({ value, label }) => ({ value, label }));
  return {
    fact: questionId(next),
    question: question.ask.replace('{who}', person === 'child' ? '孩子' : '您'),
    options: question.open ? undefined : options,
  };
}

/** Turns answers to questions (`hardship: "dibao"`) into the facts they tell. */
function spreadAnswers(given: Readonly<Record<string, FactValue>>) {
  const plain: Record<string, FactValue> = {};
  const asked = new Set<string>();
  for (const [name, value] of Object.entries(given)) {
    const found = findQuestion(name);
    const option = found?.question.options.find((one) => one.value === String(value));
    if (found) asked.add(name);
    if (!option || found?.question.open) plain[name] = value;
    else for (const [key, told] of Object.entries(option.facts as Facts)) plain[prefixed(name, key)] = told;
  }
  return { plain, asked };
}

function prefixed(name: string, key: string): string {
  return name.startsWith(CHILD_PREFIX) ? `${CHILD_PREFIX}${key}` : key;
}
