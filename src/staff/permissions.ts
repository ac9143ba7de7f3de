import type { StaffGrant, StaffRole } from '../../entities/staff-account.js';
import type { RegionTree } from '../catalogue/regions.js';

/** What staff can do, and the roles that may. The administrator may do all of it. */
const ALLOWED = {
  /** Answer callers: notes, corrections, hand-overs. */
  'desk.use': ['agent', 'editor', 'reviewer'],
  /** See corrections and move them on. */
  'correction.settle': ['editor', 'reviewer'],
  /** See unpublished parts of the catalogue, and what residents asked. */
  'catalogue.read': ['editor', 'reviewer'],
  /** Draft changes of the catalogue. */
  'catalogue.edit': ['editor'],
  /** Judge drafts of others and publish. */
  'catalogue.review': ['reviewer'],
  /** See figures of what is asked and of the catalogue. */
  'figures.read': ['editor', 'reviewer'],
  /** Post notices over matters; they show at once. */
  'notice.manage': ['editor', 'reviewer'],
  /** Accounts and what they may do. */
  'account.manage': [],
  /** Stop and start channels, log the bot in. */
  'channel.manage': [],
  /** Read and verify the audit log. */
  'audit.read': [],
} as const satisfies Record<string, readonly StaffRole[]>;

export type StaffAction = keyof typeof ALLOWED;
export const STAFF_ACTIONS = Object.keys(ALLOWED) as StaffAction[];

/**
 * What an action touches. A key left out is not asked about; null means that it belongs to no one region or agency, so
 * that only a grant without that bound allows it.
 */
export interface StaffScope {
  regionCode?: string | null;
  agency?: string | null;
}

/** @returns whether the role allows the action somewhere. */
export function roleAllows(role: StaffRole, action: StaffAction): boolean {
  return role === 'administrator' || (ALLOWED[action] as readonly StaffRole[]).includes(role);
}

/**
 * The one question every staff route asks.
 *
 * @param scope - left out: whether the account may do it anywhere at all.
 * @param regions - a grant for a region includes the regions below it.
 */
export function may(
  { grants }: { grants: readonly StaffGrant[] },
  action: StaffAction,
  scope: StaffScope = {},
  regions: RegionTree,
): boolean {
  return grants.some((grant) => roleAllows(grant.role, action) && reaches(grant, scope, regions));
}

/** @returns whether a grant's bounds include the scope. */
export function reaches(
  grant: Pick<StaffGrant, 'regions' | 'agencies'>,
  { regionCode, agency }: StaffScope,
  regions: RegionTree,
): boolean {
  const inRegion =
    regionCode === undefined ||
    grant.regions.length === 0 ||
    (regionCode !== null && grant.regions.some((outer) => regions.covers(outer, regionCode)));
  const ofAgency =
    agency === undefined ||
    grant.agencies.length === 0 ||
    (agency !== null && agenciesIn(agency).some((one) => grant.agencies.includes(one)));
  return inRegion && ofAgency;
}

/** Lists print the agencies of all levels in one cell: 市人力社保局/县人力社保局. Each of them keeps the matter. */
function agenciesIn(printed: string): string[] {
  return [printed, ...printed.split(/[/、，,;；]/).map((one) => one.trim())];
}

/**
 * Whether somebody may hand out a grant, or take it away: an administrator may for what lies within the own bounds.
 */
export function mayGrant(
  account: { grants: readonly StaffGrant[] },
  grant: StaffGrant,
  regions: RegionTree,
): boolean {
  const scopes = (grant.regions.length === 0 ? [null] : grant.regions).flatMap((regionCode) =>
    (grant.agencies.length === 0 ? [null] : grant.agencies).map((agency) => ({ regionCode, agency })),
  );
  // Each pair by itself: two bounded grants together may reach what neither does alone.
  return scopes.every((scope) => may(account, 'account.manage', scope, regions));
}
