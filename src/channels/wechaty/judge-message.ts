import type { IncomingMessage, MessageKind } from './client.js';
import { mentionsByName, mentionsEverybody, withoutMentions, withoutQuote } from './mention.js';
import type { Courtesy } from './phrases.js';

/** Why a message gets no answer. A closed list: it is logged. */
export type PassOver =
  | 'own'
  | 'repeated'
  | 'stale'
  | 'beforeStart'
  | 'notAPerson'
  | 'notMentioned'
  | 'notText'
  | 'everybody';

/** What to do with a message. */
export type Judgement =
  | { action: 'passOver'; reason: PassOver }
  | {
      action: 'ask';
      /** 1–500 characters. */
      question: string;
      /** The text was longer. */
      cut: boolean;
    }
  /** Say something polite, but not each time. */
  | { action: 'beCourteous'; courtesy: Courtesy };

export interface Moment {
  now: number;
  /** When the bot started; what was sent before is somebody else's to answer. */
  startedAt: number;
}

/** An answer that comes later than this after the question surprises; puppets deliver a backlog after a login. */
const STALE_MS = 2 * 60_000;
/** Characters of a question that are asked, as people count them: not places of a string. */
export const LONGEST_QUESTION = 500;
/** Accounts of WeChat itself, which some puppets take for people. */
const SYSTEM_ACCOUNTS = new Set([
  'weixin',
  'filehelper',
  'fmessage',
  'medianote',
  'floatbottle',
  'newsapp',
  'notifymessage',
  'qmessage',
  'qqmail',
  'tmessage',
  'mphelper',
  'weixinguanhaozhushou',
]);

const COURTESIES: Partial<Record<MessageKind, Courtesy>> = {
  money: 'money',
  recall: 'recalled',
  voice: 'voice',
};

/** Decides, from the message and the time alone, whether it is asked, politely turned down or passed over. */
export function judgeMessage(message: IncomingMessage, { now, startedAt }: Moment): Judgement {
  const { kind, contact, room } = message;
  if (message.own) return passOver('own');
  if (contact.official || contact.id.startsWith('gh_') || SYSTEM_ACCOUNTS.has(contact.id))
    return passOver('notAPerson');
  // Whole seconds of some puppets lie up to a second before the moment they mean.
  if (message.sentAt < startedAt - 1_000) return passOver('beforeStart');
  if (now - message.sentAt > STALE_MS) return passOver('stale');
  if (kind !== 'text')
    return room ? passOver('notText') : { action: 'beCourteous', courtesy: COURTESIES[kind] ?? 'notText' };
  const fresh = withoutQuote(message.text);
  if (!room) return judgeQuestion(fresh.trim());
  if (mentionsByName(fresh, room.ownNames)) return judgeQuestion(withoutMentions(fresh, room.ownNames));
  if (!room.mentioned) return passOver('notMentioned');
  if (mentionsEverybody(fresh)) return passOver('everybody');
  return judgeQuestion(withoutMentions(fresh, room.ownNames));
}

function judgeQuestion(question: string): Judgement {
  if (question === '') return { action: 'beCourteous', courtesy: 'empty' };
  const characters = [...question.slice(0, 2 * LONGEST_QUESTION + 1)];
  const cut = characters.length > LONGEST_QUESTION;
  return { action: 'ask', question: cut ? characters.slice(0, LONGEST_QUESTION).join('') : question, cut };
}

export function passOver(reason: PassOver): Judgement {
  return { action: 'passOver', reason };
}
