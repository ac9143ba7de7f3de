/** A line that begins a part of an answer of its own: its heading, a labelled section, its source, a numbered step. */
const SECTION_START = /^(?:【|[\p{Script=Han}]{2,8}：|（|\d+[.、])/u;
/** Where a long line may be broken, best first. */
const SENTENCE_ENDS = ['。', '；', '，', '、', ' '];
/** A click-to-send link is one piece: half of it would be shown as code. */
const LINK = /<a [^>]*>[^<]*<\/a>/g;

/**
 * Splits a reply into messages that a platform takes, at borders of sections where that is possible, else at ends of
 * lines, of sentences, and at last between two characters.
 *
 * @param limitBytes - most bytes of one message in UTF-8, at least 64.
 * @returns one or more messages; together they hold the whole text except the line breaks between them.
 */
export function splitReply(text: string, limitBytes: number): string[] {
  if (Buffer.byteLength(text) <= limitBytes) return [text];
  const parts: string[] = [];
  let part = '';
  for (const section of sectionsOf(text).flatMap((one) => pieces(one, limitBytes))) {
    const joined = part === '' ? section : `${part}\n${section}`;
    if (Buffer.byteLength(joined) <= limitBytes) {
      part = joined;
      continue;
    }
    if (part !== '') parts.push(part);
    part = section;
  }
  return part === '' ? parts : [...parts, part];
}

function sectionsOf(text: string): string[] {
  const sections: string[] = [];
  for (const line of text.split('\n')) {
    const last = sections.length - 1;
    if (last < 0 || SECTION_START.test(line)) sections.push(line);
    else sections[last] += `\n${line}`;
  }
  return sections;
}

/** A section that is too long alone, in pieces that are not. */
function pieces(section: string, limitBytes: number): string[] {
  if (Buffer.byteLength(section) <= limitBytes) return [section];
  const lines = section.split('\n');
  if (lines.length === 1) return breakLine(section, limitBytes);
  const packed: string[] = [];
  for (const line of lines.flatMap((one) => pieces(one, limitBytes))) {
    const joined = packed.length === 0 ? line : `${packed.at(-1)}\n${line}`;
    if (packed.length > 0 && Buffer.byteLength(joined) <= limitBytes) packed[packed.length - 1] = joined;
    else packed.push(line);
  }
  return packed;
}

function breakLine(line: string, limitBytes: number): string[] {
  const parts: string[] = [];
  let rest = line;
  while (Buffer.byteLength(rest) > limitBytes) {
    const at = breakAt(rest, limitBytes);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return rest === '' ? parts : [...parts, rest];
}

/** @returns index behind the last character of the first piece. */
function breakAt(line: string, limitBytes: number): number {
  let most = 0;
  let bytes = 0;
  for (const character of line) {
    bytes += Buffer.byteLength(character);
    if (bytes > limitBytes) break;
    most += character.length;
  }
  const links = [...line.matchAll(LINK)].map(({ index, 0: link }) => ({
    from: index,
    to: index + link.length,
  }));
  const within = (at: number) => links.find(({ from, to }) => from < at && at < to);
  // A link that alone is longer than a message has to be broken all the same.
  const cut = within(most)?.from || most;
  for (const end of SENTENCE_ENDS) {
    let at = cut;
    do at = line.lastIndexOf(end, at - end.length - 1) + end.length;
    while (at > cut / 2 && within(at));
    if (at > cut / 2) return at;
  }
  return cut;
}
