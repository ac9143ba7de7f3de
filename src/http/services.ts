import type { AskRequest, AskResponse, IntentId, ShownNotice } from '../answer/response.js';
import type { ItemAnswer } from '../ask.js';
import type { AgencyRecord, FacetValue, ItemSearch } from '../catalogue/queries.js';
import type { ItemRecord, Snapshot } from '../catalogue/snapshot.js';
import type {
  EligibilityRequest,
  EligibilityResult,
  LifeEventSummary,
  LifeEventView,
} from './schemas/guidance.js';
import type { ItemSearchQuery, Suggestion } from './schemas/items.js';
import type { FeedbackRequest } from './schemas/people.js';
import type { Place, PlacesQuery, PlacesResult } from './schemas/places.js';

type Awaitable<T> = T | Promise<T>;

/** A `region` that a route resolved to a GB/T 2260 code; undefined when the caller named none. */
type WithRegionCode<T> = Omit<T, 'region'> & { regionCode?: string };

/**
 * Everything the HTTP side needs from the rest of the program. An optional service that is left out makes
 * its routes answer 501 「该功能尚未开通」.
 */
export interface Services {
  /** Answers one question; `region` is as the caller wrote it. */
  ask(request: AskRequest, options?: { explain?: boolean }): Awaitable<AskResponse>;
  /** Whether the catalogue is loaded. */
  ready(): boolean;
  /** The catalogue being served; called only while `ready()`. */
  snapshot(): Snapshot;
  /** @returns the matter, or null. */
  item(id: string): ItemRecord | null;
  /** @returns notices that hold now for the matter, the weightiest first. */
  noticesOf(item: ItemRecord): readonly ShownNotice[];
  /**
   * @param day - ISO date in Beijing.
   * @returns the matter in the catalogue that was in force that day, with that catalogue; null when it was not in it.
   */
  itemAsOf?(id: string, day: string): Promise<{ item: ItemRecord; snapshot: Snapshot } | null>;
  /** The composed answer about one matter; `region` as the caller wrote it. @returns null when there is no such matter. */
  itemAnswer?(id: string, region: string | undefined, intent: IntentId): ItemAnswer | null;
  /** Finds matters; `region` is a code here, already resolved. */
  search(query: ItemSearchQuery): Awaitable<ItemSearch>;
  suggest(q: string): Awaitable<Suggestion[]>;
  /** Themes with the number of their matters. */
  themes(): Awaitable<FacetValue[]>;
  /** Agencies of all regions with the number of their matters. */
  agencies(): Awaitable<AgencyRecord[]>;
  /** @throws {ServiceItemNotFoundError} for an unknown `itemId`. */
  places?(query: WithRegionCode<PlacesQuery>): Awaitable<Place[]>;
  /**
   * Kinds of counter that handle a matter, for want of addresses.
   * @throws {ServiceItemNotFoundError}
   */
  counters?(itemId: string, regionCode?: string): Awaitable<Pick<PlacesResult, 'counters' | 'note'>>;
  /** Stores a 好差评. @returns its id. */
  feedback?(feedback: FeedbackRequest): Awaitable<string>;
  eligibility?(request: WithRegionCode<EligibilityRequest>): Awaitable<EligibilityResult>;
  lifeEvents?: {
    list(): Awaitable<LifeEventSummary[]>;
    /** @returns the 一件事 for a region, or null. */
    find(id: string, regionCode?: string): Awaitable<LifeEventView | null>;
  };
}
