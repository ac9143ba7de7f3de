import { reactive, readonly } from 'vue';
import type { StaffAction } from '../../../src/staff/permissions.js';
import type { SessionView } from '../../../src/staff/schemas.js';
import { get, listen, post, remove, useCsrfToken } from './api/client.js';
import { ApiError } from './api/problem.js';

export type { StaffAction };

interface SessionState {
  /** unknown: not asked yet. away: cannot be told, because the database or the server is away. */
  status: 'unknown' | 'in' | 'out' | 'away';
  who: SessionView | null;
  /** False while the database is away: answers go on, saving does not. */
  canSave: boolean;
}

const state = reactive<SessionState>({ status: 'unknown', who: null, canSave: true });

/** Who is signed in, for every page to look at. */
export const session = readonly(state) as Readonly<SessionState>;

/** How often use of the page is told, so that the session of who works does not end. */
const TOLD_EVERY_MS = 5 * 60_000;
const RETRY_MS = 5_000;
let toldAt = 0;

listen({
  onSignedOut() {
    if (state.status === 'in') state.status = 'out';
    state.who = null;
  },
  onStore(there) {
    if (state.canSave && !there) setTimeout(() => void lookAgain(), RETRY_MS);
    state.canSave = there;
  },
});

/** Asks the server who is signed in. Never throws. */
export async function loadSession(): Promise<void> {
  try {
    const who = await get<SessionView>('/staff/session');
    useCsrfToken(who.csrfToken);
    state.who = who;
    state.status = 'in';
    state.canSave = true;
  } catch (error) {
    const away = error instanceof ApiError && error.cannotSave;
    state.canSave = !away;
    // Whoever was in stays in: the server looks at every change anyway.
    if (!away) state.status = 'out';
    else if (state.status !== 'in') state.status = 'away';
    if (away) setTimeout(() => void lookAgain(), RETRY_MS);
  }
}

/** @throws {ApiError} */
export async function signIn(name: string, password: string, totp: string): Promise<void> {
  await post('/staff/session', { name, password, ...(totp === '' ? {} : { totp }) });
  await loadSession();
}

/** @throws {ApiError} */
export async function signOut(): Promise<void> {
  await remove('/staff/session');
  state.status = 'out';
  state.who = null;
}

/** @returns whether the account may do this anywhere; the server decides again at every request. */
export function can(action: StaffAction): boolean {
  return state.who?.may.includes(action) ?? false;
}

/** Tells the server now and then that the page is used; called when keys are pressed or something is clicked. */
export function noteUse(): void {
  if (state.status !== 'in' || Date.now() - toldAt < TOLD_EVERY_MS) return;
  toldAt = Date.now();
  void loadSession();
}

async function lookAgain(): Promise<void> {
  if (!state.canSave) await loadSession();
}
