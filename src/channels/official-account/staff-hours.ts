import type { HolidayCalendar } from '../../places/holiday-calendar.js';
import { openState } from '../../places/open-state.js';
import { type OpeningHours, parseOpeningHours } from '../../places/opening-hours.js';

/** When somebody answers for the account in person. */
export class StaffHours {
  private readonly hours: OpeningHours | null;

  /**
   * @param text - e.g. 周一至周五 9:00-12:00、14:00-17:30; null: nobody ever does.
   * @param calendar - public holidays and weekend days worked instead.
   */
  constructor(
    readonly text: string | null,
    private readonly calendar: HolidayCalendar,
    private readonly now: () => Date = () => new Date(),
  ) {
    this.hours = text === null ? null : parseOpeningHours(text);
  }

  /** @returns whether somebody is there now; false also where that cannot be said. */
  areOpen(): boolean {
    return this.hours !== null && openState(this.hours, this.now(), this.calendar).open === true;
  }
}
