import { randomUUID } from 'node:crypto';
import { sayInTurn } from './answer/again.js';
import { AnswerBook, type KnownPlaces, type WrittenAnswer } from './answer/answer-book.js';
import { withNotices } from './answer/notice-lead.js';
import { withLastLine } from './answer/render.js';
import { implementationFor } from './answer/resolve.js';
import { respond } from './answer/respond.js';
import type { AskRequest, AskResponse, IntentId, RegionName, ShownNotice } from './answer/response.js';
import { asSentence } from './answer/sentences.js';
import { toSpeech } from './answer/speech.js';
import type { Summary } from './answer/summaries.js';
import { findItem } from './catalogue/queries.js';
import type { Region } from './catalogue/regions.js';
import type { Snapshot } from './catalogue/snapshot.js';
import { isChat } from './dialogue/chat-intents.js';
import type { Understood } from './dialogue/find.js';
import { talkedAbout } from './dialogue/follow-up.js';
import { type Conversation, type ConversationStore, MOST_EARLIER } from './dialogue/session.js';
import { understand } from './dialogue/understand.js';
import { type EligibilityState, pause } from './eligibility/conversation.js';
import { RegionUnknownError } from './errors.js';
import { guide } from './guide.js';
import type { Engine } from './matching/engine.js';
import { type Explanation, explain } from './matching/explain.js';
import type { NoticesAbout } from './notices/notice-board.js';
import { maskPersonalNumbers } from './privacy/mask.js';

/** What `ask()` needs from outside. */
export interface AskDependencies {
  /** The engine in force; it may be replaced between two questions. */
  engine(): Engine;
  conversations: ConversationStore;
  /** HOME_REGION: region of the deployment when neither question nor profile names one. */
  homeRegion: string | null;
  /** ISO date in Beijing: what is in force today. */
  today(): string;
  /** Known offices and counters; without them answers name kinds of counter only. */
  places?: KnownPlaces;
  /** Plain words for the matters asked most. */
  summaries?: readonly Summary[];
  /** Notices that hold just now. */
  noticesAbout?: NoticesAbout;
}

export interface AskOptions {
  /** Adds why this is the answer. */
  explain?: boolean;
  /** ISO date: answers with what was in force that day instead of today. */
  asOf?: string;
}

/** What is known about one matter in one region; the sections the intent asks for come first. */
export type ItemAnswer = WrittenAnswer & { itemId: string; region: RegionName | null };

export type ExplainedResponse = AskResponse & { explanation?: Explanation };

const DEFAULT_LIMIT = 5;
const NO_NOTICES: NoticesAbout = () => [];

/** Answers questions: every channel, the command line and the evaluation call this one function. */
export class Asker {
  private readonly books = new WeakMap<Snapshot, AnswerBook>();

  constructor(private readonly dependencies: AskDependencies) {}

  /**
   * @throws {RegionUnknownError} when the request names a region that does not exist.
   */
  async ask(request: AskRequest, options: AskOptions = {}): Promise<ExplainedResponse> {
    const started = performance.now();
    const engine = this.dependencies.engine();
    const { conversations, today } = this.dependencies;
    const sessionId = request.sessionId ?? randomUUID();
    const conversation = request.sessionId ? await conversations.get(sessionId) : null;
    const profile = this.profileRegion(engine, request.region);
    const understood = understand(engine, request.question, profile, conversation);
    const book = this.bookOf(engine.snapshot);
    const turn = {
      engine,
      understood,
      conversation,
      question: request.question,
      sessionId,
      today: options.asOf ?? today(),
    };
    const limit = request.limit ?? DEFAULT_LIMIT;
    const guided = guide(turn, limit);
    // Of another day nobody knows what was posted then.
    const about = options.asOf === undefined ? this.noticesAbout : NO_NOTICES;
    const { response: plain, choices } = guided
      ? { response: guided.response, choices: [] }
      : respond(engine, book, understood, request.question, sessionId, limit, turn.today, about);
    const { response: inTurn, ...saidBefore } = sayInTurn(plain, understood, conversation);
    const response: Omit<AskResponse, 'explanation'> = withNotices(inTurn, noticesBeside(inTurn, about));
    const before = conversation?.eligibility as EligibilityState | null | undefined;
    const check = guided?.eligibility === undefined ? before && pause(before) : guided.eligibility;
    const left = Boolean(check?.paused && !before?.paused && !isChat(response.intent));
    const said = left ? withReminder(response) : response;
    const remembered =
      memoryOf(said, choices, understood, conversation, check ?? null) ??
      (left && conversation && check ? { ...conversation, eligibility: check } : null);
    if (remembered) await conversations.set(sessionId, { ...remembered, ...saidBefore });
    said.tookMs = Math.round((performance.now() - started) * 1000) / 1000;
    if (!options.explain) return said;
    const { frame, matches, decision } = understood;
    return { ...said, explanation: explain(engine, frame, matches, decision) };
  }

  /**
   * The answer about one matter, as `ask()` composes it once it knows which.
   *
   * @param requested - name or code; undefined: HOME_REGION.
   * @param posted - notices to show instead of those that hold.
   * @returns null when no such matter is in the catalogue.
   * @throws {RegionUnknownError}
   */
  answerOf(
    itemId: string,
    requested: string | undefined,
    intent: IntentId,
    posted?: readonly ShownNotice[],
  ): ItemAnswer | null {
    const engine = this.dependencies.engine();
    const item = findItem(engine.snapshot, itemId);
    if (!item) return null;
    const region = this.profileRegion(engine, requested);
    const code = region?.code ?? null;
    const shown = implementationFor(item, code, engine.snapshot.regions);
    const regionCodes = [code, shown?.regionCode];
    const notices = posted ?? this.noticesAbout({ itemId, agency: shown?.agency ?? null, regionCodes });
    const written = this.bookOf(engine.snapshot).answer(
      item,
      code,
      intent,
      this.dependencies.today(),
      notices,
    );
    return { ...written, itemId, region: region && { code: region.code, name: region.name } };
  }

  private get noticesAbout(): NoticesAbout {
    return this.dependencies.noticesAbout ?? NO_NOTICES;
  }

  private profileRegion(engine: Engine, requested: string | undefined): Region | null {
    const { regions } = engine.snapshot;
    if (!requested)
      return this.dependencies.homeRegion ? regions.resolve(this.dependencies.homeRegion) : null;
    const region = regions.resolve(requested);
    if (!region) throw new RegionUnknownError(requested);
    return region;
  }

  private bookOf(snapshot: Snapshot): AnswerBook {
    let book = this.books.get(snapshot);
    if (!book) {
      const { places, summaries } = this.dependencies;
      book = new AnswerBook(snapshot, places, summaries);
      this.books.set(snapshot, book);
    }
    return book;
  }
}

/** Notices beside what is no answer about one matter: of the region, and of the matters that a list names. */
function noticesBeside({ kind, intent, region, candidates }: AskResponse, about: NoticesAbout) {
  const regionCodes = [region?.code];
  // Nothing comes before a call for help; small talk and a no are about nothing that could be closed.
  const general = { itemId: null, agency: null, regionCodes };
  if (kind === 'clarify' || (kind === 'chat' && !isChat(intent))) return about(general);
  if (kind !== 'eligibility' && kind !== 'lifeEvent') return [];
  return about(general, ...candidates.map(({ id, agency }) => ({ itemId: id, agency, regionCodes })));
}

const REMINDER = '刚才查的补助还没查完，回复“继续”接着查。';

/** Tells once, when something else is asked in the middle of a check, how to come back to it. */
function withReminder(response: AskResponse): AskResponse {
  const reply = withLastLine(response.reply, REMINDER);
  return { ...response, reply, speech: `${asSentence(response.speech)}${toSpeech(REMINDER)}` };
}

/** @returns what the conversation remembers of this turn; null when it changes nothing. */
function memoryOf(
  response: AskResponse,
  choices: readonly string[],
  understood: Understood,
  before: Conversation | null,
  eligibility: EligibilityState | null,
): Conversation | null {
  const { kind, answer } = response;
  if (kind === 'chat' || kind === 'handoff') return null;
  if (kind === 'emergency' && choices.length === 0) return null;
  if (kind === 'none' && before) return null;
  const itemId = answer?.item.id ?? null;
  const earlier = before ? talkedAbout(before).filter((id) => id !== itemId) : [];
  return {
    // Numbers of persons and cards say nothing about a matter; what is not kept cannot get out.
    text: maskPersonalNumbers(understood.text),
    itemId,
    earlier: earlier.slice(0, MOST_EARLIER),
    intent: kind === 'emergency' ? 'overview' : response.intent,
    regionCode: understood.named?.code ?? before?.regionCode ?? null,
    eligibility,
    choices: [...choices],
    ...(understood.second && choices.length > 0 ? { choiceIntent: understood.second.intent } : {}),
  };
}
