/** What a message in a running check wants, other than to answer the question. */
export type Wish = 'switch' | 'stop' | 'resume' | 'more' | 'why';

/** Words before a wish: 算了，那… */
const LEAD = /^(?:(?:算了|那么?|好的?|嗯|哦|不是|[不莫别](?:用)?查.{0,4}了|不问了)[，,、。\s]*)+/;
/** 换个人, 换成我自己, 再查我老汉; 换个人跟我说 asks for staff. */
const SWITCH =
  /^(?:换|改|(?:重新|另外?|再|先|帮我|给我)?(?:查|看|问|算)(?:一?下|看)?(?:我|他|她|别))(?!一?个?人(?:来|跟|和|接|给|说|工))/;
/** Somebody else, without saying who. */
const ANYBODY = /换(?:一?个人|别人|一位)/;
const STOP =
  /^(?:算了|算球|不用了|不[用必]查)|不想(?:再)?查|不想(?:再)?[说讲答回问聊弄填].{0,2}了|(?:不|别|莫|不要|不用)(?:再)?[查问说答讲弄搞]了|^(?:停|结束|退出)(?:吧|了|止|下来?)?[。！!]*$|^(?:就这样|就到这|到此为止|够了|下次再)/;
const RESUME =
  /^(?:那就?|好，?)?(?:继续|接着|接到)|(?:回到|继续|接着)刚才|刚才(?:那个|查的|的)(?:补助|福利|资格|问题)?/;
const MORE =
  /^(?:还有(?:呢|吗|没|啥|什么|哪|别的|其他|\d+项)|(?:其他|其它|别的|另外|剩下|其余|余下|后面)(?:的|几项|\d+项|呢)|(?:看)?更多|下一页|下一批|都有哪些|(?:全部|都)列出)/;
const WHY =
  /(?:问|晓得|打听).{0,6}(?:干啥|干嘛|干什么|做啥|做什么|搞啥|啥子?用|什么用|咋子)|(?:为啥|为什么|凭啥|凭什么).{0,4}(?:问|晓得|告诉|说)|关你(?:啥|什么)/;
/** 算了，我问一下社保卡的事 goes on with something else. */
const WISH_LENGTH = 14;

/** @returns what the message wants of the check; null when it is an answer or about something else. */
export function wishOf(text: string): Wish | null {
  const rest = text.replace(LEAD, '');
  if (SWITCH.test(rest)) return 'switch';
  if (RESUME.test(text)) return 'resume';
  if (text.length > WISH_LENGTH) return null;
  if (STOP.test(text)) return 'stop';
  if (MORE.test(rest)) return 'more';
  return WHY.test(text) ? 'why' : null;
}

/** @returns whether a message that switches does not say to whom. */
export function namesNobody(text: string): boolean {
  return ANYBODY.test(text);
}

/** Right before a word for a person: that one is not meant. */
export const NOT_MEANT = /(?:不是|[不莫别](?:用|要)?[查看问])(?:我|他|她)?(?:的)?$/;

/** What is a question of its own, whatever was asked. */
export const OTHER_QUESTION =
  /[?？]|(?<!不)怎么|咋(?:个|办|整|弄|搞|领|申请)|哪里|哪儿|多少钱|好多钱|什么材料/;
