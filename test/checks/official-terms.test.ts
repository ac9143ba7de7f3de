import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LEGAL_PERSON_THEMES, MATTER_TYPES, PERSONAL_THEMES } from '../../entities/official-terms.js';
import { splitOutsideBrackets } from '../../src/import/values/text.js';
import { projectPath } from '../../src/project-root.js';

/** 附件2 prints the terms in its remarks. */
const lines = readFileSync(projectPath('data', 'sources', '000_94b5cce5f73d33fd.txt'), 'utf8').split('\n');
const printed = (remark: string) => lines.find((line) => line.startsWith(remark)) ?? '';
const terms = (text: string) => splitOutsideBrackets(text.replace(/等$/, ''), '、，');

describe('the terms that 附件2 prints', () => {
  it('are 20 kinds of matter', () => {
    const text = printed('事项类型').replace(/^事项类型分别填写|。?\s*$/g, '');
    expect(text.split(/等，?/).flatMap((part) => terms(part))).toEqual([...MATTER_TYPES]);
    expect(MATTER_TYPES).toHaveLength(20);
  });

  it('are 31 themes for persons and 34 for legal persons', () => {
    const text = printed('服务主题');
    const personal = /面向个人的事项填写以下主题：(.*?)等；/.exec(text)?.[1] ?? '';
    const legal = /面向法人的事项填写以下主题：(.*?)（按照法人生命周期排序）/.exec(text)?.[1] ?? '';
    expect(terms(personal)).toEqual([...PERSONAL_THEMES]);
    expect(terms(legal)).toEqual([...LEGAL_PERSON_THEMES]);
    expect([PERSONAL_THEMES.length, LEGAL_PERSON_THEMES.length]).toEqual([31, 34]);
  });
});
