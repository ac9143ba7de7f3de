import { reactive } from 'vue';
import type { Candidate, RegionName, Section, ShownNotice } from '../../../../../src/answer/response.js';
import { get, post, queryOf } from '../../api/client.js';
import { wordsOf } from '../../api/problem.js';

/** One line of the list on the left: a completion while typing, or a matter that was found. */
export interface Entry {
  /** Null: a wording that names no single matter. */
  itemId: string | null;
  name: string;
  hint: string;
}

/** What is on the card. */
export interface Card {
  kind: string;
  intent: string;
  /** Null: no single matter, e.g. a question back. */
  itemId: string | null;
  name: string;
  sections: Section[];
  /** What holds just now, the weightiest first. */
  notices: ShownNotice[];
  reply: string;
  speech: string;
  sms: string;
  agency: string | null;
  region: RegionName | null;
  explanation: Explanation | null;
}

/** Why this is the answer, as `explain=1` tells. */
export interface Explanation {
  frame: Record<string, unknown> & { text: string; intent: string; words: string[]; concepts: string[] };
  decision: { verdict: string; confidence: number };
  candidates: {
    id: string;
    name: string;
    score: number;
    matched: Record<string, string[]>;
    nearestWording: string | null;
    /** null: the candidates were not ranked by a sum of points. */
    features: Record<string, { value: number; weight: number; points: number }> | null;
  }[];
}

interface Asked {
  sessionId: string;
  kind: string;
  intent: string;
  region: RegionName | null;
  candidates: Candidate[];
  answer: { item: { id: string; name: string }; sections: Section[] } | null;
  notices: ShownNotice[];
  reply: string;
  speech: string;
  sms: string;
  explanation?: Explanation;
}

type ItemAnswer = Pick<Card, 'sections' | 'notices' | 'reply' | 'speech' | 'sms' | 'name' | 'region'> & {
  itemId: string;
};

/** One call, from the first letter typed to its note. Forgotten with the next call: nothing of it stays in the browser. */
export interface Call {
  startedAt: number;
  region: RegionName | null;
  typed: string;
  /** The words that were asked last. */
  question: string;
  sessionId: string | undefined;
  entries: Entry[];
  /** Position in `entries`; -1: none. */
  picked: number;
  /** Ids to compare. */
  marked: string[];
  card: Card | null;
  /** Position of the large section. */
  large: number;
  busy: boolean;
  fault: string;
}

const KINDS: Readonly<Record<string, string>> = {
  clarify: '请问清是哪一项',
  none: '没有这件事',
  chat: '寒暄',
  handoff: '要人工',
  emergency: '紧急情况',
  eligibility: '资格问询',
  lifeEvent: '一件事',
};

function emptyCall(): Call {
  return {
    startedAt: Date.now(),
    region: null,
    typed: '',
    question: '',
    sessionId: undefined,
    entries: [],
    picked: -1,
    marked: [],
    card: null,
    large: 0,
    busy: false,
    fault: '',
  };
}

export const call = reactive<Call>(emptyCall());

let looking: AbortController | null = null;
let asking: AbortController | null = null;

/** Begins anew: the next caller. */
export function newCall(): void {
  looking?.abort();
  asking?.abort();
  Object.assign(call, emptyCall());
}

/** Completes what is typed; an answer that comes too late is passed over. */
export async function look(typed: string): Promise<void> {
  call.typed = typed;
  // What was picked answered other words: Enter before the new list has come asks what is typed.
  call.picked = -1;
  looking?.abort();
  if (typed.trim() === '') {
    call.entries = [];
    return;
  }
  looking = new AbortController();
  const { signal } = looking;
  try {
    // The server reads at most 100 characters of a search box.
    const query = queryOf({ q: [...typed.trim()].slice(0, 100).join('') });
    const { suggestions } = await get<{ suggestions: { text: string; itemId?: string }[] }>(
      `/suggest${query}`,
      signal,
    );
    call.entries = suggestions.map(({ text, itemId }) => ({ itemId: itemId ?? null, name: text, hint: '' }));
    call.picked = -1;
    call.fault = '';
  } catch (error) {
    if (!signal.aborted) call.fault = wordsOf(error);
  }
}

/** Asks what is typed, as every channel does. */
export async function ask(question: string): Promise<void> {
  const words = question.trim();
  if (words === '') return;
  await load(async (signal) => {
    const asked = await post<Asked>(
      '/ask?explain=1',
      {
        question: [...words].slice(0, 500).join(''),
        region: call.region?.code,
        sessionId: call.sessionId,
        channel: 'hotline',
        limit: 8,
      },
      signal,
    );
    call.question = words;
    call.sessionId = asked.sessionId;
    call.entries = asked.candidates.map(({ id, name, agency, region, confidence }) => ({
      itemId: id,
      name,
      hint: [agency, region.name, `${Math.round(confidence * 100)}%`].filter(Boolean).join(' · '),
    }));
    call.picked = asked.answer ? 0 : -1;
    const first = asked.candidates.find(({ id }) => id === asked.answer?.item.id);
    return {
      ...asked,
      itemId: asked.answer?.item.id ?? null,
      name: asked.answer?.item.name ?? KINDS[asked.kind] ?? '答复',
      sections: asked.answer?.sections ?? [],
      agency: first?.agency ?? null,
      explanation: asked.explanation ?? null,
    };
  });
}

/** Shows one matter of the list, with the part that was asked for first. */
export async function openItem(itemId: string): Promise<void> {
  await load(async (signal) => {
    const before = call.card;
    const intent = before?.sections.length ? before.intent : 'overview';
    const query = queryOf({ region: call.region?.code, intent });
    const answer = await get<ItemAnswer>(`/items/${encodeURIComponent(itemId)}/answer${query}`, signal);
    if (call.question === '') call.question = call.typed.trim() || answer.name;
    const entry = call.entries.find((one) => one.itemId === itemId);
    return {
      ...answer,
      kind: 'answer',
      intent,
      agency: entry?.hint.split(' · ')[0] || null,
      explanation: before?.explanation ?? null,
    };
  });
}

/** Opens what is picked in the list; nothing picked: asks what is typed. */
export async function enter(): Promise<void> {
  const entry = call.entries[call.picked];
  if (entry?.itemId) await openItem(entry.itemId);
  else await ask(entry?.name ?? call.typed);
}

export function move(by: number): void {
  const { length } = call.entries;
  if (length === 0) return;
  call.picked = call.picked < 0 ? (by > 0 ? 0 : length - 1) : (call.picked + by + length) % length;
}

/**
 * What a digit does: makes a section the large one; while a question back stands, opens the matter of that number.
 * @param index - from 0.
 */
export async function choose(index: number): Promise<void> {
  const { card, entries } = call;
  if (!card) return;
  if (card.sections.length > 0) {
    if (index < card.sections.length) call.large = index;
    return;
  }
  const itemId = entries[index]?.itemId;
  if (!itemId) return;
  call.picked = index;
  await openItem(itemId);
}

/** Marks the picked matter for comparing, or takes the mark away. */
export function toggleMark(): void {
  const id = call.entries[call.picked]?.itemId ?? call.card?.itemId;
  if (!id) return;
  call.marked = call.marked.includes(id)
    ? call.marked.filter((one) => one !== id)
    : [...call.marked, id].slice(-MOST_COMPARED);
}

export const MOST_COMPARED = 3;

/** @returns the matters to compare: those marked, else the one shown and the next in the list. */
export function comparedIds(): string[] {
  if (call.marked.length > 1) return call.marked;
  const listed = call.entries.flatMap(({ itemId }) => itemId ?? []);
  const shown = call.card?.itemId ? [call.card.itemId] : [];
  return [...new Set([...shown, ...listed])].slice(0, MOST_COMPARED);
}

/** Sets the caller's region and shows the answer for it. */
export async function setRegion(region: RegionName | null): Promise<void> {
  call.region = region;
  if (call.card?.itemId) await openItem(call.card.itemId);
}

async function load(work: (signal: AbortSignal) => Promise<Card>): Promise<void> {
  looking?.abort();
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  call.busy = true;
  call.fault = '';
  try {
    const card = await work(signal);
    if (signal.aborted) return;
    call.card = card;
    call.large = 0;
    if (!call.region && card.region) call.region = card.region;
  } catch (error) {
    if (!signal.aborted) call.fault = wordsOf(error);
  } finally {
    if (!signal.aborted) call.busy = false;
  }
}
