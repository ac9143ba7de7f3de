import type { Understood } from '../dialogue/find.js';
import { MOST_CHOICES } from '../matching/decision.js';
import { FEATURE_INDEX } from '../matching/features.js';
import type { Match } from '../matching/matcher.js';

/** A candidate with less than this share of the first one's is no choice. */
const CHOICE_SHARE = 0.12;
/** A matter that is about another thing than the question is a choice only when so much of its name was said. */
const NAME_SAID = 0.1;

/** A match with its share (0–1) of all candidates. */
interface Shared {
  match: Match;
  share: number;
}

/**
 * The matters that a question back offers, best first. Where the question names a thing and a candidate is about just
 * that, what is about other things is left out, except the best: after 身份证丢了 nobody means a nurse's licence.
 *
 * @returns none, one, or up to MOST_CHOICES.
 */
export function choicesOf({ matches, decision }: Understood): Match[] {
  const eligible = matches
    .filter((match) => match.eligible)
    .map((match, index) => ({ match, share: decision.shares[index] ?? 0 }));
  const thingKnown = eligible.some(({ match }) => isAboutTheThing(match));
  const ours = eligible.filter(({ match }) => !match.matter.notOurs);
  const possible = ours.filter(({ match }, index) => index === 0 || !thingKnown || !isBesideTheThing(match));
  const least = CHOICE_SHARE * decision.confidence;
  const confidenceOf = ({ match, share }: Shared): number =>
    match === ours[0]?.match ? decision.confidence : Math.min(decision.confidence, share);
  return possible
    .slice(0, MOST_CHOICES)
    .filter((one, index) => index < 2 || confidenceOf(one) >= least || isAboutTheThing(one.match))
    .map(({ match }) => match);
}

function isAboutTheThing({ features }: Match): boolean {
  return features[FEATURE_INDEX.objectAgrees] === 1;
}

function isBesideTheThing({ features }: Match): boolean {
  const of = (name: 'covered' | 'objectAgrees' | 'nameCovered'): number => features[FEATURE_INDEX[name]] ?? 0;
  // A matter that was spoken of before has no features of its own.
  return of('covered') > 0 && of('objectAgrees') === 0 && of('nameCovered') < NAME_SAID;
}
