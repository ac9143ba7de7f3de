import type { Elements } from '../../entities/elements.js';

/**
 * Whether residents may see an implementation (是否公开). One list that says 否 is enough to keep it back, until a
 * newer edition of that list says otherwise.
 */
export function isDisclosed(elements: Elements): boolean {
  return !elements.disclosed?.some(({ value }) => value === false);
}
