/** Waiting and the time, so that tests need neither. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** @throws an AbortError as soon as `signal` is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A number from 0 (included) to 1; random numbers are passed in so that tests repeat. */
export type Random = () => number;

const READING_MS = 900;
const TYPING_MS_PER_CHARACTER = 35;
const LONGEST_PAUSE_MS = 5_000;
/** Share by which a pause may be shorter or longer. */
const JITTER = 0.3;

/** How long a person would take before sending so many characters; long texts look pasted, so there is a bound. */
export function pauseBeforeMs(characters: number, random: Random): number {
  const pause = Math.min(READING_MS + characters * TYPING_MS_PER_CHARACTER, LONGEST_PAUSE_MS);
  return Math.round(pause * (1 - JITTER + 2 * JITTER * random()));
}

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 5 * 60_000;

/**
 * Time before the n-th try to connect again: doubled each time, bounded, and up to half of it left to chance, so that
 * bots that lost the same service do not return at once.
 *
 * @param attempt - 1 for the first.
 */
export function backOffMs(attempt: number, random: Random): number {
  const longest = Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS);
  return Math.round(longest * (0.5 + 0.5 * random()));
}
