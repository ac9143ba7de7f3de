import { readFacts } from './read-facts.js';

const HELP =
  /补助|补贴|补帖|福利|优惠|待遇|救助|帮扶|政策|好处|(?:能|可以)(?:领|享受|申请|拿)(?:到)?(?:啥|什么|哪些|些啥|哪样)/;
/** About one matter and how it is done, not about what there is. */
const ABOUT_ONE = /怎么|咋个?办|材料|哪里|哪儿|在哪|电话|流程|多久|多少钱|好多钱/;

/**
 * Whether a message that names no single matter describes somebody and asks for help of any kind:
 * 屋头老汉八十二了，瘫在床上，有啥子补助没得.
 */
export function describesNeed(text: string): boolean {
  if (!HELP.test(text) || ABOUT_ONE.test(text)) return false;
  const { main, child } = readFacts(text).people;
  return [...Object.keys(main), ...Object.keys(child ?? {})].some(
    (key) => key !== 'gender' && key !== 'minor',
  );
}
