import type { BenefitVerdict } from './evaluate.js';

/** What still has to be asked about is named only when it is this likely. */
export const LIKELY = 0.25;
/** … and worth this much. */
const WORTHWHILE = 60;
/** What is worth less than this (films, museums, ramps) is named without its reason, behind the rest. */
const ASIDE = 36;

/** The verdicts as a reply groups them; what somebody has already is in none of the groups. */
export interface Listing {
  met: readonly BenefitVerdict[];
  /** Met and worth little. */
  aside: readonly BenefitVerdict[];
  open: readonly BenefitVerdict[];
  everyone: readonly BenefitVerdict[];
}

/** @param benefits - in the order in which they are to be named. */
export function listingOf(benefits: readonly BenefitVerdict[]): Listing {
  const own = benefits.filter(({ everyone, had }) => !everyone && !had);
  const met = withoutNamesakes(own.filter(({ verdict }) => verdict === 'met'));
  return {
    met: met.filter(({ priority }) => priority >= ASIDE),
    aside: met.filter(({ priority }) => priority < ASIDE),
    open: own.filter(
      ({ verdict, likelihood, priority }) =>
        verdict === 'unknown' && likelihood >= LIKELY && priority >= WORTHWHILE,
    ),
    everyone: benefits.filter((one) => one.everyone && one.verdict === 'met'),
  };
}

/** @returns whether both say the same is met. */
export function isSame(a: Listing, b: Listing): boolean {
  const names = ({ met, aside }: Listing): string => [...met, ...aside].map(({ itemId }) => itemId).join();
  return names(a) === names(b);
}

/** 老年人健康管理 of the city and 老年人健康管理服务 of the county are one line to a reader. */
function withoutNamesakes(benefits: readonly BenefitVerdict[]): BenefitVerdict[] {
  const names = new Set<string>();
  return benefits.filter(({ name }) => {
    const core = name.replace(/服务$/, '');
    if (names.has(core)) return false;
    names.add(core);
    return true;
  });
}
