/** Beyond this many people the longest unseen are forgotten; each costs some hundred bytes. */
const MOST = 5_000;

/** Remembers when something was last said to somebody, so that it is not said each time. */
export class Occasionally {
  private readonly last = new Map<string, number>();

  /** @param now - milliseconds. */
  constructor(private readonly now: () => number) {}

  /** @returns whether it is time again; then counts as said. */
  isDue(key: string, everyMs: number): boolean {
    const said = this.last.get(key);
    const now = this.now();
    if (said !== undefined && now - said < everyMs) return false;
    this.last.delete(key);
    this.last.set(key, now);
    if (this.last.size > MOST) this.last.delete(this.last.keys().next().value as string);
    return true;
  }
}
