import { refusal } from './token-desk.js';

/** What a user did: each opens the window for a number of customer messages. */
export type UserAction = 'message' | 'click' | 'enterSession';

/** Number and time by the page on 客服消息. */
const WINDOWS: Readonly<Record<UserAction, { messages: number; ms: number }>> = {
  message: { messages: 5, ms: 48 * 3_600_000 },
  click: { messages: 3, ms: 60_000 },
  enterSession: { messages: 2, ms: 60_000 },
};
const MOST_TEXT_BYTES = 2_048;

/** A customer message as the user reads it. */
export interface DeliveredMessage {
  openId: string;
  text: string;
}

/** Delivers 客服消息 within WeChat's windows and lengths. */
export class CustomMessages {
  readonly delivered: DeliveredMessage[] = [];
  private readonly windows = new Map<string, { until: number; left: number }>();

  constructor(private readonly now: () => number) {}

  open(openId: string, action: UserAction): void {
    const { messages, ms } = WINDOWS[action];
    this.windows.set(openId, { until: this.now() + ms, left: messages });
  }

  send(body: Record<string, unknown>): Record<string, unknown> {
    const {
      touser: openId,
      msgtype,
      text,
    } = body as {
      touser?: string;
      msgtype?: string;
      text?: { content?: string };
    };
    const content = text?.content;
    if (typeof openId !== 'string' || openId === '') return refusal(40003, 'invalid openid');
    if (msgtype !== 'text' || typeof content !== 'string') return refusal(40008, 'invalid message type');
    if (content === '') return refusal(44004, 'empty content');
    if (Buffer.byteLength(content) > MOST_TEXT_BYTES) return refusal(45002, 'content size out of limit');
    const window = this.windows.get(openId);
    if (!window || window.until <= this.now()) return refusal(45015, 'response out of time limit');
    if (window.left === 0) return refusal(45047, 'out of response count limit');
    window.left--;
    this.delivered.push({ openId, text: content });
    return { errcode: 0, errmsg: 'ok' };
  }
}
