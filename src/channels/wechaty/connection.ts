import type { Logger } from '../../log.js';
import type { BotStatusBoard } from './bot-status.js';
import type { ClientEvents, OpenClient, WechatClient } from './client.js';
import { describeFault, type Fault } from './fault.js';
import { backOffMs, type Clock, type Random } from './pace.js';

export interface ConnectionOptions {
  open: OpenClient;
  clock: Clock;
  random: Random;
  status: BotStatusBoard;
  logger: Logger;
  /** What arrives that is not about the connection itself. */
  events: Pick<ClientEvents, 'message' | 'friendRequest' | 'friend' | 'roomInvitation'>;
  onLogin(): void;
  /** No longer logged in, for whatever reason. */
  onLost(): void;
}

/** Why a client is given up. A closed list: it is logged. */
type GivenUp = 'ended' | 'unusable' | 'faults' | 'silent' | 'stopped';

/** A client that shows neither a code nor a login for so long has died quietly. */
const SILENT_MS = 60_000;
/** A code is renewed every few minutes while it waits for somebody to scan it. */
const UNSCANNED_MS = 10 * 60_000;
/** Single faults are weather; so many within a minute mean that the client is broken. */
const MOST_FAULTS = 5;
const FAULTS_WITHIN_MS = 60_000;
/** A login that held for so long was a success: the next failure begins with a short wait again. */
const STABLE_MS = 60_000;

/** Keeps one client open: replaces it when it ends, breaks or falls silent, after a growing wait. */
export class Connection {
  private client: WechatClient | null = null;
  private life: Life | null = null;
  private readonly stopping = new AbortController();
  private keeping: Promise<void> | null = null;
  private loggedInAt: number | null = null;

  constructor(private readonly options: ConnectionOptions) {}

  start(): void {
    this.options.status.set('loggedOut');
    this.keeping ??= this.keep();
  }

  /** @throws {Error} while there is no connection. */
  current(): WechatClient {
    if (!this.client) throw new Error('not connected');
    return this.client;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.life?.end('stopped');
    await this.keeping;
    this.options.status.set('stopped');
  }

  private async keep(): Promise<void> {
    const { clock, random, status, logger } = this.options;
    let attempt = 0;
    while (!this.stopping.signal.aborted) {
      const reason = await this.live();
      if (reason === 'stopped') return;
      if (reason === 'unusable') {
        logger.error('WECHATY_PUPPET names a package that is no Wechaty puppet; the bot stays off');
        status.set('stopped');
        return;
      }
      const held = this.loggedInAt !== null && clock.now() - this.loggedInAt >= STABLE_MS;
      this.loggedInAt = null;
      attempt = held ? 1 : attempt + 1;
      const waitMs = backOffMs(attempt, random);
      status.set('reconnecting');
      logger.warn({ reason, attempt, waitMs }, 'bot connection given up, trying again');
      await clock.sleep(waitMs, this.stopping.signal).catch(() => {});
    }
  }

  /** Lives with one client until it is given up. */
  private async live(): Promise<GivenUp> {
    const { clock, open, logger, onLost } = this.options;
    const life = new Life(clock);
    life.expect('silent', SILENT_MS);
    const client = open(this.listener(life));
    this.life = life;
    this.client = client;
    const reason = await life.ended;
    this.client = null;
    onLost();
    await client
      .close()
      .catch((error: unknown) => logger.warn({ fault: describeFault(error) }, 'bot did not close cleanly'));
    return reason;
  }

  private listener(life: Life): ClientEvents {
    const { clock, status, logger, events, onLogin, onLost } = this.options;
    const faults: number[] = [];
    const noteFault = (fault: Fault): void => {
      logger.warn({ fault }, 'bot fault');
      const now = clock.now();
      faults.push(now);
      while ((faults[0] as number) < now - FAULTS_WITHIN_MS) faults.shift();
      if (faults.length >= MOST_FAULTS) life.end('faults');
    };
    const whileAlive =
      <A extends unknown[]>(take: (...args: A) => void) =>
      (...args: A): void => {
        if (life.lasts) take(...args);
      };
    return {
      scan: whileAlive((qrUrl) => {
        status.scan(qrUrl);
        life.expect('silent', UNSCANNED_MS);
      }),
      login: whileAlive(() => {
        this.loggedInAt = clock.now();
        life.expectNothing();
        status.set('loggedIn');
        onLogin();
      }),
      logout: whileAlive(() => {
        status.set('loggedOut');
        life.expect('silent', SILENT_MS);
        onLost();
      }),
      fault: whileAlive(noteFault),
      end: whileAlive((fault) => {
        if (fault) logger.warn({ fault }, 'bot client ended');
        life.end('ended');
      }),
      unusable: whileAlive(() => life.end('unusable')),
      message: whileAlive(events.message),
      friendRequest: whileAlive(events.friendRequest),
      friend: whileAlive(events.friend),
      roomInvitation: whileAlive(events.roomInvitation),
    };
  }
}

/** The time of one client: ends once, for one reason, or because something expected did not come. */
class Life {
  lasts = true;
  readonly ended: Promise<GivenUp>;
  private resolve!: (reason: GivenUp) => void;
  private patience = new AbortController();

  constructor(private readonly clock: Clock) {
    this.ended = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  end(reason: GivenUp): void {
    this.lasts = false;
    this.expectNothing();
    this.resolve(reason);
  }

  /** Ends for `reason` unless something else is expected, or nothing, before the time is over. */
  expect(reason: GivenUp, withinMs: number): void {
    this.expectNothing();
    this.patience = new AbortController();
    this.clock.sleep(withinMs, this.patience.signal).then(
      () => this.end(reason),
      () => {},
    );
  }

  expectNothing(): void {
    this.patience.abort();
  }
}
