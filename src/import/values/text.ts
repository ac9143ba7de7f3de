/** @returns the text without any white space: what headers and codes are compared by. */
export function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}

/**
 * @returns a name on one line without stray blanks. A blank between two Latin words or numbers is not stray.
 */
export function tidyName(text: string): string {
  return text.trim().replace(/\s+/g, (blank, offset: number, whole: string) => {
    const before = whole[offset - 1] ?? '';
    const after = whole[offset + blank.length] ?? '';
    return /[A-Za-z0-9]/.test(before) && /[A-Za-z0-9]/.test(after) ? ' ' : '';
  });
}

/** @returns the agencies of a cell: blanks removed, 甲/ /乙 and a separator at the end put right. */
export function tidyAgency(text: string): string {
  return squeeze(text)
    .replace(/\/{2,}/g, '/')
    .replace(/^[/、]+|[/、]+$/g, '');
}

/** @returns the parts between separators that stand outside brackets, without empty ones. */
export function splitOutsideBrackets(text: string, separators: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const char of text) {
    if ('(（《〈<“'.includes(char)) depth++;
    else if (')）》〉>”'.includes(char)) depth = Math.max(0, depth - 1);
    if (depth === 0 && separators.includes(char)) {
      parts.push(part);
      part = '';
    } else part += char;
  }
  parts.push(part);
  return parts.map((each) => each.trim()).filter((each) => each !== '');
}

/** @returns the sentences of a cell that lists who is meant, one a sentence, without their numbering. */
export function conditionSentences(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => splitOutsideBrackets(line, '；;。'))
    .map((sentence) => sentence.replace(/^\d+\s*[.．、]\s*/, '').trim())
    .filter((sentence) => sentence !== '');
}
