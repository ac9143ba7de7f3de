import type { QuestionFrame } from '../language/frame.js';
import { cueForms } from '../language/intent-cues.js';
import { asksSomething, onlyTells } from '../language/intent-features.js';
import type { Concept, Lexicon } from '../language/lexicon.js';
import { blankOut } from '../language/spans.js';
import type { Conversation } from './session.js';

/** How much a message leans on what was said before. */
export interface Leaning {
  /** It names nothing but a part of the answer or a region: 要钱不, 垫江呢. */
  bare: boolean;
  /** Its words show that it goes on: 那…呢. */
  marked: boolean;
  /** It points back to something earlier: 刚才那个. */
  pointsBack: boolean;
  /** It puts another thing in the place of the one spoken of: 那气呢, 特困那个呢. */
  swaps: boolean;
  /** It tells of a paper, or asks what it does for the matter spoken of: 身份证带起的, 户口本在老家有影响没得. */
  holds: boolean;
  /** 1 when it names nothing, towards 0 the more it names. */
  lean: number;
}

/** Words that carry no matter: what is left of a follow-up without them tells whether it names anything. */
const EMPTY_WORDS = new RegExp(
  [
    '那么|另一个|另外[那一]个|那个|这个|那种|那边|这边|一般|大概|大约|需要|可以|能够|应该|还是|或者|然后|另外|的话|是不是|就是|现在|如果',
    '一个月|每个月|每月|一年|一定|要是|换成|换做|先说|请问|我们|你们|他们|办理|申请|自己|本人|一下|时候|下来|满足|符合|具备|才得行|得行|才行|行不行',
    '上班|下班|开门|关门|周末|中午|上午|下午|早上|提前|以下|以上|以内|左右|之前|之后|以前|以后|一样|亲自|现场|窗口|大厅',
    '[一二两三几][本张份次回天年套遍趟家样]',
    '[批那这呢嘛哦吗啊呀吧噻哈的了我你他她它要去能会办弄搞拿到带些啥什么哪里个得是在有和跟就也都还再给说问想请又]',
    '\\s',
  ].join('|'),
  'g',
);
const FOLLOWS =
  /^(?:那|换成|换做|如果|要是|还有|另外|以后|不是|不|就是)|呢$|^(?:还|需)?要[^ ]{2,8}[不吗没嘛]$|^(?:我|我们)(?:在|是)[^ ]{2,6}(?:的)?$/;
const POINTS_BACK =
  /刚才|刚刚|前面|前头|另一个|另外[那一]个|先前|之前(?:说|问)|上面|最开始|一开始|最先|头一个|回到|还是说|那个事|(?:还是|先说|说的是)[^ ]{1,8}(?:那[个张本]|的事)/;
const NUMBER_CHOICE = /^(?:第|选|选择)?([1-9一二三四五六七八九])(?:个|号|项|条|步)?$/;
const DENIED_CLAUSE = /(?:^| )(?:没有|没得|不是|不要)([^ ]{1,10})/g;
/** One character that names what people have at home or pay: 电呢. */
const SHORT_THING = /[水电气车房税]/;
/** 那气呢, 换成港澳那个呢, 先说执照: nothing but the other thing. */
const SWAPS = /^(?:那|换成|换做)?([^ ]{1,6}?)(?:那个|这个|的)?(?:呢|喃|嘞)$|^先说(?!我)([^ ]{1,6})(?: |$)/;
/** Tells what somebody has with him, has already or has not yet: 户口本在老家, 身份证带起的, 合同没签过. */
const HOLDS = new RegExp(
  [
    '在(?:身[上边]|手[里头上]|包[里头包]|老家|屋头|家里)',
    '带(?:起|来|着|齐|了)|拿到了|拿到手',
    '(?:还|也|都)在(?: |$)',
    '没(?:丢|掉|下来|签|发下来|刻|办|拿到)(?:过|呢|的)?(?: |$)',
    '(?:办|领|开|交|签|买|写|备)(?:好|了|起|过|齐)?(?:的|了)(?: |$)',
    '有(?:了|的|得有)(?: |$)|(?:^|[我他她们公婆妈爸] ?)(?:有|是)[^ 没]{1,5}(?:证|卡|医保|社保|执照|户)(?: |$)',
  ].join('|'),
);
/** Asks of a paper what it does for the matter spoken of: 身份证过期了有影响没得, 要不要带残疾证. */
const ASKS_OF_PAPER = new RegExp(
  [
    '(?:有|得|会|能)?影响(?:不|没|吗|嘛|么)|有没有影响|碍事不|有关系没',
    '(?:要不要|还要|要|需要|用|必须|只)带[^ ]{1,7}(?:证|卡|本|照|件|明|章|书|簿)',
    '(?:证|卡|本|照|件|明|书|簿)(?:复印件|原件)?(?:能用|得行|要得|可以|行|要带|要交|交回|要几|要不要|要得到)',
    '几份|复印|原件|带[^ ]{1,6}还是[^ ]{1,6}',
  ].join('|'),
);
const CHINESE_DIGITS = '一二三四五六七八九';

const ACKNOWLEDGES =
  /^(?:要得|好|好的|好嘛|好嘞|行|得行|可以|嗯|哦|晓得[了咯喽]|知道了|明白了|懂了|没问题)(?:嘛|哦|哈|啊)? /;
/** 要得，明天赶场顺便去 is no longer than this. */
const ACKNOWLEDGEMENT_LENGTH = 16;

/** @returns whether a message says that the answer was understood and what its sender will do now, and asks nothing. */
export function acknowledges({ text, concepts, region }: QuestionFrame): boolean {
  const [ack] = ACKNOWLEDGES.exec(text) ?? [];
  if (ack === undefined || region || text.length > ACKNOWLEDGEMENT_LENGTH) return false;
  return concepts.every(({ value: { kind } }) => kind === 'person') && onlyTells(text.slice(ack.length));
}

/** @returns the offered choice that a message names by number, or null. */
export function chosenByNumber(text: string, choices: readonly string[]): string | null {
  const chosen = NUMBER_CHOICE.exec(text.replace(/\s/g, ''))?.[1];
  if (!chosen) return null;
  const index = /[0-9]/.test(chosen) ? Number(chosen) - 1 : CHINESE_DIGITS.indexOf(chosen);
  return choices[index] ?? null;
}

const REST =
  /^(?:请|那|再)?(?:继续|接着|往下|往后)(?:看|说|念|讲|看后面的)?(?:嘛|吧|哈)?$|^(?:看|要看|想看)?(?:余下|剩下|后面|全部|完整)(?:的|内容|的内容)?(?:呢|嘛)?$|^(?:看)?(?:详情|更多)$|^看更多$|^还有呢$/;

/** @returns whether a message only asks for what the answer before left out. */
export function asksForRest(text: string): boolean {
  return REST.test(text.trim());
}

/** Reads how much a message leans on what was said before. */
export function leaningOf(frame: QuestionFrame): Leaning {
  const { text } = frame;
  let rest = text;
  for (const form of cueForms(text)) rest = rest.replace(form, ' ');
  rest = rest.replace(EMPTY_WORDS, '');
  const named = rest.length > 1 || SHORT_THING.test(rest);
  const bare = !named && !frame.concepts.some(({ value }) => value.kind !== 'action');
  return {
    bare,
    marked: FOLLOWS.test(text),
    pointsBack: POINTS_BACK.test(text),
    swaps: named && SWAPS.test(text) && namesAThing(frame, rest),
    holds: ASKS_OF_PAPER.test(text) || (HOLDS.test(text) && !asksSomething(text)),
    lean: 1 / (1 + rest.length / 4),
  };
}

/** 我老汉呢 speaks of another person, 掉了呢 of what happened, 换地址呢 of what is to be done; the thing stays. */
function namesAThing({ concepts }: QuestionFrame, rest: string): boolean {
  if (concepts.some(({ value: { kind } }) => kind === 'object' || kind === 'place')) return true;
  for (const { form } of concepts) rest = rest.replace(form, '');
  return (
    rest.length > 0 && !concepts.some(({ value: { kind } }) => kind === 'action' || kind === 'situation')
  );
}

/** The standing question without what the new words replace (another action, another object) or deny. */
export function backgroundOf(
  before: string,
  frame: QuestionFrame,
  { swaps, holds }: Leaning,
  lexicon: Lexicon,
): string {
  if (holds || (addsOnly(frame) && !swaps)) return before;
  const replaced = new Set<Concept['kind']>();
  if (frame.actions.length > 0 || impliesAction(frame, lexicon)) replaced.add('action');
  if (frame.objects.length > 0 || swaps) replaced.add('object');
  for (const kind of ['situation', 'person'] as const)
    if (frame.concepts.some(({ value }) => value.kind === kind)) replaced.add(kind);
  const denied = [...frame.denied, ...[...frame.text.matchAll(DENIED_CLAUSE)].map((match) => match[1] ?? '')];
  const gone = lexicon.scan(before).filter(({ value }) => replaced.has(value.kind));
  let kept = blankOut(before, gone);
  for (const part of denied) if (part.length > 1) kept = kept.replaceAll(part, ' ');
  return kept.replace(/\s+/g, ' ').trim();
}

/** 我和他爸没领证 after 国外生的娃儿上户口 asks nothing and takes nothing back: all that was said still holds. */
function addsOnly({ text, actions, corrects }: QuestionFrame): boolean {
  return actions.length === 0 && !corrects && onlyTells(text);
}

/** 掉了 names no action, but leads to one: what was to be done before no longer holds. */
function impliesAction(frame: QuestionFrame, lexicon: Lexicon): boolean {
  return frame.concepts.some(({ value }) => value.implies.some((id) => lexicon.find(id)?.kind === 'action'));
}

/** @returns what is remembered of a conversation's matters, the newest first. */
export function talkedAbout({ itemId, earlier }: Conversation): string[] {
  return itemId ? [itemId, ...earlier.filter((id) => id !== itemId)] : [...earlier];
}
