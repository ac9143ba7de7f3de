import type { ChangeSubscription } from '../../../entities/change-subscription.js';
import type { ItemChange, ItemChangeQuery } from '../../catalogue/item-change.js';
import { findItem } from '../../catalogue/queries.js';
import type { Snapshot } from '../../catalogue/snapshot.js';
import { todayInBeijing } from '../../clock.js';
import type { ChangeTemplate } from '../../config.js';
import type { Logger } from '../../log.js';
import type { TextSealer } from '../../privacy/sealed-text.js';
import type { ChangeSubscriptions } from '../../residents/change-subscriptions.js';
import type { SubscriptionMessage } from '../weixin/weixin-client.js';
import { WeixinError, type WeixinFault } from '../weixin/weixin-errors.js';
import { changeMessage } from './change-message.js';
import { subscriptionPurpose } from './subscriptions.js';

export interface ChangeNoticesParts {
  /** What became of a matter between two revisions. */
  changeOf(query: ItemChangeQuery): Promise<ItemChange | null>;
  subscriptions: ChangeSubscriptions;
  /** The catalogue in force; null while there is none. */
  snapshot(): Snapshot | null;
  /** Whether the channel serves residents; while it does not, notices wait. */
  isOpen(): boolean;
  send(message: SubscriptionMessage): Promise<void>;
  sealer: TextSealer;
  template: ChangeTemplate;
  /** Page that shows a matter. */
  itemPage: string;
  log: Logger;
}

/** Rows looked at in one go. */
const BATCH = 100;
/** Longer than a call to WeChat with a renewed token may take. */
const CLAIM_MS = 60_000;
const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 6 * 3_600_000;
/** WeChat will never take this notice: nothing is left of the acceptance, or nobody is there. */
const HOPELESS: readonly WeixinFault[] = ['notSubscribed', 'openIdInvalid'];
/** WeChat takes no notice of anybody for now. */
const BUSY: readonly WeixinFault[] = ['systemBusy', 'tooOften', 'credentials', 'ipNotAllowed'];

/**
 * Tells who subscribed what changed, after a revision that changes it was published. The state is in the database: each
 * notice is claimed by one of however many processes, and what a stopped process left undone is done by the next one.
 * WeChat takes one notice for one acceptance and so refuses the second one of a process that died between sending and
 * writing that down.
 */
export class ChangeNotices {
  private running: Promise<void> | null = null;
  private again = false;
  private closed = false;

  constructor(private readonly parts: ChangeNoticesParts) {}

  /** Sends what is due; called while it runs, it looks once more. Never throws. */
  run(): Promise<void> {
    this.again = true;
    this.running ??= this.runUntilDone().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** Finishes the notice under way. */
  async close(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  private async runUntilDone(): Promise<void> {
    try {
      while (this.again && !this.closed) {
        this.again = false;
        await this.sendDue();
      }
    } catch (error) {
      this.parts.log.warn({ err: error }, 'mini-program: notices of changes wait for the database');
    }
  }

  private async sendDue(): Promise<void> {
    const { subscriptions, snapshot, isOpen } = this.parts;
    const current = snapshot();
    if (!current || !isOpen()) return;
    const changes = new Map<string, ItemChange | null>();
    for (;;) {
      const rows = await subscriptions.due(current.revision, BATCH);
      for (const row of rows) {
        if (this.closed) return;
        const change = await this.changeFor(row, current, changes);
        if (!change) await subscriptions.passOver(row, current.revision);
        // While WeChat is away each further notice would only wait for it in vain.
        else if (!(await this.notify(row, change, current))) return;
      }
      // Each row looked at is told, passed over, or put off: the next look finds others.
      if (rows.length < BATCH) return;
    }
  }

  private async changeFor(
    { itemId, regionCode, sinceRevision }: ChangeSubscription,
    { revision, regions }: Snapshot,
    known: Map<string, ItemChange | null>,
  ): Promise<ItemChange | null> {
    const key = JSON.stringify([itemId, regionCode, sinceRevision]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const change = await this.parts.changeOf({
      itemId,
      from: sinceRevision,
      to: revision,
      regionCodes: regionCode === null ? null : regions.pathOf(regionCode),
    });
    known.set(key, change);
    return change;
  }

  /** @returns false when WeChat is away. */
  private async notify(row: ChangeSubscription, change: ItemChange, snapshot: Snapshot): Promise<boolean> {
    const { subscriptions, sealer, send, template, itemPage, log } = this.parts;
    const claimed = await subscriptions.claim(row, CLAIM_MS);
    if (!claimed) return true;
    const openId = sealer.open(row.sealedOpenId, subscriptionPurpose(row));
    if (openId === null) {
      log.warn(
        {},
        'mini-program: a subscription was sealed under an AppSecret that is gone, and was dropped',
      );
      await subscriptions.end(claimed);
      return true;
    }
    const name = findItem(snapshot, row.itemId)?.name ?? row.itemName;
    try {
      await send({
        openId,
        templateId: template.id,
        page: `${itemPage}?id=${encodeURIComponent(row.itemId)}`,
        data: changeMessage(template, name, change, todayInBeijing()),
      });
    } catch (error) {
      await this.notSent(claimed, error);
      return error instanceof WeixinError && !BUSY.includes(error.fault);
    }
    await subscriptions.sent(claimed, snapshot.revision);
    return true;
  }

  private async notSent(claimed: ChangeSubscription, error: unknown): Promise<void> {
    const { subscriptions, log } = this.parts;
    const fault = error instanceof WeixinError ? error.fault : null;
    if (fault && HOPELESS.includes(fault)) {
      await subscriptions.end(claimed);
      return;
    }
    log.warn({ err: error }, 'mini-program: a notice of a change was not sent, and is tried again');
    const wait = Math.min(FIRST_RETRY_MS * 2 ** (claimed.attempts - 1), LONGEST_RETRY_MS);
    await subscriptions.postpone(claimed, wait);
  }
}
