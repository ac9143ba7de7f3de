/** Beijing keeps UTC+8 all year. */
const BEIJING_OFFSET_MS = 8 * 3_600_000;

/** @returns today's ISO date in Beijing, whatever the machine's time zone. */
export function todayInBeijing(now = new Date()): string {
  return new Date(now.getTime() + BEIJING_OFFSET_MS).toISOString().slice(0, 10);
}

/** @returns a point in time as clocks in Beijing show it, to the minute: `2026-12-05T18:00`. @param time - ISO, UTC. */
export function beijingClock(time: string): string {
  return new Date(Date.parse(time) + BEIJING_OFFSET_MS).toISOString().slice(0, 16);
}

/** @returns the ISO time (UTC) at which clocks in Beijing show this. @param clock - like `2026-12-05T18:00`. */
export function fromBeijingClock(clock: string): string {
  return new Date(Date.parse(`${clock}:00.000Z`) - BEIJING_OFFSET_MS).toISOString();
}
