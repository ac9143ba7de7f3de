/** What the bot's connection is doing, for a page of staff. */
export type BotStatus = { since: string } & (
  | {
      state: 'scanning';
      /** To be shown as a QR code and scanned with the phone of the bot's account; not for the log. */
      qrUrl: string;
    }
  | { state: 'loggedIn' | 'loggedOut' | 'reconnecting' | 'stopped' }
);

export type BotState = BotStatus['state'];

/** Holds the status in force and tells when it changes. */
export class BotStatusBoard {
  private status: BotStatus;
  private readonly listeners: ((status: BotStatus) => void)[] = [];

  /** @param now - milliseconds since 1970. */
  constructor(private readonly now: () => number) {
    this.status = { state: 'stopped', since: this.time() };
  }

  current(): BotStatus {
    return this.status;
  }

  /** The same state again keeps its `since`. */
  set(state: Exclude<BotState, 'scanning'>): void {
    if (this.status.state !== state) this.show({ state, since: this.time() });
  }

  /** A code follows the one before when that has run out. */
  scan(qrUrl: string): void {
    const { status } = this;
    if (status.state !== 'scanning') this.show({ state: 'scanning', qrUrl, since: this.time() });
    else if (status.qrUrl !== qrUrl) this.show({ ...status, qrUrl });
  }

  onChange(listener: (status: BotStatus) => void): void {
    this.listeners.push(listener);
  }

  private show(status: BotStatus): void {
    this.status = status;
    for (const listener of this.listeners) listener(status);
  }

  private time(): string {
    return new Date(this.now()).toISOString();
  }
}
