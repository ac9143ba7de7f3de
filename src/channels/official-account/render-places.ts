import type { PlaceView } from '../../places/find-places.js';

/** Places as numbered lines: name and distance, then what is known of address, hours and phone. */
export function renderPlaces(places: readonly PlaceView[]): string {
  return places.map((place, index) => `${index + 1}. ${describe(place)}`).join('\n');
}

function describe({
  name,
  window,
  address,
  hours,
  phones,
  distanceMeters,
  opening,
  verify,
}: PlaceView): string {
  const distance = distanceMeters === null ? '' : `（约${kilometres(distanceMeters)}）`;
  const state = opening?.open === true ? '，现在开着' : opening?.open === false ? '，现在不开' : '';
  const facts = [
    address && `地址：${[address, window].filter(Boolean).join('，')}`,
    hours && `时间：${hours}${state}`,
    phones.length > 0 && `电话：${phones.join('、')}`,
    verify,
  ];
  return [`${name}${distance}`, ...facts.filter(Boolean)].join('\n');
}

function kilometres(meters: number): string {
  return meters < 1_000
    ? `${Math.max(10, Math.round(meters / 10) * 10)}米`
    : `${(meters / 1_000).toFixed(1)}公里`;
}
