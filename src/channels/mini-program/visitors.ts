import type Koa from 'koa';
import type { Residents } from '../../residents/residents.js';
import type { ExpiringStore } from '../../storage/expiring-store.js';
import type { DailySessions } from '../daily-session.js';
import { ChannelStoppedError, ResidentNotSignedInError } from './errors.js';
import type { SessionTokens } from './session-tokens.js';

/** Who calls, for the time of one request. */
export interface Visitor {
  /** Never stored in this form, never logged. */
  openId: string;
  /** Stands for the person in tables. */
  hash: string;
  /** The conversation of today. */
  sessionId: string;
}

export interface VisitorsParts {
  tokens: SessionTokens;
  residents: Residents;
  sessions: DailySessions;
  /** When somebody was erased, by hash; kept as long as an older session could hold. */
  erased: ExpiringStore;
  /** Whether the channel serves residents. */
  isOpen(): boolean;
  now?: () => number;
}

const BEARER = /^Bearer ([\x21-\x7e]{1,600})$/i;

/** Tells who calls by the session in `Authorization: Bearer …`. */
export class Visitors {
  constructor(private readonly parts: VisitorsParts) {}

  /**
   * @throws {ChannelStoppedError} while the channel is switched off.
   * @throws {ResidentNotSignedInError}
   */
  of(ctx: Koa.Context): Promise<Visitor> {
    this.assertOpen();
    return this.evenWhileStopped(ctx);
  }

  /** Whether the channel serves residents. */
  isOpen(): boolean {
    return this.parts.isOpen();
  }

  /** @throws {ChannelStoppedError} while the channel is switched off. */
  assertOpen(): void {
    if (!this.parts.isOpen()) throw new ChannelStoppedError();
  }

  /**
   * For what a stopped channel still does: it answers a question with the fixed text, and whoever wants to be
   * forgotten is.
   * @throws {ResidentNotSignedInError}
   */
  async evenWhileStopped(ctx: Koa.Context): Promise<Visitor> {
    const { tokens, residents, sessions, erased } = this.parts;
    const token = BEARER.exec(ctx.get('Authorization'))?.[1];
    const holder = token === undefined ? null : tokens.read(token);
    if (!holder) throw new ResidentNotSignedInError();
    const { openId, issuedAt } = holder;
    const hash = await residents.hashOf(openId);
    const erasedAt = await erased.get(hash);
    if (erasedAt !== null && issuedAt <= Number(erasedAt)) throw new ResidentNotSignedInError();
    return { openId, hash, sessionId: await sessions.of(openId) };
  }

  /** Ends every session somebody has. */
  async signOut({ hash }: Visitor): Promise<void> {
    const now = this.parts.now?.() ?? Date.now();
    await this.parts.erased.set(hash, String(now));
  }
}
