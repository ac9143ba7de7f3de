import { conceptsOf, type QuestionFrame } from '../language/frame.js';
import { askedSpans } from '../language/intent-cues.js';
import { blankOut } from '../language/spans.js';
import type { Match } from './matcher.js';

/** A matter is called by its name when the question says this share of it, in the official or in everyday words. */
const CALLED_FROM = 0.5;
/** Any other matter that has all that is said has to be called by that much less. */
const AHEAD = 0.2;
/** Whoever writes more than this says more than a name and a part. */
const LONGEST = 24;
/** What is left of a question that names a matter and asks for a part of it, at most. */
const MOST_LEFT = 1;
const FILLER =
  /请问|你好|什么|啥子|哪些|多少|好多|我们|我想|想要|想问|一下|现在|需要|可以|办理|申请|补办|怎么|咋个|啷个|那个|这个|[办搞弄问啥些要能好到得的了嘛哦呢啊吗呀我你个给在去想领]|\s/g;

/**
 * The one matter that a plain question (残疾证要什么材料) calls by its name. Such questions are asked most, and the models,
 * which learn from stories, are less sure of them than they may be.
 *
 * @param matches - ranked candidates.
 * @returns the matter called, or null when the question says more, or calls none or several.
 */
export function plainlyNamed(frame: QuestionFrame, matches: readonly Match[]): Match | null {
  const { text, actions, reading } = frame;
  const said = [...new Set(conceptsOf(frame).map(({ id }) => id))];
  if (text.length > LONGEST || said.length === 0) return null;
  const asks = actions.length > 0 || reading.strength > 0;
  if (!asks || !saysNothingElse(frame)) return null;
  let best: Match | null = null;
  let most = 0;
  for (const match of matches) {
    const share = shareCalled(said, match);
    if (share > most) {
      best = match;
      most = share;
    }
  }
  if (!best || most < CALLED_FROM || best.matter.notOurs) return null;
  const { item } = best.matter;
  // 献血在哪里办 asks for no more than 献血; a topic that is not ours about 献血证补办 is called by less of its name.
  const rival = matches.some(
    (match) =>
      match !== best &&
      !match.matter.notOurs &&
      !item.linked.includes(match.matter.item.id) &&
      shareCalled(said, match) > most - AHEAD,
  );
  return rival ? null : best;
}

/** @returns whether a question holds nothing beside concepts of the lexicon and the asked part: 公积金, 营业执照怎么申请. */
export function saysNothingElse({ text, concepts }: QuestionFrame): boolean {
  const left = blankOut(text, [...concepts, ...askedSpans(text, concepts)]);
  return left.replace(FILLER, '').length <= MOST_LEFT;
}

/** @returns how much of its name a matter is called by when it has all that is said; else 0. */
function shareCalled(said: readonly string[], { matter }: Match): number {
  let most = 0;
  for (const shares of matter.nameShares) {
    if (!said.every((id) => shares.has(id))) continue;
    const share = said.reduce((sum, id) => sum + (shares.get(id) ?? 0), 0);
    if (share > most) most = share;
  }
  return Math.min(1, most);
}
