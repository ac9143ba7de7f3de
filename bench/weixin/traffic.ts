import type { Seen, WeixinUser } from '../../test/support/weixin/weixin-user.js';
import { messageId } from '../../test/support/weixin/weixin-user.js';

/** How a callback ended: at once, only when WeChat sent it again, or without the reply it should have had. */
export type Outcome = { result: 'good' | 'again' } | { result: 'lost'; why: string };

/** One callback, or several that belong together. */
export interface Callback {
  kind: string;
  run(user: WeixinUser): Promise<Outcome>;
}

const GOOD: Outcome = { result: 'good' };
const AGAIN: Outcome = { result: 'again' };

type Fields = Record<string, string>;

/** Out of a hundred callbacks; roughly what an account sees, with more of the odd ones. */
const SHARES: readonly (readonly [number, (question: string) => Callback])[] = [
  [
    60,
    (question) => sending('text', (user) => message(user, { MsgType: 'text', Content: question }), isAnswer),
  ],
  [
    8,
    () => sending('follow-up', (user) => message(user, { MsgType: 'text', Content: '要带什么' }), isAnswer),
  ],
  [8, (question) => retried((user) => message(user, { MsgType: 'text', Content: question }))],
  [
    5,
    (question) => sending('menu', (user) => event(user, 'CLICK', `ask:${question.slice(0, 20)}`), isAnswer),
  ],
  [
    4,
    (question) =>
      sending(
        'voice',
        (user) => message(user, { MsgType: 'voice', MediaId: 'm', Recognition: question }),
        isAnswer,
      ),
  ],
  [4, () => sending('image', (user) => message(user, { MsgType: 'image', PicUrl: 'http://x' }), isAnswer)],
  [3, () => sending('location', (user) => message(user, location()), isAnswer)],
  [2, () => sending('scan', (user) => event(user, 'SCAN', 'region_500111'), isAnswer)],
  [2, () => sending('view', (user) => event(user, 'VIEW', 'http://x'), isNothing)],
  [1, () => sending('subscribe', (user) => event(user, 'subscribe', ''), isAnswer)],
  [1, () => sending('unsubscribe', (user) => event(user, 'unsubscribe', ''), isNothing)],
  [2, forged],
];
const TOTAL = SHARES.reduce((sum, [share]) => sum + share, 0);

/** The callback of a number: the same mix in every hundred. */
export function callbackOf(index: number, questions: readonly string[]): Callback {
  // A stride without a common divisor spreads the kinds over the hundred.
  let place = (index * 37) % TOTAL;
  const question = questions[index % questions.length] as string;
  for (const [share, make] of SHARES) {
    if (place < share) return make(question);
    place -= share;
  }
  throw new Error('shares do not add up');
}

/** Only questions, for measuring the time of an answer. */
export function questionOf(index: number, questions: readonly string[]): Callback {
  const question = questions[index % questions.length] as string;
  return sending('text', (user) => message(user, { MsgType: 'text', Content: question }), isAnswer);
}

function sending(kind: string, make: (user: WeixinUser) => Fields, good: (seen: Seen) => boolean): Callback {
  return {
    kind,
    async run(user) {
      const { seen, attempts } = await user.push(make(user));
      if (!good(seen)) return { result: 'lost', why: JSON.stringify(seen) };
      return attempts.length === 1 ? GOOD : AGAIN;
    },
  };
}

/** Three tries of one message at once: one reply, three times the same bytes. */
function retried(make: (user: WeixinUser) => Fields): Callback {
  return {
    kind: 'retried',
    async run(user) {
      const fields = make(user);
      const attempts = await Promise.all([1, 2, 3].map(() => user.attempt(fields)));
      // A try that WeChat gave up has no bytes; all that were answered have the same.
      const answered = attempts.filter(({ status }) => status !== 0);
      const bodies = new Set(answered.map(({ bytes }) => bytes.toString('hex')));
      const [first] = answered;
      if (!first || !isAnswer(user.read(first)))
        return { result: 'lost', why: 'no answer to any of three tries' };
      if (bodies.size > 1) return { result: 'lost', why: `${bodies.size} different replies` };
      return answered.length === attempts.length ? GOOD : AGAIN;
    },
  };
}

/** Somebody who does not know the token. */
function forged(): Callback {
  return {
    kind: 'forged',
    async run(user) {
      const { query, body } = user.signed(message(user, { MsgType: 'text', Content: '低保' }));
      const { status } = await user.post(
        { ...query, msg_signature: '0'.repeat(40), signature: '0'.repeat(40) },
        body,
      );
      if (status === 0) return AGAIN;
      return status === 403 ? GOOD : { result: 'lost', why: `status ${status}` };
    },
  };
}

function message(user: WeixinUser, fields: Fields): Fields {
  return { ...user.head(), ...fields, MsgId: messageId() };
}

/** Events have no id; users are many enough that none does the same twice in a second. */
function event(user: WeixinUser, name: string, key: string): Fields {
  return { ...user.head(), MsgType: 'event', Event: name, EventKey: key };
}

function location(): Fields {
  return {
    MsgType: 'location',
    Location_X: '29.7',
    Location_Y: '105.7',
    Scale: '16',
    Label: '重庆市大足区棠香街道',
  };
}

function isAnswer(seen: Seen): boolean {
  return seen.kind === 'text' || seen.kind === 'transfer';
}

function isNothing(seen: Seen): boolean {
  return seen.kind === 'nothing';
}
