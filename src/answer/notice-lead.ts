import { REPLY_LENGTH } from './render.js';
import type { AskResponse, ShownNotice } from './response.js';
import { asSentence, clip } from './sentences.js';
import { SMS_LENGTH } from './sms.js';
import { toSpeech } from './speech.js';

/** Characters that notices may take of a reply; the first one stands there whole in any case. */
const LEAD_LENGTH = 240;
/** A text message longer than this leaves no room for the answer beside a notice with its source. */
const SMS_LINE_LENGTH = 80;
const NUMBERED = /^\d+\. /;

/** @returns what stands above a reply, with its line break; empty without notices. */
export function leadOf(notices: readonly ShownNotice[]): string {
  const lines: string[] = [];
  for (const { line } of notices) {
    if (lines.length > 0 && lines.join('\n').length + line.length > LEAD_LENGTH) break;
    lines.push(line);
  }
  const left = notices.length - lines.length;
  if (left > 0) lines.push(`另有${left}条通知，可拨打12345了解。`);
  return lines.map((line) => `${line}\n`).join('');
}

/**
 * A text message with the weightiest notice first. Where both do not fit, a 停办 stands alone and anything else gives way.
 *
 * @param write - the message in at most so many characters, as well as it can.
 */
export function smsWithNotice(notices: readonly ShownNotice[], write: (length: number) => string): string {
  const [first] = notices;
  if (!first) return write(SMS_LENGTH);
  const { label, text, line } = first;
  const lead = asSentence(line.length <= SMS_LINE_LENGTH ? line : `【${label}】${text}`);
  const room = SMS_LENGTH - lead.length;
  const message = write(room);
  if (message.length <= room) return lead + message;
  return first.kind === 'suspension' ? `${lead}详情请拨12345。` : write(SMS_LENGTH);
}

/** A response that is no answer about one matter, with notices above its texts. */
export function withNotices(response: AskResponse, notices: readonly ShownNotice[]): AskResponse {
  if (notices.length === 0) return response;
  const lead = leadOf(notices);
  return {
    ...response,
    notices,
    reply: lead + shortened(response.reply, REPLY_LENGTH - lead.length),
    speech: asSentence(toSpeech(lead)) + response.speech,
    sms: smsWithNotice(notices, () => response.sms),
  };
}

/** Leaves out the last of a list's lines, and says how many: what follows the list is a question or the way on. */
function shortened(reply: string, length: number): string {
  const lines = reply.split('\n');
  let left = 0;
  const write = (): string => {
    if (left === 0) return lines.join('\n');
    const after = lines.findLastIndex((line) => NUMBERED.test(line)) + 1;
    return [...lines.slice(0, after), `……（另有${left}项没有列出）`, ...lines.slice(after)].join('\n');
  };
  while (write().length > length) {
    const last = lines.findLastIndex((line) => NUMBERED.test(line));
    if (last < 0) return clip(write(), length);
    lines.splice(last, 1);
    left++;
  }
  return write();
}
