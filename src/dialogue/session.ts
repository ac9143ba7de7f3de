import type { IntentId } from '../answer/response.js';

/**
 * What a conversation remembers: what is being talked about and, while a benefits check runs, what the resident told for
 * it. It is forgotten after `MEMORY_MS` and never logged.
 */
export interface Conversation {
  /** Normalised text of the question that stands, follow-ups merged into it. */
  text: string;
  /** Matter that was answered last; null while it is not settled. */
  itemId: string | null;
  /** Matters talked about before that one, the newest first. */
  earlier: string[];
  intent: IntentId;
  /** Region named in the conversation; null when none was. */
  regionCode: string | null;
  /** State of a running check of benefits (plain JSON, owned by src/eligibility); null when none is running. */
  eligibility: object | null;
  /** Ids offered by the last message, in the order shown. */
  choices: string[];
  /** What is wanted of the one that is chosen, where it is not `intent`. */
  choiceIntent?: IntentId;
  /** Tells whether an answer is the one given before; null where none was. */
  mark?: string | null;
  /** Characters of what that answer left out that have been told since. */
  told?: number;
}

/** Where conversations live. Memory for one process, Redis for several. */
export interface ConversationStore {
  get(sessionId: string): Promise<Conversation | null> | Conversation | null;
  set(sessionId: string, conversation: Conversation): Promise<void> | void;
  /** Forgets a conversation at once. */
  delete(sessionId: string): Promise<void> | void;
}

/** Matters that a conversation can come back to. */
export const MOST_EARLIER = 3;
/** A conversation is forgotten after half an hour of silence. */
export const MEMORY_MS = 30 * 60_000;
const MOST = 50_000;

/** Conversations of one process; the oldest go first when there are too many. */
export class MemoryConversations implements ConversationStore {
  private readonly entries = new Map<string, { conversation: Conversation; until: number }>();

  constructor(private readonly now: () => number = Date.now) {}

  get(sessionId: string): Conversation | null {
    const entry = this.entries.get(sessionId);
    if (!entry) return null;
    if (entry.until < this.now()) {
      this.entries.delete(sessionId);
      return null;
    }
    return entry.conversation;
  }

  set(sessionId: string, conversation: Conversation): void {
    const now = this.now();
    this.entries.delete(sessionId);
    this.entries.set(sessionId, { conversation, until: now + MEMORY_MS });
    // Whoever was silent longest stands first.
    for (const [id, { until }] of this.entries) {
      if (until >= now && this.entries.size <= MOST) return;
      this.entries.delete(id);
    }
  }

  /** Conversations that are kept just now. */
  get size(): number {
    return this.entries.size;
  }

  delete(sessionId: string): void {
    this.entries.delete(sessionId);
  }
}
