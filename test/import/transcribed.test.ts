import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundledDocuments, readSourceJson, SOURCES_FOLDER } from '../../src/import/documents.js';
import { readTranscribed } from '../../src/import/transcribed.js';

const matters = bundledDocuments().flatMap(({ file, tables }) =>
  tables.filter(({ layout }) => layout === 'transcribed').map((facts) => ({ key: facts.key, file, facts })),
);
const linesOf = (file: string) => readFileSync(join(SOURCES_FOLDER, file), 'utf8').split('\n');
const squeezed = (text: string) => text.replace(/[\s：:。；]/g, '');

describe.each(matters)('$key', ({ key, file, facts }) => {
  it('quotes only what stands on the line it names', () => {
    const { misplaced } = readTranscribed(facts, linesOf(file));
    expect(misplaced).toEqual([]);
  });

  it('notices a document in which the words stand elsewhere', () => {
    const { misplaced } = readTranscribed(facts, ['', ...linesOf(file)]);
    expect(misplaced.length).toBeGreaterThan(10);
  });

  it('says nothing the quoted words do not say', () => {
    const { fields } = readSourceJson<{
      fields: { field: string; value: unknown; from: { words: string }[] }[];
    }>(`transcribed/${key}.json`);
    for (const { field, value, from } of fields) {
      const quoted = squeezed(from.map(({ words }) => words).join(''));
      for (const text of textsOf(value).flatMap((each) => each.split('\n'))) {
        // Names put together from two places, and questions, are ours; each of their parts is the document's.
        if (field === 'name' || /？$/.test(text) || /^(原件和复印件|现场办公电话)$/.test(text)) continue;
        for (const part of text
          .split(/[：（）]/)
          .filter((each) => each.length > 3 && !/^服务地点|非?住宅$/.test(each)))
          expect(quoted, `${key} ${field}`).toContain(squeezed(part));
      }
    }
  });
});

/** Every string inside a value. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

const draftOf = (key: string) => {
  const { file, facts } = matters.find((each) => each.key === key)!;
  return readTranscribed(facts, linesOf(file)).draft;
};

describe('民政惠民济困保', () => {
  const { name, elements } = draftOf('cq-jkb');

  it('tells who is insured, the five benefits, the premium and when it holds', () => {
    expect(name).toBe('民政惠民济困保');
    expect(elements.conditions![0]!.value).toHaveLength(3);
    const standard = elements.standard![0]!.value;
    for (const benefit of ['小额意外', '大病补充', '疾病身故', '学生重大疾病', '困难人群升学补助金'])
      expect(standard).toContain(`）${benefit}。`);
    for (const amount of ['30000元', '5000元', '15万元', '2000元', '10000元', '3000元'])
      expect(standard).toContain(amount);
    expect(elements.feeStandard![0]!.value[0]).toMatchObject({ amount: 120, per: '人·年' });
    expect(elements.standard![0]).toMatchObject({ validFrom: '2020-11-01', validTo: '2021-12-31' });
  });

  it('names the five insurers with their districts', () => {
    const insurers = elements.locations![0]!.value;
    expect(insurers).toHaveLength(5);
    expect(insurers[3]).toEqual({
      name: '中国大地财产保险股份有限公司重庆分公司',
      address: '服务地点：南岸区、九龙坡区、大足区、长寿区、巫溪县、彭水县、武隆区、重庆高新区',
    });
  });
});

describe('龙岗烈士陵园片区房屋征收签约', () => {
  const { elements } = draftOf('dzq-zs');

  it('tells what to bring, the steps, where, when and whom to call', () => {
    expect(elements.materials![0]!.value.map(({ name }) => name)).toHaveLength(6);
    expect(elements.process![0]!.value.map(({ text }) => text)).toEqual([
      '确认证件',
      '签订协议',
      '腾空交房',
      '领取房屋补偿费',
    ]);
    expect(elements.locations![0]!.value[0]!.name).toBe('大足区龙岗街道翠屏社区办公室');
    expect(elements.consultPhones![0]!.value[0]!.number).toBe('13983240096');
    expect(elements.serviceHours![0]!.value).toBe('09:00—18:00');
    expect(elements.conditions![0]).toMatchObject({ validFrom: '2021-03-26', validTo: '2021-05-25' });
    expect(elements.standard![0]!.value).toContain('提前签约搬迁奖励：住宅 200 元/户·日');
  });
});
