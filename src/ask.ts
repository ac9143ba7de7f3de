import { randomUUID } from 'node:crypto';
import { AnswerBook } from './answer/answer-book.js';
import { MOST_CHOICES, respond } from './answer/respond.js';
import type { AskRequest, AskResponse } from './answer/response.js';
import type { Region } from './catalogue/regions.js';
import type { Snapshot } from './catalogue/snapshot.js';
import type { Conversation, ConversationStore } from './dialogue/session.js';
import { type Understood, understand } from './dialogue/understand.js';
import { RegionUnknownError } from './errors.js';
import type { Engine } from './matching/engine.js';
import { type Explanation, explain } from './matching/explain.js';

/** What `ask()` needs from outside. */
export interface AskDependencies {
  /** The engine in force; it may be replaced between two questions. */
  engine(): Engine;
  conversations: ConversationStore;
  /** HOME_REGION: region of the deployment when neither question nor profile names one. */
  homeRegion: string | null;
  /** ISO date in Beijing: what is in force today. */
  today(): string;
}

export interface AskOptions {
  /** Adds why this is the answer. */
  explain?: boolean;
}

export type ExplainedResponse = AskResponse & { explanation?: Explanation };

const DEFAULT_LIMIT = 5;

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
    const response = respond(engine, book, understood, sessionId, request.limit ?? DEFAULT_LIMIT, today());
    const remembered = memoryOf(response, understood, conversation);
    if (remembered) await conversations.set(sessionId, remembered);
    response.tookMs = Math.round((performance.now() - started) * 1000) / 1000;
    if (!options.explain) return response;
    const { frame, matches, decision } = understood;
    return { ...response, explanation: explain(engine, frame, matches, decision) };
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
      book = new AnswerBook(snapshot);
      this.books.set(snapshot, book);
    }
    return book;
  }
}

/** @returns what the conversation remembers of this turn; null when it changes nothing. */
function memoryOf(
  response: AskResponse,
  understood: Understood,
  before: Conversation | null,
): Conversation | null {
  const { kind, intent, candidates, answer } = response;
  if (kind === 'chat' || kind === 'handoff' || kind === 'emergency') return null;
  if (kind === 'none' && before) return null;
  return {
    text: understood.text,
    itemId: answer?.item.id ?? null,
    intent,
    regionCode: understood.named?.code ?? before?.regionCode ?? null,
    choices: kind === 'clarify' ? candidates.slice(0, MOST_CHOICES).map(({ id }) => id) : [],
  };
}
