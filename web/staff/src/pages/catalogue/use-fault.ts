import { ref } from 'vue';
import { ApiError, type Problem, sentenceOf, wordsOf } from '../../api/problem.js';

/** What went wrong last on a page, in the server's own Chinese words. */
export function useFault() {
  const fault = ref<string | null>(null);
  const details = ref<string[]>([]);
  /** `fault` and `details` in one sentence, for places with room for one. */
  const told = ref<string | null>(null);
  /** By field, for forms that name their fields in Chinese. */
  const faults = ref<NonNullable<Problem['errors']>>([]);
  const busy = ref(false);

  /** Runs an action of the page; @returns null when it failed, and then `fault` says why. */
  async function attempt<T>(action: () => Promise<T>): Promise<T | null> {
    busy.value = true;
    fault.value = null;
    told.value = null;
    details.value = [];
    faults.value = [];
    try {
      return await action();
    } catch (error) {
      fault.value = sentenceOf(error);
      told.value = wordsOf(error);
      if (error instanceof ApiError) faults.value = error.problem.errors ?? [];
      details.value = faults.value.map(({ message }) => message);
      return null;
    } finally {
      busy.value = false;
    }
  }

  return { fault, details, told, faults, busy, attempt };
}
