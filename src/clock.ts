const BEIJING = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** @returns today's ISO date in Beijing, whatever the machine's time zone. */
export function todayInBeijing(now = new Date()): string {
  return BEIJING.format(now);
}
