import type { Place } from '../../../../../src/http/schemas/places.js';

/** @returns an ISO time in Beijing as 今天 or 3月2日 with the time of day. */
function timeWords(iso: string): string {
  const [date = '', rest = ''] = iso.split('T');
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const [, month, day] = date.split('-').map(Number);
  return `${date === today ? '今天' : `${month}月${day}日`}${rest.slice(0, 5)}`;
}

/** @returns whether a place is open now or when next, as an agent says it. */
export function openingWords(opening: Place['opening']): string {
  if (!opening) return '时间未载明';
  if (opening.open) return opening.closesAt ? `现在开放，${timeWords(opening.closesAt)}关` : '现在开放';
  if (opening.open === null) return opening.note ?? '是否开放不明';
  return opening.nextOpening ? `现在不开，${timeWords(opening.nextOpening)}开` : '现在不开';
}
