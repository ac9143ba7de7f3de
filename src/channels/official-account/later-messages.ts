import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../log.js';
import type { WeixinClient } from '../weixin/weixin-client.js';
import { WeixinError, WeixinUnreachableError } from '../weixin/weixin-errors.js';

/** After this the account is asked again whether it may send. */
const NOT_PERMITTED_MS = 60 * 60_000;
const BUSY_PAUSE_MS = 500;

/** Sends what does not fit into a passive reply, or comes too late for one, as 客服消息. */
export class LaterMessages {
  private readonly sending = new Set<Promise<unknown>>();
  private closedUntil = 0;

  /** @param client - null without an AppSecret: nothing can be sent later. */
  constructor(
    private readonly client: WeixinClient | null,
    private readonly log: Logger,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** Whether sending is worth trying. */
  get allowed(): boolean {
    return this.client !== null && this.now() >= this.closedUntil;
  }

  /**
   * Sends texts one after the other in the background.
   *
   * @param texts - resolved when they are ready.
   * @param onUnsent - gets what could not be sent.
   */
  send(openId: string, texts: Promise<string[]>, onUnsent: (rest: string[]) => Promise<void>): void {
    const work = this.deliver(openId, texts, onUnsent).catch((error: unknown) =>
      this.log.error({ err: error }, 'a late answer was not sent'),
    );
    this.sending.add(work);
    void work.finally(() => this.sending.delete(work));
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    await Promise.all(this.sending);
  }

  /** Tries once more where WeChat said that it was too busy: then nothing was sent. */
  private async sendOne(openId: string, text: string): Promise<void> {
    try {
      await this.client?.sendCustomText(openId, text);
    } catch (error) {
      if (!(error instanceof WeixinError) || error.fault !== 'systemBusy') throw error;
      await sleep(BUSY_PAUSE_MS);
      await this.client?.sendCustomText(openId, text);
    }
  }

  private async deliver(
    openId: string,
    ready: Promise<string[]>,
    onUnsent: (rest: string[]) => Promise<void>,
  ): Promise<void> {
    const texts = await ready;
    for (const [index, text] of texts.entries()) {
      try {
        await this.sendOne(openId, text);
      } catch (error) {
        if (!(error instanceof WeixinError || error instanceof WeixinUnreachableError)) throw error;
        if (error instanceof WeixinError && error.fault === 'notPermitted')
          this.closedUntil = this.now() + NOT_PERMITTED_MS;
        this.log.warn({ err: error }, 'a customer message was not sent');
        await onUnsent(texts.slice(index));
        return;
      }
    }
  }
}
