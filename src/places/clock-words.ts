/** Words for a part of the day that stand before an hour. */
export type PartOfDay =
  | '凌晨'
  | '早上'
  | '早晨'
  | '早'
  | '上午'
  | '中午'
  | '下午'
  | '傍晚'
  | '晚上'
  | '晚间'
  | '晚'
  | '夜间'
  | undefined;

/** A time of day as written: 下午 5 点半, 9:00. */
export interface Moment {
  part: PartOfDay;
  hour: string | undefined;
  minutes: string | undefined;
  half: string | undefined;
}

const LATER: readonly PartOfDay[] = ['中午', '下午', '傍晚', '晚上', '晚间', '晚', '夜间'];

/** @returns whether the word turns 5 o'clock into 17:00. */
export function isLater(part: PartOfDay): boolean {
  return LATER.includes(part);
}

/** @returns minutes after midnight; null when there is no such time. */
export function clockMinutes({ part, hour, minutes, half }: Moment): number | null {
  let hours = Number(hour);
  const past = half ? 30 : Number(minutes ?? 0);
  // 中午11点半 is still the forenoon; 晚上12点 is midnight at the end of the day.
  if (part === '中午' ? hours < 6 : isLater(part) && hours < 12) hours += 12;
  else if (hours === 12 && part !== undefined && LATER.indexOf(part) >= 3) hours = 24;
  const total = hours * 60 + past;
  return past < 60 && total <= 24 * 60 ? total : null;
}
