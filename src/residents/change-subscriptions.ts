import { type DataSource, type FindOptionsWhere, LessThan, LessThanOrEqual } from 'typeorm';
import { ChangeSubscription } from '../../entities/change-subscription.js';
import { exclusive } from '../storage/exclusive.js';

/** Acceptances kept for one matter; each is one notice. */
export const MOST_ACCEPTS = 20;
/** A subscription that led to nothing for so long goes, and the sealed openid with it. */
const KEEP_DAYS = 365;
const DAY_MS = 86_400_000;

/** What is subscribed, and by whom. */
export type NewSubscription = Pick<
  ChangeSubscription,
  'personHash' | 'itemId' | 'itemName' | 'regionCode' | 'sealedOpenId' | 'sinceRevision'
>;

/**
 * Who wants to be told of changes. Several processes look for due notices at once: a row is claimed by moving its
 * `notBefore`, which only one of them can do; a process that dies leaves it to the others after that time.
 */
export class ChangeSubscriptions {
  constructor(
    private readonly ds: DataSource,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Notes one acceptance: one notice. @returns how many notices are open for the matter. */
  accept(subscription: NewSubscription): Promise<number> {
    const acceptedAt = this.now().toISOString();
    const { personHash, itemId, sealedOpenId, regionCode } = subscription;
    return exclusive(this.ds, async () => {
      // A row of its own first, for whoever comes first; what is not told yet of an older one stays to be told.
      const fresh = { ...subscription, accepts: 0, acceptedAt, notBefore: acceptedAt, attempts: 0 };
      await this.ds.createQueryBuilder().insert().into(ChangeSubscription).values(fresh).orIgnore().execute();
      const accepts = () => `CASE WHEN accepts < ${MOST_ACCEPTS} THEN accepts + 1 ELSE accepts END`;
      const renewed = { sealedOpenId, regionCode, acceptedAt, accepts };
      await this.ds.manager.update(ChangeSubscription, { personHash, itemId }, renewed);
      const row = await this.ds.manager.findOneBy(ChangeSubscription, { personHash, itemId });
      return row?.accepts ?? 0;
    });
  }

  /** @returns the open subscriptions of somebody, the last accepted first. */
  list(personHash: string): Promise<ChangeSubscription[]> {
    return this.ds.manager.find(ChangeSubscription, {
      where: { personHash },
      order: { acceptedAt: 'DESC', itemId: 'ASC' },
    });
  }

  count(personHash: string): Promise<number> {
    return this.ds.manager.countBy(ChangeSubscription, { personHash });
  }

  has(personHash: string, itemId: string): Promise<boolean> {
    return this.ds.manager.existsBy(ChangeSubscription, { personHash, itemId });
  }

  async remove(personHash: string, itemId: string): Promise<void> {
    await exclusive(this.ds, () => this.ds.manager.delete(ChangeSubscription, { personHash, itemId }));
  }

  /** @returns subscriptions that do not know `revision` yet and may be worked on, at most `limit`. */
  due(revision: number, limit: number): Promise<ChangeSubscription[]> {
    return this.ds.manager.find(ChangeSubscription, {
      where: { sinceRevision: LessThan(revision), notBefore: LessThanOrEqual(this.now().toISOString()) },
      order: { notBefore: 'ASC', personHash: 'ASC' },
      take: limit,
    });
  }

  /** The matter did not change up to `revision`. */
  async passOver(row: ChangeSubscription, revision: number): Promise<void> {
    await this.change(row, { sinceRevision: revision });
  }

  /** @param untilMs - how long the others leave it alone. @returns the claimed row; null when another has it. */
  async claim(row: ChangeSubscription, untilMs: number): Promise<ChangeSubscription | null> {
    const claimed = { notBefore: this.later(untilMs), attempts: row.attempts + 1 };
    return (await this.change(row, claimed)) ? { ...row, ...claimed } : null;
  }

  /** The notice went out: one acceptance is used up, and with the last one the subscription is over. */
  async sent({ personHash, itemId }: ChangeSubscription, revision: number): Promise<void> {
    const key = { personHash, itemId };
    const notBefore = this.now().toISOString();
    await exclusive(this.ds, async () => {
      // The user may have accepted once more while it was sent.
      await this.ds.manager.update(ChangeSubscription, key, {
        accepts: () => 'accepts - 1',
        sinceRevision: revision,
        notBefore,
        attempts: 0,
      });
      await this.ds.manager.delete(ChangeSubscription, { ...key, accepts: LessThanOrEqual(0) });
    });
  }

  /** Tries again later. */
  async postpone(row: ChangeSubscription, afterMs: number): Promise<void> {
    await this.change(row, { notBefore: this.later(afterMs) });
  }

  /** Nothing can be sent any more, unless the user accepts anew. */
  async end({ personHash, itemId, acceptedAt }: ChangeSubscription): Promise<void> {
    await exclusive(this.ds, () =>
      this.ds.manager.delete(ChangeSubscription, { personHash, itemId, acceptedAt }),
    );
  }

  /** @returns how many led to nothing for a year and went. */
  async deleteExpired(): Promise<number> {
    const acceptedAt = LessThan(this.later(-KEEP_DAYS * DAY_MS));
    const deleted = await exclusive(this.ds, () =>
      this.ds.manager.delete(ChangeSubscription, { acceptedAt }),
    );
    return deleted.affected ?? 0;
  }

  /** @returns whether the row still was as it was read. */
  private async change(row: ChangeSubscription, values: Partial<ChangeSubscription>): Promise<boolean> {
    const updated = await exclusive(this.ds, () =>
      this.ds.manager.update(ChangeSubscription, sameState(row), values),
    );
    return updated.affected === 1;
  }

  private later(ms: number): string {
    return new Date(this.now().getTime() + ms).toISOString();
  }
}

/** The row as it was read: of several processes one changes it, the others find it changed. */
function sameState(row: ChangeSubscription): FindOptionsWhere<ChangeSubscription> {
  const { personHash, itemId, sinceRevision, notBefore } = row;
  return { personHash, itemId, sinceRevision, notBefore };
}
