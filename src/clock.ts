/** Beijing keeps UTC+8 all year. */
const BEIJING_OFFSET_MS = 8 * 3_600_000;

/** @returns today's ISO date in Beijing, whatever the machine's time zone. */
export function todayInBeijing(now = new Date()): string {
  return new Date(now.getTime() + BEIJING_OFFSET_MS).toISOString().slice(0, 10);
}
