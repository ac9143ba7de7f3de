import type { QuestionFrame } from '../language/frame.js';
import { cueForms } from '../language/intent.js';
import type { Concept, Lexicon } from '../language/lexicon.js';
import type { Conversation } from './session.js';

/** How a message relates to what was said before. */
export type Relation =
  /** A question of its own. */
  | { kind: 'new' }
  /** Only another part of the same matter, or another region, is named: 要钱不, 垫江呢. */
  | { kind: 'sameMatter' }
  /** One of the offered choices was named by number. */
  | { kind: 'choice'; itemId: string }
  /**
   * It needs the question before it: 那中职的呢. `background` is what of that question still holds; `marked` when the
   * words show that it goes on (那…呢), not only its brevity.
   */
  | { kind: 'continued'; background: string; marked: boolean };

/** Words that carry no matter: what is left of a follow-up without them tells whether it names anything. */
const EMPTY_WORDS =
  /那么|那个|这个|那种|那边|这边|一般|大概|大约|需要|可以|能够|应该|还是|或者|然后|另外|的话|是不是|就是|现在|如果|一个月|每个月|每月|一年|一定|要是|换成|换做|先说|请问|我们|你们|他们|办理|申请|自己|本人|一下|时候|下来|[批那这呢嘛哦吗啊呀吧噻哈的了我你他她它要去能会办弄搞拿到带些啥什么哪里个得是在有和跟就也都还再给说问想请又]|\s/g;
const FOLLOWS =
  /^(?:那|换成|换做|如果|要是|还有|另外|以后|不是|不|就是)|呢$|^(?:我|我们)(?:在|是)[^ ]{2,6}(?:的)?$/;
const NUMBER_CHOICE = /^(?:第|选|选择)?([1-9一二三四五六七八九])(?:个|号|项|条)?$/;
const DENIED_CLAUSE = /(?:^| )(?:没有|没得|不是|不要)([^ ]{1,10})/g;
const CHINESE_DIGITS = '一二三四五六七八九';
/** A short message without a matter of its own leans on the one before. */
const SHORT = 9;
const VERY_SHORT = 4;

/**
 * Decides how a message relates to the conversation.
 *
 * @param raw - normalised text of the message, region names left out.
 */
export function relate(frame: QuestionFrame, conversation: Conversation | null, lexicon: Lexicon): Relation {
  if (!conversation?.text) return { kind: 'new' };
  const text = frame.text;
  const chosen = NUMBER_CHOICE.exec(text.replace(/\s/g, ''))?.[1];
  if (chosen && conversation.choices.length > 0) {
    const index = /[0-9]/.test(chosen) ? Number(chosen) - 1 : CHINESE_DIGITS.indexOf(chosen);
    const itemId = conversation.choices[index];
    if (itemId) return { kind: 'choice', itemId };
  }
  let rest = text;
  for (const form of cueForms(text)) rest = rest.replace(form, ' ');
  rest = rest.replace(EMPTY_WORDS, '');
  const namesNothing = rest.length <= 1 && !frame.concepts.some(({ value }) => value.kind !== 'action');
  if (namesNothing) return { kind: 'sameMatter' };
  const marked = rest.length <= VERY_SHORT || FOLLOWS.test(text) || conversation.choices.length > 0;
  if (!marked && rest.length > SHORT) return { kind: 'new' };
  return { kind: 'continued', background: backgroundOf(conversation.text, frame, lexicon), marked };
}

/** The standing question without what the new words replace (another action, another object) or deny. */
function backgroundOf(before: string, frame: QuestionFrame, lexicon: Lexicon): string {
  const replaced = new Set<Concept['kind']>();
  if (frame.actions.length > 0 || impliesAction(frame, lexicon)) replaced.add('action');
  if (frame.objects.length > 0) replaced.add('object');
  for (const kind of ['situation', 'person'] as const)
    if (frame.concepts.some(({ value }) => value.kind === kind)) replaced.add(kind);
  const denied = [...frame.denied, ...[...frame.text.matchAll(DENIED_CLAUSE)].map((match) => match[1] ?? '')];
  let kept = before;
  for (const hit of lexicon.scan(before).reverse())
    if (replaced.has(hit.value.kind)) kept = `${kept.slice(0, hit.start)} ${kept.slice(hit.end)}`;
  for (const part of denied) if (part.length > 1) kept = kept.replaceAll(part, ' ');
  return kept.replace(/\s+/g, ' ').trim();
}

/** 掉了 names no action, but leads to one: what was to be done before no longer holds. */
function impliesAction(frame: QuestionFrame, lexicon: Lexicon): boolean {
  return frame.concepts.some(({ value }) => value.implies.some((id) => lexicon.find(id)?.kind === 'action'));
}
