import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../src/answer/source-scope.js';
import { loadRegions } from '../../src/catalogue/load-regions.js';
import { sourceOf } from './factories.js';

const regions = loadRegions();
const GOV = 'https://rlsbj.cq.gov.cn/a.html';
const PAGE = 'https://example.org/a.html';

/** Scope of a guide for 重庆 with this title. */
function scopeOfTitle(
  title: string,
  { url = PAGE, key = 'guide-x', ...statement }: Record<string, string> = {},
) {
  return scopeOf(statement, { ...sourceOf(key), title, url }, '500000', regions);
}

describe('where a source holds', () => {
  it.each([
    ['南岸区民政局：低保办理指南', '南岸区', '500108'],
    ['转铜梁：个人最高50万、小微600万', '铜梁区', '500151'],
    ['渝中府办〔2023〕56号 残疾儿童康复救助实施细则（镜像）', '渝中区', '500103'],
    ['重庆市綦江区烟草专卖局可新办许可证数量公告', '綦江区', '500110'],
    ['泸州市惠民政策一本通', '泸州市', '510500'],
    ['重庆高新区：养老政策', '重庆高新区', null],
    ['漳平市政府知识库：残疾人证材料', '漳平市', null],
  ])('%s is text of %s', (title, name, code) => {
    expect(scopeOfTitle(title)).toEqual({ kind: 'place', name, code });
  });

  it('is the city where its own body, document number or regulation says so', () => {
    for (const title of ['大足区民政局转发渝民规〔2025〕6号 社会救助保障标准', '重庆市优化营商环境条例'])
      expect(scopeOfTitle(title)).toEqual({ kind: 'whole' });
    const official = '重庆市市场监管局关于登记工作的通知（荣昌区政府网）';
    expect(scopeOfTitle(official, { url: GOV })).toEqual({ kind: 'whole' });
    expect(scopeOfTitle('市民政局清单', { key: 'cq135-050' })).toEqual({ kind: 'whole' });
  });

  it('is the nation where it is a law, or the keeper notes that the rule is', () => {
    expect(scopeOfTitle('中华人民共和国户口登记条例')).toEqual({ kind: 'nation' });
    expect(scopeOfTitle('驻马店市政府：护士注册', { note: '全国统一许可；来源为外省指南' })).toEqual({
      kind: 'nation',
    });
    // Said of a part only.
    const part = { note: '条件和期限出自全国性法规，达州市同样适用' };
    expect(scopeOfTitle('重庆南岸区营业执照办理指南', part)).toMatchObject({ name: '南岸区' });
  });

  it('is not known of reposts and city guides, however the city is named in them', () => {
    for (const title of ['2017重庆新生儿落户政策（转载）', '重庆本地宝：社保卡补换'])
      expect(scopeOfTitle(title, { confidence: 'medium' })).toEqual({ kind: 'unsure' });
    expect(scopeOfTitle('交管12123流程图解', { url: GOV })).toEqual({ kind: 'unsure' });
  });

  it('is the part of the city that the situation names', () => {
    expect(scopeOfTitle('公租房申请指南', { situation: '重庆中心城区公租房' })).toMatchObject({
      name: '重庆中心城区',
    });
  });
});
