import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadLexicon } from '../../src/language/lexicon.js';
import { projectPath } from '../../src/project-root.js';

const FILES = ['actions', 'objects', 'persons', 'situations', 'places', 'spelling'];

function folderWith(contents: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'wenban-lexicon-'));
  for (const name of FILES) writeFileSync(join(folder, `${name}.tsv`), contents[name] ?? '');
  return folder;
}

describe('loadLexicon', () => {
  it('finds the longest form and knows what it implies', () => {
    const lexicon = loadLexicon(
      folderWith({
        objects: '社保\t社会保险\n社保卡\t社会保障卡\t社保\n',
        situations: '丢失\t搞落|掉了\t补办\n',
        actions: '补办\t补领\n',
      }),
    );
    const hits = lexicon.scan('社会保障卡搞落了');
    expect(hits.map((hit) => hit.value.id)).toEqual(['社保卡', '丢失']);
    expect(hits[1]?.value.implies).toEqual(['补办']);
  });

  it('corrects known misspellings', () => {
    const lexicon = loadLexicon(folderWith({ spelling: '社保卡\t社宝卡|设保卡\n' }));
    expect(lexicon.correct('设保卡搞落了')).toBe('社保卡搞落了');
  });

  it('names file and line of a broken row', () => {
    expect(() => loadLexicon(folderWith({ objects: '社保卡\ta\tb\tc\n' }))).toThrow(/objects\.tsv 第 1 行/);
    const objects = '# 卡\n社保卡\t\t社保\n社保\t\t没有的\n';
    expect(() => loadLexicon(folderWith({ objects }))).toThrow(/objects\.tsv 第 3 行：.*没有的/);
  });

  it('reads what ships, every implied concept existing', () => {
    expect([...loadLexicon(projectPath('data', 'lexicon')).concepts].length).toBeGreaterThan(20);
  });
});
