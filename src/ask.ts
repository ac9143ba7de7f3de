import { randomUUID } from 'node:crypto';
import { AnswerBook, type KnownPlaces, type WrittenAnswer } from './answer/answer-book.js';
import { respond, respondWithList } from './answer/respond.js';
import type { AskRequest, AskResponse, IntentId, RegionName } from './answer/response.js';
import { findItem } from './catalogue/queries.js';
import type { Region } from './catalogue/regions.js';
import type { Snapshot } from './catalogue/snapshot.js';
import { isChat } from './dialogue/chat-intents.js';
import { talkedAbout } from './dialogue/follow-up.js';
import type { Conversation, ConversationStore } from './dialogue/session.js';
import { type Understood, understand } from './dialogue/understand.js';
import { continueEligibility, type EligibilityState, startEligibility } from './eligibility/conversation.js';
import { RegionUnknownError } from './errors.js';
import { asksForAll, lifeEventFor } from './life-events/recognise.js';
import { renderLifeEvent } from './life-events/render.js';
import { findLifeEvent } from './life-events/resolve.js';
import { MOST_CHOICES } from './matching/decision.js';
import type { Engine } from './matching/engine.js';
import { type Explanation, explain } from './matching/explain.js';
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
}

export interface AskOptions {
  /** Adds why this is the answer. */
  explain?: boolean;
}

/** What is known about one matter in one region; the sections the intent asks for come first. */
export type ItemAnswer = WrittenAnswer & { itemId: string; region: RegionName | null };

export type ExplainedResponse = AskResponse & { explanation?: Explanation };

const DEFAULT_LIMIT = 5;
/** Matters that a conversation can come back to. */
const MOST_EARLIER = 3;

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
    const turn = { engine, understood, conversation, question: request.question, sessionId, today: today() };
    const limit = request.limit ?? DEFAULT_LIMIT;
    const guided = guide(turn, limit);
    const response: Omit<AskResponse, 'explanation'> =
      guided?.response ?? respond(engine, book, understood, sessionId, limit, turn.today);
    const remembered = memoryOf(response, understood, conversation, guided?.eligibility ?? null);
    if (remembered) await conversations.set(sessionId, remembered);
    response.tookMs = Math.round((performance.now() - started) * 1000) / 1000;
    if (!options.explain) return response;
    const { frame, matches, decision } = understood;
    return { ...response, explanation: explain(engine, frame, matches, decision) };
  }

  /**
   * The answer about one matter, as `ask()` composes it once it knows which.
   *
   * @param requested - name or code; undefined: HOME_REGION.
   * @returns null when no such matter is in the catalogue.
   * @throws {RegionUnknownError}
   */
  answerOf(itemId: string, requested: string | undefined, intent: IntentId): ItemAnswer | null {
    const engine = this.dependencies.engine();
    const item = findItem(engine.snapshot, itemId);
    if (!item) return null;
    const region = this.profileRegion(engine, requested);
    const written = this.bookOf(engine.snapshot).answer(
      item,
      region?.code ?? null,
      intent,
      this.dependencies.today(),
    );
    return { ...written, itemId, region: region && { code: region.code, name: region.name } };
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
      book = new AnswerBook(snapshot, this.dependencies.places);
      this.books.set(snapshot, book);
    }
    return book;
  }
}

/** One message with everything known about it. */
interface Turn {
  engine: Engine;
  understood: Understood;
  conversation: Conversation | null;
  question: string;
  sessionId: string;
  today: string;
}

/** A response that is a conversation or a list of steps; `eligibility` is the state to go on with. */
interface Guided {
  response: AskResponse;
  eligibility: EligibilityState | null;
}

/** What somebody may get, and all that follows an event of life; null for a question about one matter. */
function guide(turn: Turn, limit: number): Guided | null {
  const { engine, understood, conversation, question, sessionId, today } = turn;
  const { snapshot } = engine;
  if (isChat(understood.intent)) return null;
  const region = understood.region?.code ?? null;
  const running = conversation?.eligibility as EligibilityState | null | undefined;
  const eligibility = running
    ? continueEligibility(running, question, snapshot, today)
    : understood.intent === 'eligibility'
      ? startEligibility(question, region, snapshot, today)
      : null;
  if (eligibility) {
    const { reply, candidates, state } = eligibility;
    const response = respondWithList(engine, understood, sessionId, 'eligibility', candidates, reply, limit);
    return { response, eligibility: state.pending === null ? null : state };
  }
  const event = understood.intent === 'lifeEvent' || asksForEvent(turn) ? lifeEventFor(question) : null;
  const view = event && findLifeEvent(event, region ?? undefined, snapshot, today);
  if (!view) return null;
  const itemIds = [...new Set(view.steps.flatMap(({ itemId }) => itemId ?? []))];
  if (itemIds.length === 0) return null;
  const response = respondWithList(
    engine,
    understood,
    sessionId,
    'lifeEvent',
    itemIds,
    renderLifeEvent(view),
    limit,
  );
  return { response, eligibility: null };
}

/** An event is meant where everything is asked for and no single matter is clearly named. */
function asksForEvent({ understood, question }: Turn): boolean {
  return understood.decision.verdict !== 'answer' && asksForAll(question);
}

/** @returns what the conversation remembers of this turn; null when it changes nothing. */
function memoryOf(
  response: AskResponse,
  understood: Understood,
  before: Conversation | null,
  eligibility: EligibilityState | null,
): Conversation | null {
  const { kind, intent, candidates, answer } = response;
  if (kind === 'chat' || kind === 'handoff' || kind === 'emergency') return null;
  if (kind === 'none' && before) return null;
  const itemId = answer?.item.id ?? null;
  const earlier = before ? talkedAbout(before).filter((id) => id !== itemId) : [];
  return {
    // Numbers of persons and cards say nothing about a matter; what is not kept cannot get out.
    text: maskPersonalNumbers(understood.text),
    itemId,
    earlier: earlier.slice(0, MOST_EARLIER),
    intent,
    regionCode: understood.named?.code ?? before?.regionCode ?? null,
    eligibility,
    choices: kind === 'clarify' ? candidates.slice(0, MOST_CHOICES).map(({ id }) => id) : [],
  };
}
