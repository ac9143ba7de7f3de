import type { RegionTree } from '../catalogue/regions.js';
import type { PlaceRecord } from './load-places.js';

/** A point in degrees, WGS84. */
export interface Point {
  latitude: number;
  longitude: number;
}

export interface PlaceQuery {
  near?: Point;
  /** Region whose residents ask; places of other regions are left out. */
  regionCode?: string;
}

/** A place found, with the distance in metres where both points are known. */
export interface FoundPlace {
  place: PlaceRecord;
  distanceMeters: number | null;
}

const EARTH_RADIUS_METERS = 6_371_008.8;

/** The places residents may be sent to: those of low confidence are left out from the beginning. */
export class PlaceDirectory {
  readonly places: readonly PlaceRecord[];

  constructor(
    places: readonly PlaceRecord[],
    readonly regions: RegionTree,
  ) {
    this.places = places.filter(({ confidence }) => confidence !== 'low');
  }

  /**
   * Finds places for a point or a region: by distance those whose position is known, then the others by
   * administrative level, nearest to the region asked for first.
   */
  find({ near, regionCode }: PlaceQuery): FoundPlace[] {
    return this.places
      .filter((place) => regionCode === undefined || this.stepsBetween(regionCode, place.regionCode) !== null)
      .map((place) => ({ place, distanceMeters: near ? distanceTo(place, near) : null }))
      .sort((a, b) => compareDistances(a, b) || this.compareSteps(a.place, b.place, regionCode));
  }

  /**
   * @returns how far a place's region stands from a resident's: 0 the same, then the regions within it, then those
   * above it; null when neither holds the other.
   */
  stepsBetween(regionCode: string, placeRegion: string): number | null {
    const above = this.regions.pathOf(regionCode).indexOf(placeRegion);
    if (above === 0) return 0;
    const below = this.regions.pathOf(placeRegion).indexOf(regionCode);
    // What lies within is nearer than what lies above, however deep it lies.
    if (below > 0) return below / 10;
    return above > 0 ? above : null;
  }

  private compareSteps(a: PlaceRecord, b: PlaceRecord, regionCode: string | undefined): number {
    const steps = (place: PlaceRecord): number =>
      regionCode === undefined
        ? -this.regions.pathOf(place.regionCode).length
        : (this.stepsBetween(regionCode, place.regionCode) ?? Number.POSITIVE_INFINITY);
    return steps(a) - steps(b) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
  }
}

function compareDistances(a: FoundPlace, b: FoundPlace): number {
  if (a.distanceMeters === null || b.distanceMeters === null)
    return Number(a.distanceMeters === null) - Number(b.distanceMeters === null);
  return a.distanceMeters - b.distanceMeters;
}

function distanceTo({ latitude, longitude }: PlaceRecord, from: Point): number | null {
  return latitude === null || longitude === null
    ? null
    : Math.round(distanceMeters({ latitude, longitude }, from));
}

/** Great-circle distance (haversine) on a sphere of the earth's mean radius, in metres. */
export function distanceMeters(a: Point, b: Point): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (from: number, to: number): number => Math.sin(radians(to - from) / 2) ** 2;
  const chord =
    half(a.latitude, b.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude);
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(chord)));
}
