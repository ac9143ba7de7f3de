import type { NoticeKind } from '../../entities/notice.js';
import type { SourceRef } from '../catalogue/snapshot.js';

/** What a citizen can want to know about a matter, or be doing with a message. */
export const INTENT_IDS = [
  'overview',
  'conditions',
  'materials',
  'location',
  'hours',
  'phone',
  'fee',
  'timeLimit',
  'process',
  'online',
  'basis',
  'result',
  'standard',
  'faq',
  'complaint',
  'progress',
  'eligibility',
  'lifeEvent',
  'emergency',
  'greeting',
  'thanks',
  'human',
  'outOfScope',
] as const;
export type IntentId = (typeof INTENT_IDS)[number];

export const CHANNELS = ['wechat', 'officialAccount', 'miniProgram', 'hotline', 'web'] as const;
export type Channel = (typeof CHANNELS)[number];

export interface AskRequest {
  /** 1–500 characters. */
  question: string;
  /** Name or code. */
  region?: string;
  sessionId?: string;
  channel?: Channel;
  /** 1–20 candidates, default 5. */
  limit?: number;
}

export type AnswerKind =
  | 'answer'
  | 'clarify'
  | 'none'
  | 'chat'
  | 'handoff'
  | 'emergency'
  | 'eligibility'
  | 'lifeEvent';

export interface RegionName {
  code: string;
  name: string;
}

export interface Candidate {
  id: string;
  name: string;
  type: string | null;
  agency: string | null;
  region: RegionName;
  /** Compares within one question only. */
  score: number;
  /** Calibrated probability (0–1) that this is a right matter. */
  confidence: number;
  sources: SourceRef[];
}

/** stated: a source says it; derived: computed from something stated; unknown: no source says it. */
export type SectionStatus = 'stated' | 'derived' | 'unknown';

export interface Section {
  key: string;
  label: string;
  status: SectionStatus;
  lines: string[];
  data: Record<string, unknown>;
  sources: SourceRef[];
}

/** 通知: what somebody says about matters for a time, e.g. that a counter is closed. */
export interface ShownNotice {
  kind: NoticeKind;
  /** 停办通知, 系统维护, 缴费期 or 通知. */
  label: string;
  text: string;
  /** The document or agency that says so. */
  source: string;
  /** Address of a page with more. */
  url: string | null;
  /** Where it holds; null: everywhere. */
  region: RegionName | null;
  /** Times with the offset of Beijing, e.g. `2026-12-05T18:00:00+08:00`. */
  from: string;
  until: string;
  /** All of it on one line, as every channel shows it. */
  line: string;
}

export interface AskResponse {
  sessionId: string;
  kind: AnswerKind;
  intent: IntentId;
  region: RegionName | null;
  candidates: Candidate[];
  answer: { item: { id: string; name: string }; sections: Section[] } | null;
  /** What holds just now for what is answered, the weightiest first; stands above the texts, too. */
  notices: readonly ShownNotice[];
  /** Text as a person reads it in a chat, at most 600 characters. */
  reply: string;
  /** The same for reading aloud. */
  speech: string;
  /** The same as one text message, at most 140 characters, standing by itself. */
  sms: string;
  confidence: number;
  tookMs: number;
  /** Id of the topic that is not ours, when that is why the answer is no. */
  topic?: string;
  /** Code that shows the conversation to an agent, with a wish for a person. */
  handOver?: { code: string; expiresAt: string };
  /** Why this is the answer, where the caller asked for it. */
  explanation?: Record<string, unknown>;
}
