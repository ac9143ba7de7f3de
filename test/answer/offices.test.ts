import { describe, expect, it } from 'vitest';
import { splitAgencies } from '../../src/answer/offices.js';
import type { ImplementationRecord, SourceRef } from '../../src/catalogue/snapshot.js';
import { implementation, matterIn, sourceOf } from './factories.js';

const led: SourceRef = {
  ...sourceOf('cq-050'),
  row: { 服务项目: '某事', 牵头责任单位: '市民政局、市财政局' },
};

/** The office of a matter of this region's list, told by agencies and the sources that name them. */
function officeOf(
  agencies: readonly (readonly [agency: string, source: SourceRef])[],
  { at = '500111', ...more }: Partial<ImplementationRecord> & { at?: string } = {},
) {
  const agency = agencies.map(([value], source) => ({ value, source }));
  const sources = agencies.map(([, source]) => source);
  const record = implementation({ agency }, { regionCode: '500000', sources, ...more });
  return matterIn(at, [record]).office;
}

describe('the agencies of a cell', () => {
  it.each([
    ['区县民政局/乡镇（街道）', ['区县民政局', '乡镇（街道）']],
    ['城市管理局（大足区为区城管局、经开区建设局）', ['城市管理局（大足区为区城管局、经开区建设局）']],
    ['重庆市/区县法律援助中心', ['重庆市、区县法律援助中心']],
    ['达州市/县（市、区）仲裁机构', ['达州市、县（市、区）仲裁机构']],
    ['市民政局、\n市财政局、', ['市民政局', '市财政局']],
  ])('%j are %j', (cell, bodies) => expect(splitAgencies(cell)).toEqual(bodies));
});

describe('the office of a matter', () => {
  it('is one that handles it before one that only leads, though the lead is printed in the official list', () => {
    expect(officeOf([['市民政局、市财政局', led]])).toMatchObject({
      leadsOnly: true,
      bodies: ['重庆市民政局', '重庆市财政局'],
    });
    const both = officeOf([
      ['市民政局、市财政局', led],
      ['区县医疗保障局', sourceOf('guide-x', '2020-01-01')],
    ]);
    expect(both).toMatchObject({ leadsOnly: false, bodies: ['区县医疗保障局'] });
  });

  it('names bodies near to residents before the city’s, also where a newer page names the city’s alone', () => {
    const office = officeOf([
      ['重庆市人力社保局/区县人力社保局/乡镇（街道）', sourceOf('guide-a', '2020-01-01')],
      ['重庆市人力社保局', sourceOf('guide-b', '2024-01-01')],
    ]);
    expect(office?.bodies).toEqual(['区县人力社保局', '乡镇（街道）', '重庆市人力社保局']);
  });

  it('keeps a cell that is a sentence, and knows its bodies', () => {
    expect(officeOf([['居住地残联受理，户籍地县（市、区）残联审核', sourceOf('guide-x')]])).toMatchObject({
      sentence: true,
      bodies: ['居住地残联', '户籍地县（市、区）残联'],
    });
  });

  it('does not take 市场监管局 for a body of the city', () => {
    expect(officeOf([['市场监督管理局', sourceOf('guide-x')]])?.bodies).toEqual(['市场监督管理局']);
  });
});
