/** Telephones put U+2005 behind a mention, computers a space. */
const AFTER_NAME = '(?=[\\s\\u2005,，、:：。！!？?]|$)';
/** A mention set by picking a name from the list: the sign behind it is not on any keyboard. */
const PICKED = /@[^@\u2005]{1,64}\u2005/g;
/** Mentions of everybody are announcements, not questions. */
const EVERYBODY = /@(?:所有人|全体成员|all)(?=[\s\u2005]|$)/i;
/** What a client puts before an answer to an earlier message: 「name：words」 and a line of dashes. */
const QUOTE = /^「[\s\S]*?」\s*\n(?:- ?){5,}\n/;

/** Removes the earlier message that somebody answers to; only what is new is asked. */
export function withoutQuote(text: string): string {
  return text.replace(QUOTE, '');
}

/** @param names - what the bot is called in the room. */
export function mentionsByName(text: string, names: readonly string[]): boolean {
  return names.some((name) => name !== '' && ownMention(name).test(text));
}

export function mentionsEverybody(text: string): boolean {
  return EVERYBODY.test(text);
}

/** Removes the bot's names and all mentions that were picked from a list. */
export function withoutMentions(text: string, names: readonly string[]): string {
  // The longer name first: 问办 is the beginning of 问办小助手.
  const ordered = names.filter((name) => name !== '').sort((a, b) => b.length - a.length);
  const named = ordered.reduce((rest, name) => rest.replace(ownMention(name, 'g'), ' '), text);
  return named
    .replace(PICKED, ' ')
    .replace(/[\s\u2005]+/g, ' ')
    .trim();
}

function ownMention(name: string, flags = ''): RegExp {
  return new RegExp(`@${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}${AFTER_NAME}`, flags);
}
