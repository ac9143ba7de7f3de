import type { Notice } from '../../entities/notice.js';
import { implementationFor } from '../answer/resolve.js';
import { findItem, splitAgencies } from '../catalogue/queries.js';
import type { ItemRecord, Snapshot } from '../catalogue/snapshot.js';
import { fromBeijingClock } from '../clock.js';
import { type FieldFault, InvalidRequestError, RegionUnknownError } from '../errors.js';
import type { StaffScope } from '../staff/permissions.js';
import type { NoticeRequest } from './schemas.js';

/** A notice without what the store adds to it. */
export type NoticeContent = Pick<
  Notice,
  'kind' | 'text' | 'source' | 'url' | 'scope' | 'regionCode' | 'agency' | 'itemIds' | 'from' | 'until'
>;
type Scope = Pick<Notice, 'scope' | 'regionCode' | 'agency' | 'itemIds'>;

/**
 * Checks what somebody wants to post against the catalogue and the clock.
 *
 * @throws {RegionUnknownError | InvalidRequestError} with every fault in Chinese.
 */
export function checkNotice(request: NoticeRequest, snapshot: Snapshot, now: Date): NoticeContent {
  const { kind, text, source, url, scope } = request;
  const region = request.region === null ? null : snapshot.regions.resolve(request.region);
  if (request.region !== null && !region) throw new RegionUnknownError(request.region);
  const content: NoticeContent = {
    kind,
    text,
    source,
    url,
    scope,
    regionCode: region?.code ?? null,
    agency: scope === 'agency' ? request.agency : null,
    itemIds: scope === 'items' ? [...new Set(request.items)] : [],
    from: fromBeijingClock(request.from),
    until: fromBeijingClock(request.until),
  };
  const faults = [...timeFaults(content, now), ...scopeFaults(content, region?.name ?? '目录里', snapshot)];
  if (faults.length > 0) throw new InvalidRequestError(faults);
  return content;
}

function timeFaults({ from, until }: NoticeContent, now: Date): FieldFault[] {
  if (until <= from) return [{ field: 'until', message: '结束时间要晚于开始时间' }];
  return until <= now.toISOString() ? [{ field: 'until', message: '结束时间已经过了，请改晚一些' }] : [];
}

function scopeFaults(content: NoticeContent, place: string, snapshot: Snapshot): FieldFault[] {
  const { scope, agency, itemIds, regionCode } = content;
  if (scope === 'items') {
    if (itemIds.length === 0) return [{ field: 'items', message: '请至少选一个事项' }];
    return itemIds.flatMap((id) => {
      const item = findItem(snapshot, id);
      if (!item) return [{ field: 'items', message: `没有编号为“${id}”的事项` }];
      return implementationFor(item, regionCode, snapshot.regions)
        ? []
        : [{ field: 'items', message: `“${item.name}”在${place}没有收录` }];
    });
  }
  if (scope !== 'agency') return [];
  if (agency === null) return [{ field: 'agency', message: '请选一个机构' }];
  // 县人力社保局 is another one in every county.
  if (regionCode === null) return [{ field: 'region', message: '按机构通知时，要写明是哪里的机构' }];
  return itemsIn(content, snapshot).length > 0
    ? []
    : [{ field: 'agency', message: `${place}没有名为“${agency}”的实施机构` }];
}

/** @returns the matters that a notice touches in its region. */
export function itemsIn({ scope, regionCode, agency, itemIds }: Scope, snapshot: Snapshot): ItemRecord[] {
  if (scope === 'items') return itemIds.flatMap((id) => findItem(snapshot, id) ?? []);
  return snapshot.items.filter((item) => {
    const shown = implementationFor(item, regionCode, snapshot.regions);
    return shown !== null && (scope === 'all' || splitAgencies(shown.agency).includes(agency ?? ''));
  });
}

/** @returns what somebody must be allowed, all of it, to post, change or withdraw a notice. */
export function scopesOf(notice: Scope, snapshot: Snapshot): StaffScope[] {
  const { scope, regionCode, agency } = notice;
  if (scope !== 'items') return [{ regionCode, agency }];
  const scopes = itemsIn(notice, snapshot).flatMap((item): StaffScope[] => {
    if (regionCode === null) return item.implementations.map((own) => ({ regionCode, agency: own.agency }));
    const shown = implementationFor(item, regionCode, snapshot.regions);
    return [{ regionCode, agency: shown?.agency ?? null }];
  });
  // Matters may have gone since: then only who is bound to no agency may still change it.
  return scopes.length > 0 ? scopes : [{ regionCode, agency: null }];
}
