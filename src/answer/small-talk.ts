import type { SmallTalkIntent } from '../dialogue/chat-intents.js';
import type { Understood } from '../dialogue/find.js';
import { leaningOf } from '../dialogue/follow-up.js';
import type { QuestionFrame } from '../language/frame.js';
import { COMMON_PARTS, cuedIntents } from '../language/intent-cues.js';
import type { IntentId } from './response.js';

/** Replies to messages that ask nothing about a matter. */
export const SMALL_TALK: Readonly<Record<SmallTalkIntent, string>> = {
  greeting:
    '您好，我是问办，可以帮您查政务服务事项怎么办、去哪办、要带什么。请直接说您想办的事，比如“社保卡丢了怎么补”。',
  thanks: '不客气，祝您办事顺利。还有不清楚的随时问我。',
  human: '人工服务请拨打政务服务便民热线12345，说清您所在的区县和要办的事。您也可以继续在这里问我。',
};

/** Reply when nothing in the catalogue fits. */
export const NOTHING_FOUND =
  '抱歉，现有的政务服务清单里没有查到这件事，我不能乱说。您可以换个说法再问一次，或拨打政务服务便民热线12345咨询。';

/** Reply to 怎么办 or 材料 when nothing has been spoken of. */
export const NOTHING_SAID =
  '您想办哪件事？请把事情说出来，比如“社保卡丢了怎么补”“残疾证要什么材料”。不知道叫什么名字，就说您遇到了什么情况。';

/** Reply to a message in English: the words of the catalogue are Chinese, and a guess would be a wrong matter. */
export const CHINESE_ONLY =
  'Sorry, this service understands Chinese only. Please write in Chinese, or call the government hotline 12345.';

/** English words of questions to an office that are no syllables of pinyin. */
const ENGLISH =
  /\b(?:how|what|where|when|why|who|which|the|my|is|are|does|for|with|want|need|get|apply|renew|renewal|register|registration|replace|passport|visa|license|licence|permit|marriage|divorce|company|business|residence|resident|driver|driving|insurance|pension|birth|certificate|card|fee|cost|price|office|address|phone|foreigner|please|help|english|speak)\b/gi;
const HAN = /\p{Script=Han}/u;

/** @returns whether a message is written in English: at least two such words and no Chinese character. */
export function isEnglish(question: string): boolean {
  return !HAN.test(question) && (question.match(ENGLISH)?.length ?? 0) > 1;
}

/** What of a message may be asked of some matter or other; 能享受啥 and 我要投诉 ask for something by themselves. */
const OF_SOME_MATTER: ReadonlySet<IntentId> = new Set([...COMMON_PARTS, 'overview', 'outOfScope']);
/** 办事, 我要办证, 2, 好: words without a matter that are more than fillers. */
const NAMELESS =
  /^(?:我|我们|想|要|来|去|过来)*(?:办|做|搞|弄)(?:个|点|一?件|些)?(?:事情?|证件?|手续|业务)(?:的|哦|嘛)?$|^[0-9]{1,2}$|^好的?$/;

/** @returns whether a message that begins a conversation names nothing at all: 怎么办, 材料, 😊. */
export function asksNothing({ frame, text }: Understood): boolean {
  if (text !== frame.text || frame.region || frame.foreign) return false;
  if (!cuedIntents(frame.text).every((intent) => OF_SOME_MATTER.has(intent))) return false;
  const { bare, lean } = leaningOf(frame);
  return NAMELESS.test(text) || !hasWords(frame) || (bare && lean === 1);
}

/** @returns whether there are words or figures in a message, not only marks and pictures. */
export function hasWords({ text }: QuestionFrame): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
