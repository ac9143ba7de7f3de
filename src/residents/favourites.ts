import type { DataSource } from 'typeorm';
import { Favourite } from '../../entities/favourite.js';
import { Resident } from '../../entities/resident.js';
import { exclusive } from '../storage/exclusive.js';
import { type PageRequest, pageOf } from './page.js';

/** More than anybody looks through; beyond it nothing is added. */
export const MOST_FAVOURITES = 500;

/** Matters that residents keep at hand. Errors of the database are thrown: who is told "kept" must find it again. */
export class Favourites {
  constructor(
    private readonly ds: DataSource,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /**
   * Adds a matter; one that is there already stays as it is.
   * @returns false when the list is full.
   */
  add(personHash: string, itemId: string, itemName: string): Promise<boolean> {
    return exclusive(this.ds, async () => {
      if (await this.has(personHash, itemId)) return true;
      if ((await this.count(personHash)) >= MOST_FAVOURITES) return false;
      const row: Favourite = { personHash, itemId, itemName, addedAt: this.now().toISOString() };
      await this.ds.manager.upsert(Favourite, row, ['personHash', 'itemId']);
      return true;
    });
  }

  async remove(personHash: string, itemId: string): Promise<void> {
    await exclusive(this.ds, () => this.ds.manager.delete(Favourite, { personHash, itemId }));
  }

  has(personHash: string, itemId: string): Promise<boolean> {
    return this.ds.manager.existsBy(Favourite, { personHash, itemId });
  }

  count(personHash: string): Promise<number> {
    return this.ds.manager.countBy(Favourite, { personHash });
  }

  /** @returns the last added first. */
  async list(
    personHash: string,
    { limit, after }: PageRequest,
  ): Promise<{ rows: Favourite[]; more: boolean }> {
    const query = this.ds.manager
      .createQueryBuilder(Favourite, 'favourite')
      .where('favourite.personHash = :personHash', { personHash })
      .orderBy('favourite.addedAt', 'DESC')
      .addOrderBy('favourite.itemId', 'DESC')
      .take(limit + 1);
    if (after)
      query.andWhere(
        '(favourite.addedAt < :time OR (favourite.addedAt = :time AND favourite.itemId < :id))',
        after,
      );
    return pageOf(await query.getMany(), limit);
  }

  /** Deletes what belonged to residents who were forgotten. @returns how many. */
  async deleteOrphans(): Promise<number> {
    const known = this.ds.manager.createQueryBuilder(Resident, 'resident').select('resident.personHash');
    const deleted = await exclusive(this.ds, () =>
      this.ds.manager
        .createQueryBuilder()
        .delete()
        .from(Favourite)
        .where(`personHash NOT IN (${known.getQuery()})`)
        .execute(),
    );
    return deleted.affected ?? 0;
  }
}
