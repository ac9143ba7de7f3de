import { onBeforeUnmount, onMounted } from 'vue';

/** Between two looks at something that is at work, in milliseconds. */
const EVERY_MS = 1_000;

/**
 * Loads now, and again while something is at work on the server; ends with the page.
 *
 * @param load - @returns whether something is still at work.
 */
export function useFollow(load: () => Promise<boolean>): { look: () => Promise<void> } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  async function look(): Promise<void> {
    clearTimeout(timer);
    const working = await load();
    if (working && !over) timer = setTimeout(() => void look(), EVERY_MS);
  }
  onMounted(look);
  onBeforeUnmount(() => {
    over = true;
    clearTimeout(timer);
  });
  return { look };
}
