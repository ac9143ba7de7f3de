import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';

/** A folder of its own for the files of one test file. */
export class TestFolder {
  private constructor(readonly path: string) {}

  static async create(): Promise<TestFolder> {
    return new TestFolder(await mkdtemp(join(tmpdir(), 'wenban-import-')));
  }

  /** @returns path of the written file. */
  async write(name: string, content: string | Buffer): Promise<string> {
    const path = join(this.path, name);
    await writeFile(path, content);
    return path;
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}

export interface ZipEntry {
  name: string;
  data: string | Buffer;
  /** Size the directory claims; the true one when left out. */
  claims?: number;
}

/** A zip archive, written by hand so that tests can make wrong ones. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, claims } of entries) {
    const raw = Buffer.from(data);
    const packed = deflateRawSync(raw);
    const fileName = Buffer.from(name);
    const common = Buffer.alloc(22);
    common.writeUInt16LE(20, 0); // version needed
    common.writeUInt16LE(0x800, 2); // names are UTF-8
    common.writeUInt16LE(8, 4); // deflate
    common.writeUInt32LE(crc32(raw), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claims ?? raw.length, 18);
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04'),
      common,
      u16(fileName.length),
      u16(0),
      fileName,
      packed,
    ]);
    const rest = Buffer.alloc(12);
    rest.writeUInt32LE(offset, 8);
    directory.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02'),
        u16(20),
        common,
        u16(fileName.length),
        u16(0),
        u16(0),
        rest.subarray(0, 12),
        fileName,
      ]),
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

const escapeXml = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const paragraph = (text: string) =>
  `<w:p><w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r></w:p>`;

/** A Word cell: its text, or the text with how many columns it spans or whether it goes on from above. */
export type WordCell = string | { text: string; span?: number; merge?: 'restart' | 'continue' };

/** A Word document with paragraphs above one table. */
export function docx(above: readonly string[], rows: readonly (readonly WordCell[])[]): Buffer {
  const cells = (row: readonly WordCell[]) =>
    row
      .map((cell) => (typeof cell === 'string' ? { text: cell } : cell))
      .map(({ text, span, merge }: { text: string; span?: number; merge?: string }) => {
        const properties = `${span ? `<w:gridSpan w:val="${span}"/>` : ''}${merge ? `<w:vMerge w:val="${merge}"/>` : ''}`;
        return `<w:tc><w:tcPr>${properties}</w:tcPr>${text.split('\n').map(paragraph).join('')}</w:tc>`;
      })
      .join('');
  const table = `<w:tbl>${rows.map((row) => `<w:tr>${cells(row)}</w:tr>`).join('')}</w:tbl>`;
  const xml = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${above.map(paragraph).join('')}${table}</w:body></w:document>`;
  return zip([
    { name: '[Content_Types].xml', data: '<Types/>' },
    { name: 'word/document.xml', data: xml },
  ]);
}

/** A workbook with one sheet of text cells. */
export async function xlsx(
  rows: readonly (readonly string[])[],
  merges: readonly string[] = [],
): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('Sheet1');
  for (const row of rows) sheet.addRow([...row]);
  for (const range of merges) sheet.mergeCells(range);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

export function csv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  return rows.map((row) => row.map(cell).join(',')).join('\r\n');
}

/** A text file with each row on a line, its cells separated by tabs. */
export function tabbed(above: readonly string[], rows: readonly (readonly string[])[]): string {
  return [...above, ...rows.map((row) => row.join('\t'))].join('\n');
}

/** A text file with each cell on a line of its own, as Word-to-text conversions print tables. */
export function cellPerLine(above: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => `\t${cell.replace(/\n/g, '\n\n')}`).join('\n'));
  return [...above, ...cells].join('\n\n');
}
