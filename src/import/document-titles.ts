import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import type { Block } from './readers/blocks.js';
import { squeeze } from './values/text.js';

/** A line that is a 文号 and nothing else. */
const DOC_NUMBER_LINE = /^[\p{Script=Han}]{2,12}[〔﹝【[［(（](?:19|20)\d{2}[〕﹞】\]］)）]\d+号$/u;
const DATE_LINE = /^((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日$/;
/** Lines above a table that are not its title. */
const NOT_A_TITLE = /^[(（]?(附件|附表|填报|填表|单位|联系人|联系电话|备注|说明|注[:：]|序号|续表|目录$)/;
const DEFAULT_SHEET = /^(sheet|工作表)\s*\d*$/i;

/** What the text of an unknown document says about itself. */
export interface StatedFacts {
  title: string;
  docNumber: string | null;
  issuer: string | null;
  /** ISO date. */
  date: string | null;
}

/** Reads title, 文号, issuer and date where the document prints them; the file name is the last resort. */
export function statedFacts(blocks: readonly Block[], path: string): StatedFacts {
  const fileTitle = basename(path, extname(path));
  const firstTable = blocks.findIndex((block) => block.kind === 'table');
  const head = blocks
    .slice(0, firstTable < 0 ? blocks.length : firstTable)
    .flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []));
  const numberAt = head.findIndex((text) => DOC_NUMBER_LINE.test(squeeze(text)));
  const title = head.find(
    (text) => isTitle(text) && /(通知|清单|目录|方案|规划|办法|公告|意见|公报)/.test(text),
  );
  const date = head.map((text) => DATE_LINE.exec(squeeze(text))).find((found) => found !== null);
  const issuer = issuerOf(title ?? '');
  return {
    title: title ?? head.find(isTitle) ?? fileTitle,
    docNumber: numberAt < 0 ? null : squeeze(head[numberAt]!),
    issuer,
    date: date ? `${date[1]}-${date[2]!.padStart(2, '0')}-${date[3]!.padStart(2, '0')}` : null,
  };
}

/** 重庆市万州区人民政府办公室关于… → 重庆市万州区人民政府办公室. */
function issuerOf(title: string): string | null {
  const found =
    /^(\p{Script=Han}{2,30}?(?:人民政府办公厅|人民政府办公室|人民政府|委员会|局|厅|委|办))关于/u.exec(
      squeeze(title),
    );
  return found ? found[1]! : null;
}

function isTitle(text: string): boolean {
  return (
    text.length <= 80 && !NOT_A_TITLE.test(text) && !/[。；]$/.test(text) && /\p{Script=Han}/u.test(text)
  );
}

/**
 * @param above - paragraphs between the table before and this one, nearest last.
 * @returns the title printed above a table; null when there is none.
 */
export function tableTitle(above: readonly string[], sheet: string | undefined): string | null {
  const candidates = above.filter(isTitle).reverse();
  const named = candidates.find((text) => /(清单|目录|一览表|名录|事项表)/.test(text));
  if (named ?? candidates[0]) return named ?? candidates[0]!;
  return sheet && !DEFAULT_SHEET.test(sheet) ? sheet : null;
}

/** @returns a key that stays the same for the same list of the same region, e.g. t500231-1a2b3c4d. */
export function tableKey(regionCode: string, title: string): string {
  const normal = squeeze(title)
    .replace(/[（(]/g, '(')
    .replace(/[）)]/g, ')')
    .replace(/[“”"《》]/g, '');
  const digest = createHash('sha256').update(`${regionCode} ${normal}`).digest('hex').slice(0, 8);
  return `t${regionCode}-${digest}`;
}
