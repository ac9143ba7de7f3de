import type { Region } from '../catalogue/regions.js';
import type { ItemRecord, Snapshot } from '../catalogue/snapshot.js';
import type { HolidayCalendar } from '../places/holiday-calendar.js';
import type { PlaceDirectory } from '../places/place-directory.js';
import type { Asked } from './asked.js';
import { composeSections } from './compose.js';
import { withDetail } from './detail.js';
import { type Hotline, hotlinesOf } from './hotlines.js';
import { leadOf, smsWithNotice } from './notice-lead.js';
import { officeReply } from './office-reply.js';
import { REPLY_LENGTH, renderReply } from './render.js';
import { MatterInRegion } from './resolve.js';
import type { IntentId, Section, ShownNotice } from './response.js';
import { shortNumberReply } from './short-numbers.js';
import { writeSms } from './sms.js';
import { toSpeech } from './speech.js';
import { type Summary, soundSummaries, summarySection } from './summaries.js';

/** A composed answer; the same for everybody who asks this of this matter in this region on this day. */
export interface WrittenAnswer {
  name: string;
  sections: Section[];
  notices: readonly ShownNotice[];
  reply: string;
  speech: string;
  sms: string;
}

/** Where offices and counters are known from, e.g. `Places`. */
export interface KnownPlaces {
  directoryFor(snapshot: Snapshot, today: string): PlaceDirectory;
  readonly calendar: HolidayCalendar;
}

/** Answers kept; the oldest go first. */
const MOST_ANSWERS = 5_000;
/** Matters in a region kept, with what has been composed of them. */
const MOST_MATTERS = 2_000;
const NO_NOTICES: readonly ShownNotice[] = [];

/**
 * Composes answers from one snapshot and keeps them: an answer depends on nothing but matter, region, intent, day and the
 * words that ask for a detail, and people ask the same things.
 */
export class AnswerBook {
  private readonly hotlines: readonly Hotline[];
  private readonly summaries: ReadonlyMap<string, Summary>;
  private readonly answers = new Map<string, WrittenAnswer>();
  private readonly matters = new Map<string, MatterInRegion>();

  constructor(
    private readonly snapshot: Snapshot,
    private readonly places: KnownPlaces | null = null,
    summaries: readonly Summary[] = [],
  ) {
    this.hotlines = hotlinesOf(snapshot);
    this.summaries = soundSummaries(summaries, snapshot);
  }

  /** @returns where an office is, when it is open and whom to call; null where no places are known at all. */
  office(office: string, region: Region | null, today: string): string | null {
    if (!this.places) return null;
    const directory = this.places.directoryFor(this.snapshot, today);
    return officeReply(office, region, directory, this.places.calendar, today);
  }

  /** @returns what a short number is for; null for one that no source tells of. */
  shortNumber(number: string, intent: IntentId): string | null {
    return shortNumberReply(number, intent === 'fee', this.hotlines);
  }

  /**
   * @param regionCode - region asked for; null when none is known.
   * @param today - ISO date: what is in force.
   * @param notices - stand above the texts, which make room for them.
   * @param asked - what the question says besides; null: nobody asked in words.
   */
  answer(
    item: ItemRecord,
    regionCode: string | null,
    intent: IntentId,
    today: string,
    notices = NO_NOTICES,
    asked: Asked | null = null,
  ): WrittenAnswer {
    const words = asked ? asked.key : '';
    const key = [item.id, regionCode, intent, today, words, ...notices.map(({ line }) => line)].join('|');
    const known = this.answers.get(key);
    if (known) return known;
    const answer = this.write(item, regionCode, intent, today, notices, asked);
    keepNewest(this.answers, key, answer, MOST_ANSWERS);
    return answer;
  }

  private write(
    item: ItemRecord,
    regionCode: string | null,
    intent: IntentId,
    today: string,
    notices: readonly ShownNotice[],
    asked: Asked | null,
  ): WrittenAnswer {
    const whole = this.matterIn(item, regionCode, today);
    const matter = asked ? whole.about(casesAsked(whole, asked)) : whole;
    const summary = intent === 'overview' ? summarySection(matter, this.summaries) : null;
    const composed = [...(summary ? [summary] : []), ...composeSections(matter, intent)];
    const sections = asked ? [...withDetail(matter, composed, asked)] : composed;
    const lead = leadOf(notices);
    const room = REPLY_LENGTH - lead.length;
    const reply = lead + renderReply(matter, sections, regionCode !== null, room, asked);
    const name = matter.shown?.name ?? item.name;
    const sms = smsWithNotice(notices, (length) => writeSms(matter, sections, length));
    return { name, sections, notices, reply, speech: toSpeech(reply), sms };
  }

  private matterIn(item: ItemRecord, regionCode: string | null, today: string): MatterInRegion {
    const key = `${item.id}|${regionCode}|${today}`;
    const known = this.matters.get(key);
    if (known) return known;
    const { places, snapshot } = this;
    const surroundings = places && {
      directory: places.directoryFor(snapshot, today),
      calendar: places.calendar,
      hotlines: this.hotlines,
    };
    const matter = new MatterInRegion(item, regionCode, snapshot.regions, today, surroundings);
    keepNewest(this.matters, key, matter, MOST_MATTERS);
    return matter;
  }
}

/** The cases of a matter that a question names, the nearest ones; else those whose conditions or papers it names. */
function casesAsked(matter: MatterInRegion, asked: Asked): string[] {
  const cases = matter.allCases;
  if (cases.length === 0) return [];
  const named = asked.choose(cases, matter.title);
  const chosen =
    named.length > 0 || cases.length === 1
      ? named
      : asked.chooseTelling(
          cases.map((one) => matter.wordsOf(one)),
          matter.title,
        );
  return chosen.map((index) => cases[index] as string);
}

function keepNewest<V>(kept: Map<string, V>, key: string, value: V, most: number): void {
  kept.set(key, value);
  if (kept.size > most) kept.delete(kept.keys().next().value as string);
}
