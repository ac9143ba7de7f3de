import { respondWithList } from './answer/respond.js';
import type { AskResponse, IntentId } from './answer/response.js';
import { isSurelyNotOurs } from './answer/topic-asked.js';
import { isChat } from './dialogue/chat-intents.js';
import type { Understood } from './dialogue/find.js';
import { leaningOf } from './dialogue/follow-up.js';
import type { Conversation } from './dialogue/session.js';
import {
  continueEligibility,
  type EligibilityState,
  knowsNobody,
  startEligibility,
} from './eligibility/conversation.js';
import { asksPlainly, asksWhatStateGives, describesNeed } from './eligibility/recognise.js';
import { wishOf } from './eligibility/wishes.js';
import { simplify } from './language/normalise.js';
import { asksForAll, lifeEventFor } from './life-events/recognise.js';
import { renderLifeEvent } from './life-events/render.js';
import { findLifeEvent } from './life-events/resolve.js';
import type { Engine } from './matching/engine.js';

/** One message with everything known about it. */
export interface Turn {
  engine: Engine;
  understood: Understood;
  conversation: Conversation | null;
  question: string;
  sessionId: string;
  today: string;
}

/** A response that is a conversation or a list of steps. */
export interface Guided {
  response: AskResponse;
  /** State of the check to go on with; null when it is over, undefined when this is not about it. */
  eligibility?: EligibilityState | null;
}

/** What somebody may get, and all that follows an event of life; null for a question about one matter. */
export function guide(turn: Turn, limit: number): Guided | null {
  const { engine, understood, conversation, question, sessionId, today } = turn;
  const { snapshot } = engine;
  const running = conversation?.eligibility as EligibilityState | null | undefined;
  const text = simplify(question);
  // 换个人 in a check means another person to look at, not a member of staff.
  const switches = running && understood.intent === 'human' && wishOf(text) === 'switch';
  if (isChat(understood.intent) && !switches) return null;
  const region = understood.region?.code ?? null;
  // In a check whatever is not clear seems to ask for what was asked before: only the words themselves count.
  const intent = running ? understood.frame.intent : understood.intent;
  const asks = intent === 'eligibility' && (asksPlainly(text) || !isNotOurs(understood));
  const clear = understood.decision.verdict === 'answer';
  const heard = {
    regionCode: understood.named?.code,
    clear: clear && saysWhat(understood),
    asksForBenefits: asks,
  };
  const amount = wantsAmount(understood, text);
  const needs = amount || (!clear && NEEDS.has(understood.intent) && describesNeed(text));
  const words = amount ? AMOUNT_LATER : '';
  const begun =
    (running && continueEligibility(running, text, snapshot, today, heard)) ??
    (asks || needs ? startEligibility(text, region, snapshot, today, relevantTo(understood), words) : null);
  // 最近有什么演出可以看 is clearly about one matter and tells of nobody.
  const eligibility = clear && !running && begun && knowsNobody(begun.state) ? null : begun;
  if (eligibility) {
    const { reply, candidates, state } = eligibility;
    const response = respondWithList(engine, understood, sessionId, 'eligibility', candidates, reply, limit);
    return { response, eligibility: eligibility.over ? null : state };
  }
  const asksForSteps = understood.intent === 'lifeEvent' || (asksForEvent(turn) && !isNotOurs(understood));
  const event = asksForSteps ? lifeEventFor(question) : null;
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
  return { response };
}

/** 三个都不是 is clear only by what was spoken of before. */
function saysWhat({ called, frame }: Understood): boolean {
  return called || frame.objects.length > 0 || frame.actions.length > 0;
}

/** What somebody asks who describes a need and names no matter; 给重残的人发补贴是依据哪份文件 wants no check. */
const NEEDS: ReadonlySet<IntentId> = new Set(['overview', 'conditions', 'standard']);

/** Surer than this, one matter is what is paid: 我80岁了，政府每个月给好多钱. */
const SURELY_ONE = 0.7;

const AMOUNT_LATER = '给多少要看享受哪一项，先帮您对照一下；问清是哪一项，再告诉您标准。';

/** 我是残疾人，国家给多少钱一个月: which matters pay comes before how much. */
function wantsAmount({ intent, decision }: Understood, text: string): boolean {
  return intent === 'standard' && decision.confidence < SURELY_ONE && asksWhatStateGives(text);
}

/** Whether a message is about something that is no matter of the catalogue; 我能享受哪些补助 is about nothing yet. */
function isNotOurs(understood: Understood): boolean {
  return isSurelyNotOurs(understood) && !leaningOf(understood.frame).bare;
}

/** A matter with less of the ranking than this is hardly what a question about benefits is about. */
const RELEVANT_SHARE = 0.05;

/** @returns ids of the matters that a question about benefits is about by its words. */
function relevantTo({ matches, decision }: Understood): string[] {
  return matches
    .filter((match, index) => match.eligible && (decision.shares[index] ?? 0) >= RELEVANT_SHARE)
    .map(({ matter }) => matter.item.id);
}

/** An event is meant where everything is asked for and no single matter is clearly named. */
function asksForEvent({ understood, question }: Turn): boolean {
  return understood.decision.verdict !== 'answer' && asksForAll(question);
}
