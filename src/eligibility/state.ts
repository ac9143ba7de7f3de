import type { People } from './facts.js';
import type { Role } from './persons.js';

/** What a conversation about eligibility has to remember; plain data. Nothing that names a person. */
export interface EligibilityState {
  people: People;
  role: Role;
  /** GB/T 2260 code; null when the place is not known. */
  regionCode: string | null;
  /** Ids of the questions asked so far. */
  asked: string[];
  /** Id of the question that waits for an answer; null when all are asked. */
  pending: string | null;
  /** Something else is talked about at the moment. */
  paused?: boolean;
  /** Answers in a row that were not understood. */
  misses?: number;
  /** Ids of matters that are named first. */
  relevant?: readonly string[];
  /** How many of what is met and of what everybody has were named so far; undefined before the first list. */
  shown?: number;
  /** What was told of others before the check was switched to this person. */
  others?: Partial<Record<Role, People>>;
}
