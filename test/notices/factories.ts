import { randomUUID } from 'node:crypto';
import { Notice } from '../../entities/notice.js';
import { fromBeijingClock } from '../../src/clock.js';
import type { Wenban } from '../../src/wenban.js';

/** A notice that holds from the 1st to the end of the 5th of December 2026 in all of 垫江县, unless told otherwise. */
export function noticeOf({
  from = '2026-12-01T00:00',
  until = '2026-12-05T23:59',
  ...more
}: Partial<Notice> = {}): Notice {
  return {
    id: randomUUID(),
    kind: 'suspension',
    text: '社保业务系统升级，暂停办理社会保障卡业务',
    source: '垫江县人力社保局',
    url: null,
    scope: 'all',
    regionCode: '500231',
    agency: null,
    itemIds: [],
    createdAt: '2026-11-30T01:00:00.000Z',
    createdBy: '安静',
    changedBy: '安静',
    withdrawnAt: null,
    version: 1,
    ...more,
    from: fromBeijingClock(from),
    until: fromBeijingClock(until),
  };
}

/** Puts notices where no other stands. */
export async function post({ dataSource, notices }: Wenban, ...rows: Notice[]): Promise<void> {
  await dataSource.manager.clear(Notice);
  await dataSource.manager.insert(Notice, rows);
  await notices.reload();
}
