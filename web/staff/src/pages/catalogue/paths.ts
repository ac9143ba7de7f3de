import type { EntryName } from './catalogue-api.js';

/** Address of an entry's page. */
export function entryPath({ itemId, regionCode, agencyId }: EntryName): string {
  return `/catalogue/entries/${[itemId, regionCode, agencyId].map(encodeURIComponent).join('/')}`;
}

/** Address of a draft's page. */
export function draftPath(id: string): string {
  return `/catalogue/drafts/${id}`;
}
