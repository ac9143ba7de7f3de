import type { QuestionFrame } from '../language/frame.js';
import type { Engine } from '../matching/engine.js';
import { isChat } from './chat-intents.js';
import { find, type Place, type Understood } from './find.js';
import { leaningOf } from './follow-up.js';

/** Words with which people go on to something else: 低保咋个申请，另外房子过户要带啥. */
const GOES_ON =
  /(?: (?:还有|对了|以及|第二[个件]|再一个|再有|再问|再说)|另外|顺便)(?:还有|就是|再?问|说|哈|一下|个| )*/;
const BEGINS = /^(?:第一[个件]|首先|先)(?:问|说)?(?:一下|哈)?/;
/** A part shorter than this names no matter. */
const LEAST_PART = 4;

/** Cuts a normalised message where it goes on to something else; null when it does not. */
export function cutInTwo(text: string): [string, string] | null {
  const turn = GOES_ON.exec(text);
  if (!turn) return null;
  const first = text.slice(0, turn.index).replace(BEGINS, '').trim();
  const second = text.slice(turn.index + turn[0].length).trim();
  return first.length < LEAST_PART || second.length < LEAST_PART ? null : [first, second];
}

/**
 * Two matters in one message, where the first is clear by itself: it is answered, and the second offered. A second that
 * names a thing of its own and is not clear is told to be asked again, not lost.
 *
 * @returns what was understood of the first, with the second; null for one matter.
 */
export function findTwo(engine: Engine, frame: QuestionFrame, place: Place): Understood | null {
  const parts = cutInTwo(frame.text);
  if (!parts) return null;
  const [first, second] = parts.map((part) => find(engine, engine.language.read(part), place)) as [
    Understood,
    Understood,
  ];
  const matter = clearMatter(first);
  if (!matter) return null;
  const other = clearMatter(second);
  const answer = { ...first, region: place.region, named: frame.region };
  if (!other) return isAnotherThing(first, second) ? { ...answer, unclear: parts[1] } : null;
  if (matter.id === other.id || matter.linked.includes(other.id)) return null;
  return { ...answer, second };
}

/** 还有户口本在老家 tells of a paper for the first matter, and a story goes on; 还有身份证也丢了 is another matter. */
function isAnotherThing(first: Understood, { frame, intent }: Understood): boolean {
  if (isChat(intent) || leaningOf(frame).holds || frame.text.includes(' ')) return false;
  const known = new Set([...first.frame.objects, ...(first.matches[0]?.matter.objects ?? [])]);
  return frame.objects.length > 0 && frame.objects.every((object) => !known.has(object));
}

function clearMatter({ intent, decision, matches }: Understood) {
  if (isChat(intent) || decision.verdict !== 'answer') return null;
  return matches[0]?.matter.item ?? null;
}
