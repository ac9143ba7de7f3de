import type { Snapshot } from '../catalogue/snapshot.js';
import { loadAccepted } from '../checks/accepted.js';
import { checkCatalogue } from '../checks/check-catalogue.js';
import type { Finding } from '../checks/finding.js';
import type { ReleaseReport } from './release-report.js';

/** More than anybody reads; errors come first. */
const MOST_SHOWN = 200;

/** @returns what the checks find in a candidate that the published catalogue does not have, and how much is gone. */
export function addedFindings(before: Snapshot, after: Snapshot, today: string): ReleaseReport['findings'] {
  const accepted = loadAccepted();
  const old = new Set(checkCatalogue(before, today, { accepted }).map(identity));
  const now = checkCatalogue(after, today, { accepted });
  const still = new Set(now.map(identity));
  const added = now.filter((finding) => !old.has(identity(finding)));
  return {
    added: added
      .slice(0, MOST_SHOWN)
      .map(({ rule, severity, message, key, name }) => ({ rule, severity, message, key, name })),
    resolved: [...old].filter((one) => !still.has(one)).length,
  };
}

function identity({ rule, key, region, element, message }: Finding): string {
  return [rule, key, region.code, element, message].join('|');
}
