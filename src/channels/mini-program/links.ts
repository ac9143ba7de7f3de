import { findItem } from '../../catalogue/queries.js';
import type { Region } from '../../catalogue/regions.js';
import { RegionUnknownError, ServiceItemNotFoundError } from '../../errors.js';
import { WeixinAwayError } from './errors.js';
import type { MiniProgramParts } from './parts.js';

/** A link from outside of WeChat, a text message say, to the page of a matter. */
export interface MiniProgramLink {
  /** `weixin://dl/business/?t=…`. */
  openlink: string;
  /** ISO time. */
  expiresAt: string;
}

/** WeChat allows no more. */
const VALID_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * Makes a link to the page of a matter (WECHAT_MP_ITEM_PAGE) with `?id=` and, where it is known, `&region=`.
 *
 * @param requested - name or code of the region; undefined: the resident chooses.
 * @throws {ServiceItemNotFoundError | RegionUnknownError}
 * @throws {WeixinAwayError} when WeChat does not answer or refuses, e.g. because the mini-program is not released yet.
 */
export async function linkTo(
  { client, settings, wenban, log }: Pick<MiniProgramParts, 'client' | 'settings' | 'wenban' | 'log'>,
  itemId: string,
  requested: string | undefined,
): Promise<MiniProgramLink> {
  const snapshot = wenban.catalogue.current();
  const item = findItem(snapshot, itemId);
  if (!item) throw new ServiceItemNotFoundError(itemId);
  const region: Region | null = requested === undefined ? null : snapshot.regions.resolve(requested);
  if (requested !== undefined && !region) throw new RegionUnknownError(requested);
  const query = new URLSearchParams({ id: item.id, ...(region ? { region: region.code } : {}) });
  // Before the call: a link never lives longer than is said.
  const expiresAt = new Date(Date.now() + VALID_DAYS * DAY_MS).toISOString();
  try {
    const request = { path: settings.itemPage, query: String(query), validDays: VALID_DAYS };
    return { openlink: await client.generateScheme(request), expiresAt };
  } catch (error) {
    log.warn({ err: error }, 'mini-program: a link was not made');
    throw new WeixinAwayError();
  }
}
