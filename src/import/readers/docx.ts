import { XMLParser } from 'fast-xml-parser';
import {
  type Block,
  type BlockCell,
  type BlockRow,
  cellText,
  isBlank,
  liftTitle,
  type TableBlock,
} from './blocks.js';
import { ReadError } from './read-error.js';
import { readPackage } from './zip.js';

/** A node of the ordered tree: one key with its children, `:@` with its attributes, or `#text`. */
type XmlNode = Record<string, unknown>;

const DOCUMENT = 'word/document.xml';
/** Entities are numbers and the five of XML only; a document type is never expanded. */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
});

/**
 * Reads paragraphs and tables of a Word document; the line of a block is the number of its paragraph.
 * Merged cells keep their place: every further grid column and row of a merged cell is an empty cell.
 * @throws {ReadError} when it is no Word document, or a damaged or protected one.
 */
export async function readDocxBlocks(bytes: Buffer): Promise<Block[]> {
  const entries = await readPackage(bytes, (name) => name === DOCUMENT);
  const xml = entries.get(DOCUMENT)?.toString('utf8');
  if (xml === undefined) throw new ReadError('文件不是 Word 文档（缺少正文）。');
  if (/<!DOCTYPE/i.test(xml)) throw new ReadError('文件里有文档类型声明，已拒绝读取。');
  let tree: XmlNode[];
  try {
    tree = parser.parse(xml, true) as XmlNode[];
  } catch {
    throw new ReadError('Word 文档的正文已损坏，无法读取。');
  }
  const body = childrenOf(childrenOf(tree, 'w:document')[0], 'w:body')[0];
  return new DocxReader().read(body ? listOf(body) : []);
}

class DocxReader {
  /** Number of the paragraph that was read last. */
  private line = 0;

  read(nodes: readonly XmlNode[]): Block[] {
    return nodes.flatMap((node): Block[] => {
      const name = nameOf(node);
      if (name === 'w:p') return this.paragraph(node);
      if (name === 'w:tbl') return this.table(node);
      // Content controls and the like wrap what is to be read.
      if (name === 'w:sdt') return this.read(childrenOf(node, 'w:sdtContent').flatMap(listOf));
      return [];
    });
  }

  private paragraph(node: XmlNode): Block[] {
    this.line++;
    const text = textOf(node).trim();
    return text === '' ? [] : [{ kind: 'paragraph', line: this.line, text }];
  }

  private table(node: XmlNode): Block[] {
    const rows = rowsOf(node).map((row) => this.row(row));
    if (rows.every(isBlank)) return [];
    const table: TableBlock = { kind: 'table', line: rows[0]!.line, exact: true, rows };
    return liftTitle(table);
  }

  private row(node: XmlNode): BlockRow {
    const line = this.line + 1;
    const cells = listOf(node)
      .flatMap((child) =>
        nameOf(child) === 'w:sdt' ? childrenOf(child, 'w:sdtContent').flatMap(listOf) : [child],
      )
      .filter((child) => nameOf(child) === 'w:tc')
      .flatMap((cell) => this.cell(cell));
    return { line, cells };
  }

  private cell(node: XmlNode): BlockCell[] {
    const line = this.line + 1;
    const lines = this.cellLines(listOf(node));
    const properties = childrenOf(node, 'w:tcPr')[0];
    const span = Number(attribute(childrenOf(properties, 'w:gridSpan')[0], 'w:val') ?? 1) || 1;
    const merge = childrenOf(properties, 'w:vMerge')[0];
    const continued = merge !== undefined && attribute(merge, 'w:val') !== 'restart';
    const text = continued ? '' : cellText(lines);
    return Array.from({ length: Math.min(span, 64) }, (_, i) => ({ text: i === 0 ? text : '', line }));
  }

  private cellLines(nodes: readonly XmlNode[]): string[] {
    return nodes.flatMap((node) => {
      const name = nameOf(node);
      if (name === 'w:p') {
        this.line++;
        return [...textOf(node).split('\n')];
      }
      if (name === 'w:sdt') return this.cellLines(childrenOf(node, 'w:sdtContent').flatMap(listOf));
      // A table inside a cell: its words belong to the cell.
      if (name === 'w:tbl')
        return rowsOf(node).flatMap((row) => this.row(row).cells.map((cell) => cell.text));
      return [];
    });
  }
}

function rowsOf(table: XmlNode): XmlNode[] {
  return listOf(table)
    .flatMap((child) =>
      nameOf(child) === 'w:sdt' ? childrenOf(child, 'w:sdtContent').flatMap(listOf) : [child],
    )
    .filter((child) => nameOf(child) === 'w:tr');
}

function nameOf(node: XmlNode): string {
  return Object.keys(node).find((key) => key !== ':@') ?? '';
}

function listOf(node: XmlNode): XmlNode[] {
  const children = node[nameOf(node)];
  return Array.isArray(children) ? (children as XmlNode[]) : [];
}

function childrenOf(node: XmlNode | XmlNode[] | undefined, name: string): XmlNode[] {
  if (!node) return [];
  return (Array.isArray(node) ? node : listOf(node)).filter((child) => nameOf(child) === name);
}

function attribute(node: XmlNode | undefined, name: string): string | undefined {
  return (node?.[':@'] as Record<string, string> | undefined)?.[name];
}

/** Text of a paragraph; deleted text (tracked changes) is no text. */
function textOf(node: XmlNode): string {
  const name = nameOf(node);
  if (name === 'w:del' || name === 'w:pPr' || name === 'w:rPr') return '';
  if (name === 'w:t')
    return listOf(node)
      .map((child) => String(child['#text'] ?? ''))
      .join('');
  if (name === 'w:tab') return ' ';
  if (name === 'w:br' || name === 'w:cr') return '\n';
  return listOf(node).map(textOf).join('');
}
