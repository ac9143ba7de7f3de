/** Part of a text, `[start, end)`. */
export interface Span {
  start: number;
  end: number;
}

/** @returns the text with blanks in the place of the parts, so that every other character stays where it was. */
export function blankOut(text: string, spans: Iterable<Span>): string {
  const characters = text.split('');
  for (const { start, end } of spans) characters.fill(' ', start, end);
  return characters.join('');
}
