/** Brackets this long are a remark, not a part of a name: 乡镇（街道） stays. */
const REMARK_LENGTH = 6;

/** @returns a text without remarks in brackets, whatever stands in them; short ones, parts of a name, stay. */
export function withoutRemarks(text: string): string {
  let kept = '';
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if ('（('.includes(char) && depth++ === 0) from = at;
    else if (')）'.includes(char) && depth > 0 && --depth === 0) {
      const inside = text.slice(from, at + 1);
      if (inside.length - 2 <= REMARK_LENGTH) kept += inside;
    } else if (depth === 0) kept += char;
  }
  return depth > 0 ? kept + text.slice(from) : kept;
}

/** @returns the sentences and lines of a text, each with its mark; together they are the text without its line breaks. */
export function sentencesIn(text: string): string[] {
  return text
    .split(/(?<=[。！？；])|\n/)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}

/**
 * The beginning of a text, whole sentences only.
 *
 * @returns as many sentences as fit into `length` characters; empty when the first one does not.
 */
export function sentencesWithin(text: string, length: number): string {
  let kept = '';
  for (const sentence of sentencesIn(text)) {
    const next = kept && !/[。！？；：]$/.test(kept) ? `${kept}。${sentence}` : kept + sentence;
    if (next.length > length) break;
    kept = next;
  }
  return kept;
}

/** @returns the text ended by a full stop, whatever mark it ended with. */
export function asSentence(text: string): string {
  return /[。！？]$/.test(text) ? text : `${text.replace(/[，；、：\s]+$/, '')}。`;
}

/** Cuts a text at a length in characters, with an ellipsis; never within a number: 不低于60… would be half of 600. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = text.slice(0, length - 1);
  const within = /[0-9０-９.．,，:：-]$/.test(kept) && /^[0-9０-９.．,，:：-]/.test(text.slice(length - 1));
  return `${within ? kept.replace(/[0-9０-９.．,，:：-]+$/, '') : kept}…`;
}
