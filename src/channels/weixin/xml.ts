import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** Text that is not the XML WeChat sends. */
export class XmlError extends Error {
  /** @param reason - `forbidden`: a document type or entity, which WeChat never sends. */
  constructor(readonly reason: 'forbidden' | 'malformed') {
    super(`XML refused: ${reason}`);
    this.name = 'XmlError';
  }
}

/** Elements below `<xml>`; every value is text, also numbers: a MsgId does not fit into a JavaScript number. */
export type XmlFields = Readonly<Record<string, string>>;

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
  htmlEntities: false,
});
const CDATA = /<!\[CDATA\[[\s\S]*?\]\]>/g;
/** What XML 1.0 cannot hold, halves of surrogate pairs included. */
const ILLEGAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** One element as WeChat writes nearly all: text in one CDATA section, or a bare word without references. */
const PLAIN_ELEMENT = /<([A-Za-z]\w*)>(?:<!\[CDATA\[((?:[^\]\r]|\](?!\]>))*)\]\]>|([\w.-]*))<\/\1>[ \t\n]*/y;
const BEGIN = /^<xml>[ \t\n]*(?=<[A-Za-z])/;
const END = /<\/xml>[ \t\n]*$/y;

/**
 * Reads a flat `<xml>` document.
 * @throws {XmlError}
 */
export function parseXml(text: string): XmlFields {
  return readPlain(text) ?? readAny(text);
}

/** Reads the usual form in one go. @returns null for any other, which the real parser judges. */
function readPlain(text: string): XmlFields | null {
  const fields: Record<string, string> = Object.create(null);
  let at = BEGIN.exec(text)?.[0].length ?? 0;
  if (at === 0) return null;
  for (;;) {
    PLAIN_ELEMENT.lastIndex = at;
    const element = PLAIN_ELEMENT.exec(text);
    if (!element) break;
    const [whole, name = '', inside, bare = ''] = element;
    if (name in fields) return null;
    fields[name] = inside ?? bare;
    at += whole.length;
  }
  END.lastIndex = at;
  return END.test(text) ? fields : null;
}

function readAny(text: string): XmlFields {
  // What residents write stands in CDATA, where a document type is only words.
  if (/<!/.test(text.replace(CDATA, ''))) throw new XmlError('forbidden');
  let root: unknown;
  try {
    if (XMLValidator.validate(text) !== true) throw new XmlError('malformed');
    root = (parser.parse(text) as { xml?: unknown }).xml;
  } catch {
    throw new XmlError('malformed');
  }
  if (typeof root !== 'object' || root === null) throw new XmlError('malformed');
  // No prototype: an element may be called anything.
  const fields: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(root)) if (typeof value === 'string') fields[name] = value;
  return fields;
}

/**
 * Writes an `<xml>` document; numbers stand bare, text in CDATA.
 */
export function writeXml(fields: Readonly<Record<string, string | number>>): string {
  const elements = Object.entries(fields).map(
    ([name, value]) => `<${name}>${typeof value === 'number' ? value : cdata(value)}</${name}>`,
  );
  return `<xml>${elements.join('')}</xml>`;
}

function cdata(text: string): string {
  // A section cannot hold its own end: it is ended within the mark and begun again.
  return `<![CDATA[${text.replace(ILLEGAL, '').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
