import type { Facts } from './facts.js';

/** Whom a message talks about. */
export type Role =
  | 'self'
  | 'mother'
  | 'father'
  | 'grandmother'
  | 'grandfather'
  | 'spouse'
  | 'elder'
  | 'relative'
  | 'child';

interface RoleCue {
  role: Role;
  words: RegExp;
  /** What the word alone tells. */
  facts?: Facts;
}

/**
 * Words for people, with those of 重庆 and 四川: 老汉 is the father, 婆婆 a grandmother or an old woman, 娃儿 a child.
 * A longer word stands before the shorter one it holds.
 */
const ROLE_CUES: readonly RoleCue[] = [
  {
    role: 'self',
    words: /单亲(?:妈妈|妈|母亲)|宝妈|准妈妈|孕妈|我(?:是|一)个?女|我们妇女/g,
    facts: { gender: 'female' },
  },
  { role: 'self', words: /单亲(?:爸爸|爸|父亲)|宝爸/g, facts: { gender: 'male' } },
  {
    role: 'child',
    words: /女儿|女娃儿?|幺女|闺女|孙女|外孙女|妹崽/g,
    facts: { gender: 'female' },
  },
  { role: 'child', words: /儿子|男娃儿?|幺儿|崽儿?|孙子|外孙|孙孙/g, facts: { gender: 'male' } },
  {
    role: 'child',
    words:
      /娃娃|娃儿|细娃|奶娃|幼儿(?!园)|婴儿|孩子|小孩|宝宝|小朋友|(?<!老)娃(?!娃|儿)|儿童|新生儿|学生娃|双胞胎/g,
  },
  {
    role: 'mother',
    words: /老妈|妈妈|母亲|老母|岳母|丈母娘|婆母|(?<![大姑姨舅伯])妈|老娘|我娘/g,
    facts: { gender: 'female' },
  },
  {
    role: 'father',
    words: /老爸|爸爸|父亲|老父|岳父|老丈人|老汉儿?|老头子?|(?<![老])爸|我爹|老爹/g,
    facts: { gender: 'male' },
  },
  { role: 'grandmother', words: /奶奶|外婆|婆婆|姥姥|家婆|祖母|老太太?|太婆/g, facts: { gender: 'female' } },
  { role: 'grandfather', words: /爷爷|外公|姥爷|公公|祖父|家公|老大爷|太公/g, facts: { gender: 'male' } },
  { role: 'spouse', words: /老婆|媳妇儿?|婆娘|堂客|妻子/g, facts: { gender: 'female' } },
  { role: 'spouse', words: /老公|丈夫|我男人|男的$/g, facts: { gender: 'male' } },
  { role: 'spouse', words: /爱人|老伴儿?|屋头那口子/g },
  { role: 'elder', words: /老人家?|老年人/g },
  {
    role: 'relative',
    words: /哥哥?|弟弟|兄弟|舅舅|叔叔?|伯伯|大爷|姑爷|表哥|表弟/g,
    facts: { gender: 'male' },
  },
  { role: 'relative', words: /姐姐?|妹妹|嬢嬢|姑姑|姨妈|舅妈|婶婶|表姐|表妹/g, facts: { gender: 'female' } },
  { role: 'relative', words: /邻居|亲戚|朋友|隔壁/g },
  {
    role: 'self',
    words:
      /我(?!妈|爸|爹|娘|们?家|屋|老|婆|公|媳|男人|儿|女儿|娃|孩|爷|奶|外|哥|弟|姐|妹|舅|叔|爱人)|本人|自己/g,
  },
];

/** A word for a person at a place in the text. */
export interface Mention {
  role: Role;
  start: number;
  end: number;
  facts: Facts;
}

/** @returns the mentions in the order of the text; words that overlap an earlier, longer one are left out. */
export function findMentions(text: string): Mention[] {
  const found: Mention[] = [];
  for (const { role, words, facts = {} } of ROLE_CUES)
    for (const match of text.matchAll(words)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((one) => start < one.end && one.start < end)) continue;
      found.push({ role, start, end, facts });
    }
  return found.sort((a, b) => a.start - b.start);
}

const NAMES: Readonly<Record<Role, string>> = {
  self: '您',
  mother: '您母亲',
  father: '您父亲',
  grandmother: '老人',
  grandfather: '老人',
  spouse: '您爱人',
  elder: '老人',
  relative: '这位亲友',
  child: '孩子',
};

/** @returns how a reply names the person. */
export function roleName(role: Role): string {
  return NAMES[role];
}
