import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../src/channels/wechaty/pace.js';

/** Waits from here on are watchdogs: only `advance` reaches them. */
const WATCHDOG_MS = 60_000;
/** Turns of the event loop in which promises, the database and the puppet come to rest. */
const TURNS = 4;

interface Sleeper {
  due: number;
  watchdog: boolean;
  wake: () => void;
}

/** A clock that stands still until a test moves it. */
export class SteppedClock implements Clock {
  private time = Date.parse('2026-03-02T01:00:00Z');
  private sleepers: Sleeper[] = [];

  readonly now = (): number => this.time;

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const wake = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const sleeper: Sleeper = { due: this.time + ms, watchdog: ms >= WATCHDOG_MS, wake };
      const leave = (): void => {
        this.sleepers = this.sleepers.filter((other) => other !== sleeper);
        reject(new DOMException('aborted', 'AbortError'));
      };
      if (signal?.aborted) return leave();
      signal?.addEventListener('abort', leave, { once: true });
      this.sleepers.push(sleeper);
    });

  /** Moves on, waking everybody in order; what they do happens in between. */
  async advance(ms: number): Promise<void> {
    const until = this.time + ms;
    for (;;) {
      await rest();
      const next = this.sleepers.filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0];
      if (!next) break;
      this.time = Math.max(this.time, next.due);
      this.sleepers = this.sleepers.filter((other) => other !== next);
      next.wake();
    }
    this.time = until;
  }

  /** Moves on, pause by pause, until the promise settles. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const done = promise.finally(() => {
      settled = true;
    });
    for (;;) {
      await rest();
      if (settled) return done;
      const pauses = this.sleepers.filter(({ watchdog }) => !watchdog).map(({ due }) => due);
      if (pauses.length > 0) await this.advance(Math.max(0, Math.min(...pauses) - this.time));
    }
  }
}

export async function rest(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await setImmediate();
}
