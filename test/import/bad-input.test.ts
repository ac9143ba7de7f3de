import { truncate } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDocument } from '../../src/import/read-document.js';
import { cellPerLine, csv, docx, TestFolder, tabbed, xlsx, zip } from './files.js';

const HEADER = ['序号', '事项名称', '事项类型', '实施主体'];
const ROW = ['1', '婚姻登记', '行政确认', '区民政局'];
const region = { regionCode: '500111' };
let folder: TestFolder;
beforeAll(async () => {
  folder = await TestFolder.create();
});
afterAll(() => folder.remove());

/** Writes the file, reads it, and returns the first fault; there must be one, and nothing may throw. */
async function faultOf(name: string, content: string | Buffer, options: { regionCode?: string } = region) {
  const { faults } = await readDocument(await folder.write(name, content), options);
  expect(faults.length).toBeGreaterThan(0);
  for (const fault of faults) {
    expect(fault.file).toBe(name);
    expect(fault.message).toMatch(/^[^\n]*\p{Script=Han}[^\n]*。$/u);
  }
  return faults[0]!;
}

describe('files that are refused whole', () => {
  it('says which file is not there', async () => {
    const { faults } = await readDocument(`${folder.path}/没有.txt`, region);
    expect(faults).toEqual([{ file: '没有.txt', line: null, message: '找不到这个文件。' }]);
  });

  it('refuses a folder', async () => {
    const { faults } = await readDocument(folder.path, region);
    expect(faults[0]!.message).toContain('不是文件');
  });

  it.each(['空.txt', '空.csv', '空.docx', '空.xlsx'])('%s: an empty file', async (name) => {
    expect((await faultOf(name, '')).message).toBe('文件是空的。');
  });

  it('treats blank lines as empty', async () => {
    expect((await faultOf('空白.txt', ' \n\n\n')).message).toBe('文件是空的。');
  });

  it('refuses more than 50 MB before reading', async () => {
    const path = await folder.write('大.txt', 'x');
    await truncate(path, 51 * 1024 * 1024);
    const started = performance.now();
    const { faults } = await readDocument(path, region);
    expect(faults[0]!.message).toBe('文件过大（51 MB），最多 50 MB。');
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('refuses other kinds of files', async () => {
    expect((await faultOf('清单.pdf', '%PDF-1.7')).message).toContain('不支持“.pdf”');
  });

  it('names line and byte of binary data', async () => {
    const fault = await faultOf(
      '图.txt',
      Buffer.concat([Buffer.from('第一行\n'), Buffer.from([0x89, 0x50, 0, 1])]),
    );
    expect(fault.message).toContain('不是文本');
    expect(fault.line).toBe(2);
  });

  it('names line and byte where a UTF-8 file is damaged', async () => {
    const good = Buffer.from(
      tabbed(['某区“最多跑一次”事项清单'], [HEADER, ROW, ['2', '收养登记', '行政确认', '区民政局']]),
    );
    const at = good.indexOf(Buffer.from('收养'));
    good[at + 1] = 0x20;
    const fault = await faultOf('坏.txt', good);
    expect(fault.line).toBe(4);
    expect(fault.message).toContain(`第 ${at + 1} 个字节`);
  });

  it('knows that Big5 is neither UTF-8 nor GB18030', async () => {
    const text = tabbed(
      ['某區最多跑一次事項清單'],
      [HEADER, ['1', '婚姻登記預約辦理', '行政確認', '區民政局']],
    );
    const fault = await faultOf('繁体.txt', iconv.encode(text, 'big5'));
    expect(fault.message).toContain('既不是 UTF-8 也不是 GB18030');
    expect(fault.line).toBe(1);
  });
});

describe('packages', () => {
  it.each(['加密.xlsx', '加密.docx'])('%s: password-protected', async (name) => {
    const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2048)]);
    expect((await faultOf(name, ole)).message).toContain('密码保护');
  });

  it.each(['断.xlsx', '断.docx'])('%s: cut short', async (name) => {
    const whole = name.endsWith('docx') ? docx(['清单'], [HEADER, ROW]) : await xlsx([HEADER, ROW]);
    expect((await faultOf(name, whole.subarray(0, whole.length / 2))).message).toContain('不完整或已损坏');
  });

  it('refuses what is no package at all', async () => {
    expect((await faultOf('假.xlsx', '序号,事项名称')).message).toContain('内容与扩展名不符');
  });

  it('refuses a package of another kind', async () => {
    expect((await faultOf('别的.docx', zip([{ name: 'a.txt', data: 'x' }]))).message).toContain(
      '不是 Word 文档',
    );
    expect((await faultOf('别的.xlsx', zip([{ name: 'a.txt', data: 'x' }]))).message).toContain(
      '不是 Excel 工作簿',
    );
  });

  it.each(['炸弹.docx', '炸弹.xlsx'])('%s: a zip bomb by size', async (name) => {
    const bomb = zip([{ name: 'word/document.xml', data: 'x', claims: 300 * 1024 * 1024 }]);
    expect((await faultOf(name, bomb)).message).toContain('解压后超过 200 MB');
  });

  it('refuses a zip bomb by number of entries', async () => {
    const bomb = zip(Array.from({ length: 5_001 }, (_, i) => ({ name: `${i}`, data: '' })));
    expect((await faultOf('多.docx', bomb)).message).toContain('超过 5000 个');
  });

  it.each(['谎.docx', '谎.xlsx'])('%s: inflates to more than it claims', async (name) => {
    const part = name.endsWith('docx') ? 'word/document.xml' : 'xl/workbook.xml';
    const liar = zip([{ name: part, data: Buffer.alloc(5_000_000), claims: 10 }]);
    expect((await faultOf(name, liar)).message).toContain('不完整或已损坏');
  });

  it('never expands a document type', async () => {
    const xml = '<!DOCTYPE a [<!ENTITY b "c">]><w:document><w:body>&b;</w:body></w:document>';
    expect((await faultOf('实体.docx', zip([{ name: 'word/document.xml', data: xml }]))).message).toContain(
      '文档类型',
    );
  });

  it('reports broken XML', async () => {
    const broken = zip([{ name: 'word/document.xml', data: '<w:document><w:body><w:p></w:tbl' }]);
    expect((await faultOf('破.docx', broken)).message).toContain('正文已损坏');
  });
});

describe('files that are no list, or not quite', () => {
  it('says that there is no table', async () => {
    expect((await faultOf('信.txt', '您好：\n请查收。')).message).toBe('文件里没有表格，不是事项清单。');
  });

  it('shows the header it does not know', async () => {
    const fault = await faultOf(
      '名单.csv',
      csv([
        ['姓名', '年龄', '住址'],
        ['张三', '30', '某街'],
      ]),
    );
    expect(fault).toMatchObject({ line: 1, message: '不认识这种清单，表头是：姓名、年龄、住址。' });
  });

  it('names the missing column', async () => {
    const fault = await faultOf(
      '缺列.txt',
      tabbed(['某区最多跑一次事项清单'], [HEADER.slice(0, 3), ROW.slice(0, 3)]),
    );
    expect(fault).toMatchObject({
      line: 2,
      message: '表头缺少“实施主体”（按《“最多跑一次”事项清单》读取）。',
    });
  });

  it.each([
    ['少格.txt', tabbed(['某区最多跑一次事项清单'], [HEADER, ROW, ['2', '收养登记']]), 4],
    ['少格.csv', csv([HEADER, ROW, ['2', '收养登记']]), 3],
    ['少格竖.txt', cellPerLine(['某区最多跑一次事项清单'], [HEADER, ROW, ['2', '收养登记']]), 13],
  ])('%s: names the line of a row with too few cells', async (name, content, line) => {
    const fault = await faultOf(name, content);
    expect(fault).toMatchObject({
      line,
      message: '这一行只有 2 格，应有 4 格，缺少“事项类型”、“实施主体”。',
    });
  });

  it('names the cell of a workbook row without a name', async () => {
    const content = await xlsx([['某区最多跑一次事项清单'], HEADER, ROW, ['2', '', '行政确认', '区民政局']]);
    const fault = await faultOf('缺名.xlsx', content);
    expect(fault).toMatchObject({ line: 4, cell: 'Sheet1!A4' });
  });

  it('reports a number used twice and one that is none', async () => {
    const rows = [
      HEADER,
      ROW,
      ['1', '收养登记', '行政确认', '区民政局'],
      ['甲', '落户', '行政确认', '区公安局'],
    ];
    const { faults, drafts } = await readDocument(await folder.write('重号.csv', csv(rows)), region);
    expect(drafts.map(({ name }) => name)).toEqual(['婚姻登记']);
    expect(faults.map(({ message }) => message)).toEqual([
      '序号“甲”不是数字。',
      '序号 1 重复，第 2 行已经用过。',
    ]);
  });

  it('names the line of a quote that is never closed', async () => {
    const fault = await faultOf('引号.csv', `${csv([HEADER, ROW])}\r\n2,"收养登记,行政确认,区民政局`);
    expect(fault).toMatchObject({ line: 3, message: '单元格的双引号没有成对。' });
  });

  it('asks for the region when nobody named it', async () => {
    const fault = await faultOf('无区.csv', csv([HEADER, ROW]), {});
    expect(fault.message).toContain('--region');
  });

  it('says when a list is empty', async () => {
    expect((await faultOf('空表.csv', csv([HEADER, ['', '', '', '']]))).message).toBe(
      '清单里一个事项也没有。',
    );
  });
});
