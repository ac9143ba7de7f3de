import { type LifeEvent, loadLifeEvents } from './life-event.js';

/** Words that ask for everything about an event rather than one matter. */
const ASKS_FOR_ALL =
  /(?:要|得|该|需要|应该|去)?(?:办|跑|弄|搞|走|做|准备)(?:理)?(?:些|哪些|些啥子?|啥子?|什么|哪几样|几样|哪样)|哪些(?:证|手续|事|步骤|流程|材料)|(?:啥子?|什么|全套|全部|一套|一系列)(?:证|手续|流程)|从头到尾|一条龙|一步一步|一样一样|后(?:头|面|续)(?:要|都|还|该|怎么|咋)|先.{1,8}(?:再|后).{1,6}|一件事|流程|手续|怎么个?办法|(?<![证卡照本])(?:咋个?办|怎么办)|注意(?:些)?(?:什么|啥)/;

interface CompiledEvent {
  event: LifeEvent;
  triggers: readonly RegExp[];
}

let compiled: readonly CompiledEvent[] | null = null;

/**
 * Recognises the event of life a message is about: 刚生了娃要办些啥 → 出生. Call it when everything about an event is asked
 * (see `asksForAll`); a question about one matter names an event too.
 *
 * @param text - as sent or normalised.
 * @returns id of the event with the longest wording in the text, or null.
 */
export function lifeEventFor(text: string): string | null {
  compiled ??= loadLifeEvents().map((event) => ({
    event,
    triggers: event.triggers.map((trigger) => new RegExp(trigger)),
  }));
  const folded = text.normalize('NFKC');
  let best: string | null = null;
  let most = 0;
  for (const { event, triggers } of compiled) {
    for (const trigger of triggers) {
      const length = trigger.exec(folded)?.[0].length ?? 0;
      if (length > most) [best, most] = [event.id, length];
    }
  }
  return best;
}

/** @returns whether the message asks for all that has to be done, not for one thing about it. */
export function asksForAll(text: string): boolean {
  return ASKS_FOR_ALL.test(text.normalize('NFKC'));
}
