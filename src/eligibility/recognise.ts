import { readFacts } from './read-facts.js';

const HELP =
  /补助|补贴|补帖|福利|优惠|待遇|救助|帮扶|帮助|政策|好处|[再多]报(?:一)?[点些]|(?:能|可以)(?:领|享受|申请|拿)(?:到)?(?:啥|什么|哪些|些啥|哪样)/;
/** About one matter and how it is done, not about what there is. */
const ABOUT_ONE = /怎么|咋个?办|材料|哪里|哪儿|在哪|电话|流程|多久|多少钱|好多钱/;
/** 给我查一下我能享受哪些补助: nothing but the wish and whose it is. 信用卡能享受哪些优惠 is about something. */
const BARE_WISH =
  /(?:^|[，,。；;！!？?\s])(?:请|麻烦|你|您|[给帮替][我他她]|想|要|[查看问算](?:一?下|查|看|问)?|晓得|知道|[，,\s]){0,6}(?:我们?|[他她]们?|我[妈爸爷奶哥姐婆公]{1,2}|像[我他她]这种|老人家?)?(?:现在|到底|还|都|又)?(?:能|可以|可不可以|该)(?:不能)?(?:享受|领|申请|拿|得|吃)(?:到|得到)?(?:些)?(?:啥子?|什么|哪些|哪样)(?:国家|政府)?的?(?:补助|补贴|福利|待遇|政策|帮扶|救助|照顾|好处|钱)?(?:呢|呀|啊|嘛|没得|不)?(?=$|[，,。；;！!？?\s])/;
/** 国家给多少钱一个月, asked without the name of a benefit. */
const STATE_GIVES = /(?:国家|政府|公家|上头|民政).{0,6}(?:给|发|补|管).{0,4}(?:多少|好多)/;
const BENEFIT = /补贴|补助|津贴|低保|特困|五保|抚恤|养老|保险|救助|医保|公积金/;

/**
 * Whether a message that names no single matter describes somebody and asks for help of any kind:
 * 屋头老汉八十二了，瘫在床上，有啥子补助没得.
 */
export function describesNeed(text: string): boolean {
  return HELP.test(text) && !ABOUT_ONE.test(text) && describesSomebody(text);
}

/** Whether a message asks for nothing but what somebody may get: 给我查一下我能享受哪些补助. */
export function asksPlainly(text: string): boolean {
  return BARE_WISH.test(text);
}

/** Whether a message describes somebody and asks what the state pays, without saying for what: 我是残疾人，国家给多少钱. */
export function asksWhatStateGives(text: string): boolean {
  return STATE_GIVES.test(text) && !BENEFIT.test(text) && describesSomebody(text);
}

function describesSomebody(text: string): boolean {
  const { main, child } = readFacts(text).people;
  return [...Object.keys(main), ...Object.keys(child ?? {})].some(
    (key) => key !== 'gender' && key !== 'minor',
  );
}
