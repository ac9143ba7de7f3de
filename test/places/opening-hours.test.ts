import { describe, expect, it } from 'vitest';
import { type OpeningHours, parseOpeningHours } from '../../src/places/opening-hours.js';

/** 1-5 08:30-12:00 14:00-17:30 …: one line for each run of equal days. */
function shown(hours: OpeningHours | null): string | null {
  if (!hours) return null;
  const clock = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const days = hours.week.map((intervals) =>
    intervals.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join(' '),
  );
  const runs: string[] = [];
  for (let from = 0; from < 7; ) {
    let to = from;
    while (to < 6 && days[to + 1] === days[from]) to++;
    if (days[from]) runs.push(`${from === to ? from + 1 : `${from + 1}-${to + 1}`} ${days[from]}`);
    from = to + 1;
  }
  const remarks = [
    hours.daysStated ? '' : 'anyDay',
    hours.followsWorkingDays ? 'workdays' : '',
    hours.holidays === 'unstated' ? '' : hours.holidays,
  ].filter(Boolean);
  return [...runs, ...remarks].join('; ');
}

const NINE_TO_FIVE = '1-5 09:00-17:00; workdays';

describe('opening hours are read', () => {
  it.each([
    ['周一至周五9:00-12:30，14:00-18:00', '1-5 09:00-12:30 14:00-18:00; workdays'],
    ['周一至周五 9:00-12:00、14:00-17:00', '1-5 09:00-12:00 14:00-17:00; workdays'],
    ['周一到周五９：００—１７：００', NINE_TO_FIVE],
    ['星期一至星期五：上午9:00—12:00；下午1:30—5:30', '1-5 09:00-12:00 13:30-17:30; workdays'],
    ['工作日上午9点至下午5点', NINE_TO_FIVE],
    ['工作日 上午 9：00～12：00 下午 2：00～5：30', '1-5 09:00-12:00 14:00-17:30; workdays'],
    ['早上九点到下午五点半（周一至周五）', '1-5 09:00-17:30; workdays'],
    ['周一至周五8:30-12:00，2:30-5:30', '1-5 08:30-12:00 14:30-17:30; workdays'],
    ['法定工作日9时-17时', NINE_TO_FIVE],
    ['办公时间：周一至周五（工作日）9:00-17:00，中午不休息', NINE_TO_FIVE],
    ['每周一至周五对外办公9:00-17:00', NINE_TO_FIVE],
    ['周1-5 9:00-17:00', NINE_TO_FIVE],
    ['周一至周五9:00-17:00（法定节假日除外）', `${NINE_TO_FIVE}; closed`],
    ['周一至周五9:00-17:00，国家法定节假日不上班', `${NINE_TO_FIVE}; closed`],
    ['9:00-17:00（双休日、法定节假日除外）', `${NINE_TO_FIVE}; closed`],
    ['9:00-17:00，周末及法定节假日休息', `${NINE_TO_FIVE}; closed`],
    ['周一至周五9:00-17:00，周末休息', NINE_TO_FIVE],
    ['周一至周四8:30-17:30，周五8:30-17:00', '1-4 08:30-17:30; 5 08:30-17:00; workdays'],
    ['周一、周三、周五9:00-11:00', '1 09:00-11:00; 3 09:00-11:00; 5 09:00-11:00; workdays'],
    ['周一至周六9:00-17:00，周日休息', '1-6 09:00-17:00'],
    ['周一至周六9:00-17:00，周日及法定节假日休息', '1-6 09:00-17:00; closed'],
    ['周一至周五9:00-17:00；周六、周日10:00-16:00', '1-5 09:00-17:00; 6-7 10:00-16:00'],
    ['工作日9:00-17:00，周末10:00-15:00', '1-5 09:00-17:00; 6-7 10:00-15:00; workdays'],
    ['9:00-17:00（周一至周五），10:00-16:00（周六）', '1-5 09:00-17:00; 6 10:00-16:00'],
    ['周一至周日8:30-17:30', '1-7 08:30-17:30'],
    ['每天9:00-21:00，节假日照常', '1-7 09:00-21:00; open'],
    ['全年无休，9:00-21:00', '1-7 09:00-21:00; open'],
    ['9:00-21:00（全年无休）', '1-7 09:00-21:00; open'],
    ['9:00-17:00（周一闭馆）', '2-7 09:00-17:00'],
    ['周二至周日9:00-17:00，周一闭馆（法定节假日除外）', '2-7 09:00-17:00'],
    ['24小时', '1-7 00:00-24:00; open'],
    ['全天24小时服务', '1-7 00:00-24:00; open'],
    ['工作日24小时', '1-5 00:00-24:00; workdays'],
    ['每天22:00-6:00', '1-7 00:00-06:00 22:00-24:00'],
    ['周五22:00-次日', null],
    ['周六至周一9:00-12:00', '1 09:00-12:00; 6-7 09:00-12:00'],
    ['9:00-12:00，13:00-17:00', '1-7 09:00-12:00 13:00-17:00; anyDay'],
  ])('%s', (text, expected) => {
    expect(shown(parseOpeningHours(text))).toBe(expected);
  });
});

describe('what is not wholly understood is not guessed at', () => {
  it.each([
    '',
    '工作时间',
    '周一至周五',
    '全年免费开放，每周64小时',
    '9:00-20:00（2022年元旦公告）',
    '夏季8:30-18:00，冬季9:00-17:30',
    '周一至周五9:00-17:00，每月最后一个周五下午学习',
    '周一至周五9:00-17:00，自助区24小时',
    '9:00-5:00',
    '周一至周五25:00-26:00',
    '周一至周五9:70-17:00',
    '以公告为准',
    '节假日除外',
    '上午',
  ])('%s', (text) => {
    expect(parseOpeningHours(text)).toBeNull();
  });

  it('reads long nonsense without delay', () => {
    const started = performance.now();
    for (const piece of ['周一', '9:00-', '周一、', '节假日', ' ']) parseOpeningHours(piece.repeat(5_000));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
