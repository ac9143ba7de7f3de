import iconv from 'iconv-lite';
import { ReadError } from './read-error.js';

/** Share of two-byte characters that lie in the everyday part of GB 2312 in any real Chinese text. */
const EVERYDAY_SHARE = 0.8;

/**
 * Decodes the bytes of a text file: UTF-8 (with or without BOM), UTF-16 with BOM, else GB18030.
 * @throws {ReadError} for an empty file, a binary file and an encoding that is none of these, with line and byte.
 */
export function decodeText(bytes: Buffer): string {
  if (bytes.length === 0) throw new ReadError('文件是空的。');
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return notBlank(iconv.decode(bytes, 'utf-16le'));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return notBlank(iconv.decode(bytes, 'utf-16be'));
  const nul = bytes.indexOf(0);
  if (nul >= 0) throw new ReadError(`文件不是文本（第 ${nul + 1} 个字节是二进制数据）。`, lineAt(bytes, nul));
  const broken = firstInvalidUtf8(bytes);
  if (broken < 0) return notBlank(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  if (mostlyUtf8(bytes))
    throw new ReadError(`文字编码有误：文件是 UTF-8，但第 ${broken + 1} 个字节不是。`, lineAt(bytes, broken));
  const text = iconv.decode(bytes, 'gb18030');
  if (text.includes('\uFFFD') || everydayShare(bytes) < EVERYDAY_SHARE)
    throw new ReadError(
      `文字编码既不是 UTF-8 也不是 GB18030（第 ${broken + 1} 个字节起），请另存为 UTF-8 后再导入。`,
      lineAt(bytes, broken),
    );
  return notBlank(text);
}

function notBlank(text: string): string {
  if (text.trim() === '') throw new ReadError('文件是空的。');
  return text;
}

function lineAt(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let i = 0; i < offset; i++) if (bytes[i] === 0x0a) line++;
  return line;
}

/** @returns offset of the first byte that cannot be UTF-8, or -1. */
function firstInvalidUtf8(bytes: Buffer): number {
  for (let i = 0; i < bytes.length; ) {
    const length = sequenceLength(bytes, i);
    if (length === 0) return i;
    i += length;
  }
  return -1;
}

/** @returns length of the UTF-8 sequence at `i`; 0 when there is none. */
function sequenceLength(bytes: Buffer, i: number): number {
  const lead = bytes[i]!;
  if (lead < 0x80) return 1;
  const length =
    lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
  if (length === 0 || i + length > bytes.length) return 0;
  for (let k = 1; k < length; k++) if ((bytes[i + k]! & 0xc0) !== 0x80) return 0;
  const second = bytes[i + 1]!;
  const overlong = (lead === 0xe0 && second < 0xa0) || (lead === 0xf0 && second < 0x90);
  const outside = (lead === 0xed && second > 0x9f) || (lead === 0xf4 && second > 0x8f);
  return overlong || outside ? 0 : length;
}

/** A damaged UTF-8 file still holds whole three-byte sequences nearly everywhere; a GB18030 file hardly any. */
function mostlyUtf8(bytes: Buffer): boolean {
  let whole = 0;
  let broken = 0;
  for (let i = 0; i < bytes.length; ) {
    const length = sequenceLength(bytes, i);
    if (length >= 3) whole++;
    else if (length === 0) broken++;
    i += length || 1;
  }
  return whole > broken * 10;
}

/** @returns share of two-byte GB18030 characters that are punctuation or first-level Chinese characters. */
function everydayShare(bytes: Buffer): number {
  let everyday = 0;
  let all = 0;
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i]!;
    if (lead < 0x80) {
      i++;
      continue;
    }
    all++;
    const trail = bytes[i + 1] ?? 0;
    if (trail >= 0xa1 && ((lead >= 0xa1 && lead <= 0xa3) || (lead >= 0xb0 && lead <= 0xd7))) everyday++;
    i += trail >= 0x30 && trail <= 0x39 ? 4 : 2;
  }
  return all === 0 ? 1 : everyday / all;
}
