import type { AskRequest, AskResponse } from '../../answer/response.js';
import { clip } from '../../answer/sentences.js';
import type { Region } from '../../catalogue/regions.js';
import type { Snapshot } from '../../catalogue/snapshot.js';
import type { Logger } from '../../log.js';
import type { PlacesRequest, PlaceView } from '../../places/find-places.js';
import { regionOfAddress } from '../../places/region-of-address.js';
import type { Residents } from '../../residents/residents.js';
import type { ExpiringStore } from '../../storage/expiring-store.js';
import { CHANNEL_STOPPED } from '../../switches/channel-switches.js';
import type { Media } from '../weixin/weixin-http.js';
import type { Inbound } from './inbound.js';
import { plain, renderReply, withRest } from './render.js';
import { renderPlaces } from './render-places.js';
import type { SpeechRecogniser } from './speech-recognition.js';
import type { StaffHours } from './staff-hours.js';
import * as texts from './texts.js';

/** What goes back to the user. */
export type Outbound =
  | { kind: 'text'; text: string /** What is shown when the user asks for more. */; rest: string | null }
  /** The message goes on to a person at WeChat's customer service desk. */
  | { kind: 'transfer' }
  /** Nothing is shown. */
  | { kind: 'none' };

/** What the conversation needs from the rest of the program. */
export interface ConversationParts {
  ask(request: AskRequest): Promise<AskResponse>;
  /** Whether the channel serves residents. */
  isOpen(): boolean;
  snapshot(): Snapshot;
  findPlaces(request: PlacesRequest): PlaceView[];
  residents: Residents;
  /** Rests of replies, by session. */
  rests: ExpiringStore;
  staffHours: StaffHours;
  /** Null: only what WeChat itself recognises. */
  speech: { recogniser: SpeechRecogniser; download(mediaId: string): Promise<Media> } | null;
  log: Logger;
}

/** Characters of a question that the asker takes. */
const MOST_CHARACTERS = 500;
/** Of what was heard, shown to whoever said it. */
const HEARD_CHARACTERS = 60;
const NEAREST_PLACES = 3;
const MOST_PLACES = 50;
/** Places that answer about documents only and receive nobody. */
const NO_COUNTER = '政务公开';
/** Scenes of QR codes and keys of menus that name a region: `region_500111`, `region:500111`. */
const REGION_KEY = /^(?:.*_)?region[_:](\d{2,24})$/;
const ASK_KEY = /^ask:(.+)$/s;
const FINE_LEVELS: readonly Region['level'][] = ['county', 'town', 'village'];

/** Who sent a message; the openid can be told from neither. */
export interface Person {
  /** Stands for the user everywhere. */
  hash: string;
  /** Today's conversation. */
  sessionId: string;
}

/** Turns what users send and do into questions, and answers into text of WeChat. It understands nothing by itself. */
export class Conversation {
  constructor(private readonly parts: ConversationParts) {}

  /** Answers one message. */
  async answer(inbound: Inbound, person: Person): Promise<Outbound> {
    if (inbound.kind === 'silent') return { kind: 'none' };
    const { residents } = this.parts;
    if (inbound.kind === 'unsubscribe') {
      await residents.forget(person.hash);
      return { kind: 'none' };
    }
    if (!this.parts.isOpen()) return say(CHANNEL_STOPPED);
    residents.touch(person.hash);
    return this.reply(inbound, person);
  }

  private async reply(inbound: Inbound, person: Person): Promise<Outbound> {
    switch (inbound.kind) {
      case 'text':
        return this.ask(inbound.content, person);
      case 'voice':
        return this.hear(inbound, person);
      case 'location':
        return this.locate(inbound, person);
      case 'subscribe':
        return this.arrive(inbound.scene, texts.GREETING, person);
      case 'scan':
        return this.arrive(inbound.scene, texts.HELP, person);
      case 'menu':
        return this.choose(inbound.key, person);
      case 'image':
        return say(texts.IMAGE);
      case 'unreadable':
        return say(texts.UNREADABLE(inbound.what));
      default:
        return { kind: 'none' };
    }
  }

  private async ask(words: string, person: Person): Promise<Outbound> {
    const { residents, rests } = this.parts;
    const content = words.trim();
    if (content === '') return say(texts.EMPTY);
    if (texts.MORE_WORDS.includes(content)) {
      const rest = await rests.get(person.sessionId);
      if (rest !== null) return say(rest);
    }
    const named = this.regionNamed(content);
    if (named) await residents.setRegion(person.hash, named.code);
    const characters = [...content];
    const response = await this.parts.ask({
      question: characters.slice(0, MOST_CHARACTERS).join(''),
      region: (named ?? (await this.knownRegion(person)))?.code,
      sessionId: person.sessionId,
      channel: 'officialAccount',
    });
    if (named && (response.kind === 'none' || response.kind === 'chat'))
      return say(`${texts.REGION_SET(this.nameOf(named))}\n${texts.SAY_MATTER}`);
    if (response.kind === 'handoff') return this.handOver(response);
    const cut = characters.length > MOST_CHARACTERS ? `\n${texts.TOO_LONG(MOST_CHARACTERS)}` : '';
    const { text, rest } = withRest(response, renderReply(response));
    return say(text + cut, rest);
  }

  private handOver({ reply }: AskResponse): Outbound {
    const { staffHours } = this.parts;
    if (staffHours.areOpen()) return { kind: 'transfer' };
    return say(staffHours.text === null ? reply : `${texts.STAFF_AWAY(staffHours.text)}${reply}`);
  }

  private async hear(voice: Extract<Inbound, { kind: 'voice' }>, person: Person): Promise<Outbound> {
    const heard = (await this.recognise(voice)) ?? voice.recognition.trim();
    if (heard === '') return say(texts.VOICE_NOT_HEARD);
    const outbound = await this.ask(heard, person);
    return outbound.kind === 'text'
      ? say(`${texts.HEARD(plain(clip(heard, HEARD_CHARACTERS)))}\n${outbound.text}`, outbound.rest)
      : outbound;
  }

  private async recognise({ mediaId, format }: Extract<Inbound, { kind: 'voice' }>): Promise<string | null> {
    const { speech, log } = this.parts;
    if (!speech || mediaId === '') return null;
    try {
      return await speech.recogniser.recognise(await speech.download(mediaId), format);
    } catch (error) {
      log.warn({ err: error }, 'a voice message was not recognised');
      return null;
    }
  }

  private async locate(
    { latitude, longitude, label }: Extract<Inbound, { kind: 'location' }>,
    person: Person,
  ): Promise<Outbound> {
    const near = isOnEarth(latitude, longitude) ? { latitude, longitude } : undefined;
    const region = regionOfAddress(label, this.parts.snapshot().regions);
    if (region) await this.parts.residents.setRegion(person.hash, region.code);
    // Without a region only a distance makes a place a near one.
    const places = this.parts
      .findPlaces({ near, regionCode: region?.code, limit: MOST_PLACES })
      .filter(({ distanceMeters, domains }) => (region || distanceMeters !== null) && receives(domains))
      .slice(0, NEAREST_PLACES);
    const told = region ? texts.REGION_SET(this.nameOf(region)) : texts.LOCATION_UNSURE;
    const list =
      places.length > 0 ? `${texts.PLACES_NEAR}\n${renderPlaces(places)}` : region ? texts.NO_PLACES : '';
    return say([told, list, region ? texts.SAY_MATTER : ''].filter(Boolean).join('\n'));
  }

  private async arrive(scene: string, words: string, person: Person): Promise<Outbound> {
    const region = this.regionOfKey(scene);
    if (!region) return say(words);
    await this.parts.residents.setRegion(person.hash, region.code);
    return say(`${words}\n${texts.REGION_SET(this.nameOf(region))}`);
  }

  private async choose(key: string, person: Person): Promise<Outbound> {
    const question = ASK_KEY.exec(key)?.[1];
    if (question) return this.ask(question, person);
    if (key === 'human') return this.ask('转人工', person);
    const region = this.regionOfKey(key);
    if (!region) return say(texts.HELP);
    await this.parts.residents.setRegion(person.hash, region.code);
    return say(`${texts.REGION_SET(this.nameOf(region))}\n${texts.SAY_MATTER}`);
  }

  private regionOfKey(key: string): Region | null {
    const code = REGION_KEY.exec(key)?.[1];
    return code ? this.parts.snapshot().regions.findByCode(code) : null;
  }

  /** The district whose name is all that was said: told us where the user is. */
  private regionNamed(content: string): Region | null {
    const named = this.parts
      .snapshot()
      .regions.findByName(content)
      .filter(({ level }) => FINE_LEVELS.includes(level));
    return named.length === 1 ? (named[0] ?? null) : null;
  }

  /** 大足区棠香街道: a town is known by its district. */
  private nameOf({ name, level, parent }: Region): string {
    const above = level === 'town' || level === 'village' ? parent : null;
    return `${(above && this.parts.snapshot().regions.findByCode(above)?.name) || ''}${name}`;
  }

  private async knownRegion({ hash }: Person): Promise<Region | null> {
    const code = await this.parts.residents.regionOf(hash);
    return code === null ? null : this.parts.snapshot().regions.findByCode(code);
  }
}

function say(text: string, rest: string | null = null): Outbound {
  return { kind: 'text', text, rest };
}

function receives(domains: readonly string[]): boolean {
  return domains.some((domain) => domain !== NO_COUNTER);
}

function isOnEarth(latitude: number, longitude: number): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}
