import type { Facts } from '../facts.js';

/** Words that tell a fact. */
export interface FactCue {
  words: RegExp;
  facts: Facts;
  /** Facts when the words are denied (没得残疾证); without it a denied cue tells nothing. */
  denied?: Facts;
  /** Facts belong to the household, whoever is mentioned. */
  household?: true;
  /** Facts that only a grown-up can have, though a child is named beside them: 刚生了个娃. */
  adult?: true;
  /** Facts that only a child can have: they go to the child where one is mentioned. */
  child?: true;
  /** What stands inside the words tells nothing of its own: 打工 in 爸妈都在外打工. */
  covers?: true;
}

/** Words right before a cue that deny it. */
export const DENIAL =
  /(?:没有|没得|没|不是|并非|无|莫得|未|不|从没|还没|都没|非)(?:啥子?|什么|任何|得|过|办|吃|享受|领|有|交|买|参加|怎么|算|评上|纳入|在|太|大|很)?$/;
/** Words before a cue by which the citizen asks for it rather than tells it. */
export const WISH =
  /(?:想|能|可以|可不可以|能不能|够不够|怎么|如何|要|咋个?|有没|申请|办理?|有没有|是不是|还有|哪些|啥子?|什么)(?:申请|办理?|享受|吃|领|拿|得到|有|评|要)?(?:到|个|点)?$/;
