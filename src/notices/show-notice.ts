import type { Notice, NoticeKind } from '../../entities/notice.js';
import type { ShownNotice } from '../answer/response.js';
import type { RegionTree } from '../catalogue/regions.js';
import { beijingClock } from '../clock.js';

/** What stands before a notice. */
export const NOTICE_LABELS: Readonly<Record<NoticeKind, string>> = {
  suspension: '停办通知',
  maintenance: '系统维护',
  payment: '缴费期',
  other: '通知',
};

/** @returns a notice as residents get it. */
export function showNotice(
  notice: Pick<Notice, 'kind' | 'text' | 'source' | 'url' | 'regionCode' | 'from' | 'until'>,
  regions: RegionTree,
): ShownNotice {
  const { kind, text, source, url, regionCode } = notice;
  const label = NOTICE_LABELS[kind];
  const from = beijingClock(notice.from);
  const until = beijingClock(notice.until);
  const region = regionCode === null ? null : (regions.findByCode(regionCode)?.name ?? regionCode);
  return {
    kind,
    label,
    text,
    source,
    url,
    region: regionCode === null || region === null ? null : { code: regionCode, name: region },
    from: `${from}:00+08:00`,
    until: `${until}:00+08:00`,
    line: `【${label}】${text}（${source}，至${endWords(from, notice.until)}）`,
  };
}

/** 12月5日, 12月5日12:00, 2027年1月5日: the hour only where it is not the end of a day, the year where it is another. */
function endWords(from: string, until: string): string {
  // A minute before, so that midnight belongs to the day that ends with it.
  const [day = '', minute] = beijingClock(new Date(Date.parse(until) - 60_000).toISOString()).split('T');
  const [year, month, date] = day.split('-').map(Number);
  const clock = beijingClock(until).split('T')[1];
  const hour = minute === '23:59' || clock === '23:59' ? '' : clock;
  return `${day.slice(0, 4) === from.slice(0, 4) ? '' : `${year}年`}${month}月${date}日${hour}`;
}
