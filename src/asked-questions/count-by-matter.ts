import type { DataSource } from 'typeorm';
import { AskedQuestion } from '../../entities/asked-question.js';
import { exclusive } from '../storage/exclusive.js';

/** @returns how often each matter was the answer to a kept question, by its id. */
export async function countByMatter(ds: DataSource): Promise<Map<string, number>> {
  const rows = await exclusive(ds, () =>
    ds.manager
      .createQueryBuilder(AskedQuestion, 'asked')
      .select('asked.itemId', 'itemId')
      .addSelect('COUNT(*)', 'count')
      .where('asked.itemId IS NOT NULL')
      .groupBy('asked.itemId')
      .getRawMany<{ itemId: string; count: number | string }>(),
  );
  return new Map(rows.map(({ itemId, count }) => [itemId, Number(count)]));
}
