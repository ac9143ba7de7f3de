import { sha256 } from './canonical.js';
import { normaliseName } from './kinds.js';

/**
 * @param agency - 实施机构 as printed; null where none is.
 * @returns `Agency.id`. The folded name decides: 大足区 prints one office with and without a blank before the slash.
 */
export function agencyIdOf(regionCode: string, agency: string | null): string {
  return `${regionCode}:${sha256(normaliseName(agency ?? '')).slice(0, 24)}`;
}
