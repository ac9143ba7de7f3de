/** A clock that a test moves; it runs with the real one in between. */
export class MovableClock {
  private aheadMs = 0;

  /** Milliseconds since 1970. */
  readonly now = (): number => Date.now() + this.aheadMs;

  advance(ms: number): void {
    this.aheadMs += ms;
  }
}
