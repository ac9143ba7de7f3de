import type { QuestionFrame } from '../language/frame.js';
import { askedSpans } from '../language/intent-cues.js';
import { blankOut } from '../language/spans.js';
import type { Hotline } from './hotlines.js';

/** What a number that is the same in the whole country is for, and who says so. */
interface ShortNumber {
  about: string;
  source: string;
}

const MAKE_THE_CALL = '请马上拨打（问办不能代您打）';
const ONE_HOTLINE = '《国务院办公厅关于进一步优化地方政务服务便民热线的指导意见》（国办发〔2020〕53号）';

/** Numbers for danger: they come first, whatever a catalogue says of them. */
const FOR_DANGER: Readonly<Record<string, ShortNumber>> = {
  110: {
    about: `110是报警电话：遇到违法犯罪、有人受到威胁，${MAKE_THE_CALL}，说清地点和情况。`,
    source: ONE_HOTLINE,
  },
  119: {
    about: `119是火警和消防救援电话：起火、有人被困，${MAKE_THE_CALL}，说清地点和情况。`,
    source: ONE_HOTLINE,
  },
  120: {
    about: `120是急救电话：突发急病、有人受伤，${MAKE_THE_CALL}，说清地点和病人的情况。`,
    source: ONE_HOTLINE,
  },
  122: {
    about: `122是交通事故报警电话：出了车祸，${MAKE_THE_CALL}；有人受伤同时打120。`,
    source: ONE_HOTLINE,
  },
  12356: {
    about: '12356是全国统一的心理援助热线：心里难受、想找人说说，现在就可以打。有危险请打120或110。',
    source: '国家卫生健康委2024年12月25日的通知',
  },
};

const FOR_QUESTIONS: Readonly<Record<string, ShortNumber>> = {
  12345: {
    about: '12345是政务服务便民热线：政务方面不紧急的咨询、求助、投诉和建议都可以打。',
    source: ONE_HOTLINE,
  },
  12315: {
    about: '12315是市场监管部门的投诉举报热线：买东西、吃饭、住宿等消费纠纷和违法经营都可以打。',
    source:
      '《市场监管总局关于整合建设12315行政执法体系更好服务市场监管执法的意见》（国市监网监〔2019〕46号）',
  },
  96110: {
    about:
      '96110是反诈专线：咨询是不是骗局、举报线索可以打；接到它打来的电话请尽快接听。已经被骗请马上打110。',
    source: '国家反诈中心',
  },
};

const NUMBER = /(?<![0-9.-])(?:1[12][0-9]|12[0-9]{3}|96110)(?![0-9.])/g;
/** A number and a unit is an amount: 120元, 120平方. */
const AMOUNT = /(?:1[12][0-9]|12[0-9]{3}|96110)(?:元|块|万|平|斤|公里|个|人|天|年|岁|号文|分)/;
/** Words beside a number with which people only ask what it is or how to call it. */
const FILLER =
  /急救|救护车?|报警|火警|匪警|消防|交警|交通事故|市长|便民|政务|服务|求助|热线|电话|号码|专线|人工|怎么|咋个|啷个|如何|什么|啥子?|干嘛|干啥|做啥|用处|用来|可以|能不能|需要|请问|你好|帮我|快点|一下|我们|收费|免费|花钱|要钱|呼叫|拨打|[是干的打拨叫呼找管用要能给我你您他个问想去通不吗嘛呢啊哦呀吧哈咧快点就这那有没得]|\s/g;

/** @returns the short number that a message asks about by itself: 120, 96110是什么; null for everything else. */
export function shortNumberAsked({ text, concepts }: QuestionFrame): string | null {
  const numbers = new Set(text.match(NUMBER) ?? []);
  const [number, ...others] = numbers;
  if (!number || others.length > 0 || AMOUNT.test(text)) return null;
  const left = blankOut(text, askedSpans(text, concepts)).replace(NUMBER, '');
  return left.replace(FILLER, '') === '' ? number : null;
}

/** @returns whether a number is for danger, so that no matter of a catalogue may stand before it. */
export function isForDanger(number: string): boolean {
  return Object.hasOwn(FOR_DANGER, number);
}

/**
 * What a short number is for. It is the same in every region, so it is never refused for one.
 *
 * @param hotlines - those that the catalogue states.
 * @returns the text for a chat; null for a number that nobody wrote down.
 */
export function shortNumberReply(
  number: string,
  asksFee: boolean,
  hotlines: readonly Hotline[],
): string | null {
  const known = FOR_DANGER[number] ?? FOR_QUESTIONS[number] ?? hotlineAs(number, hotlines);
  if (!known) return null;
  const fee = asksFee ? `收不收费，现有资料没有写${isForDanger(number) ? '；有危险请先打' : ''}。` : '';
  return `${known.about}${fee}\n出处：${known.source}`;
}

function hotlineAs(number: string, hotlines: readonly Hotline[]): ShortNumber | null {
  const hotline = hotlines.find((one) => one.number === number);
  return hotline ? { about: `${number}是${hotline.purpose}。`, source: `《${hotline.source.title}》` } : null;
}
