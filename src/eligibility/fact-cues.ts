import type { FactCue } from './cues/fact-cue.js';
import { HOUSEHOLD_CUES } from './cues/household.js';
import { OCCUPATION_CUES } from './cues/occupation.js';
import { PERSON_CUES } from './cues/person.js';

/**
 * How residents say what concerns eligibility, written and spoken, with the dialect of 重庆 and 四川. Cues do not exclude
 * each other; where two contradict, the later one in this list holds.
 */
export const FACT_CUES: readonly FactCue[] = [...HOUSEHOLD_CUES, ...PERSON_CUES, ...OCCUPATION_CUES];
