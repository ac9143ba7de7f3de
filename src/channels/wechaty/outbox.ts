import type { Logger } from '../../log.js';
import { describeFault } from './fault.js';
import { type Clock, pauseBeforeMs, type Random } from './pace.js';

/** One thing to do in WeChat: a message to send, a request to accept. */
export interface Step {
  /** Characters that a person would type for it. */
  characters: number;
  act(): Promise<void>;
}

/** Steps that belong together and follow each other, such as an answer in three messages. */
export interface Errand {
  /** Conversation it belongs to. */
  key: string;
  steps: readonly Step[];
  /** Goes before all others and without a pause: somebody is in danger. */
  urgent?: boolean;
  /** Id of the message that is answered; the errand is dropped when that is taken back. */
  about?: string;
}

export interface OutboxOptions {
  clock: Clock;
  random: Random;
  /** Steps in any sixty seconds, urgent ones not counted against it. */
  perMinute: number;
  logger: Logger;
  /** A step failed twice. */
  onFailure?: () => void;
}

const MINUTE_MS = 60_000;
/** An answer that could not be sent for so long is not sent any more. */
const EXPIRED_MS = 5 * MINUTE_MS;
const RETRY_MS = 3_000;

interface Waiting {
  errand: Errand;
  /** Steps already done. */
  done: number;
  failed: boolean;
  since: number;
}

/**
 * Sends one thing after another at a person's pace: the platform bans accounts that answer like a machine gun. How much
 * may wait is for the caller to bound, who can say so politely.
 */
export class Outbox {
  private queue: Waiting[] = [];
  private readonly sentAt: number[] = [];
  private held = true;
  private closed = false;
  private running: Promise<void> | null = null;
  private pause = new AbortController();

  constructor(private readonly options: OutboxOptions) {}

  /** Errands that wait, of one conversation or of all. */
  waiting(key?: string): number {
    return key === undefined
      ? this.queue.length
      : this.queue.filter(({ errand }) => errand.key === key).length;
  }

  add(errand: Errand): void {
    if (this.closed || errand.steps.length === 0) return;
    const waiting: Waiting = { errand, done: 0, failed: false, since: this.options.clock.now() };
    if (errand.urgent) {
      const behind = this.queue.findIndex((other) => !other.errand.urgent);
      this.queue.splice(behind < 0 ? this.queue.length : behind, 0, waiting);
      this.pause.abort();
    } else this.queue.push(waiting);
    this.run();
  }

  /** Drops what answers a message that was taken back, as far as it has not been sent. */
  forget(messageId: string): void {
    this.queue = this.queue.filter(({ errand }) => errand.about !== messageId);
  }

  /** Nothing can be sent for now. */
  hold(): void {
    this.held = true;
    this.pause.abort();
  }

  /** Sends again, except what has waited too long. */
  release(): void {
    if (this.closed) return;
    this.held = false;
    const oldest = this.options.clock.now() - EXPIRED_MS;
    const before = this.queue.length;
    this.queue = this.queue.filter(({ since }) => since >= oldest);
    if (this.queue.length < before)
      this.options.logger.warn({ dropped: before - this.queue.length }, 'bot answers expired unsent');
    this.run();
  }

  /** @returns once all is sent or nothing can be. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  /** Finishes what is being sent and drops the rest. @returns how many errands were dropped. */
  async close(): Promise<number> {
    this.closed = true;
    this.pause.abort();
    await this.idle();
    const dropped = this.queue.length;
    this.queue = [];
    return dropped;
  }

  private run(): void {
    if (this.running || this.held || this.closed || this.queue.length === 0) return;
    this.running = this.work().finally(() => {
      this.running = null;
      this.run();
    });
  }

  private async work(): Promise<void> {
    for (;;) {
      const next = this.queue[0];
      if (!next || this.held || this.closed) return;
      // While pausing, something urgent may have come to the head, or the head been taken back: look again.
      if ((!next.errand.urgent || next.failed) && !(await this.waitFor(next))) continue;
      if (this.queue[0] !== next) continue;
      await this.take(next);
    }
  }

  /** @returns false when the pause was broken off. */
  private async waitFor({ errand, done, failed }: Waiting): Promise<boolean> {
    const { clock, random } = this.options;
    const step = errand.steps[done] as Step;
    const pause = failed ? RETRY_MS : pauseBeforeMs(step.characters, random);
    this.pause = new AbortController();
    try {
      await clock.sleep(Math.max(pause, this.untilAllowedMs()), this.pause.signal);
      return true;
    } catch {
      return false;
    }
  }

  /** Time until one more step fits into its minute. */
  private untilAllowedMs(): number {
    const { clock, perMinute } = this.options;
    const since = clock.now() - MINUTE_MS;
    while (this.sentAt.length > 0 && (this.sentAt[0] as number) <= since) this.sentAt.shift();
    const blocking = this.sentAt[this.sentAt.length - perMinute];
    return blocking === undefined ? 0 : blocking - since;
  }

  private async take(next: Waiting): Promise<void> {
    const { clock, logger, onFailure } = this.options;
    const step = next.errand.steps[next.done] as Step;
    try {
      this.sentAt.push(clock.now());
      await step.act();
      next.done++;
      next.failed = false;
      if (next.done === next.errand.steps.length) this.drop(next);
    } catch (error) {
      logger.warn({ fault: describeFault(error) }, 'bot could not send');
      if (next.failed) {
        this.drop(next);
        onFailure?.();
      }
      next.failed = true;
    }
  }

  private drop(waiting: Waiting): void {
    this.queue = this.queue.filter((other) => other !== waiting);
  }
}
