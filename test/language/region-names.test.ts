import { describe, expect, it } from 'vitest';
import { loadRegions } from '../../src/catalogue/load-regions.js';
import { RegionNames } from '../../src/language/region-names.js';

const NATION = '100000';
const names = new RegionNames(loadRegions(), ['500000', '500111', '500231', '511700', NATION]);

describe('regions of a question', () => {
  it.each([
    ['低保怎么申请 我在达州', '达州市'],
    ['我们大竹的低保怎么申请', '大竹县'],
    ['重庆大足的居住证', '大足区'],
    ['嗯我是外地来达州打工的公租房能不能申请', '达州市'],
    ['我从垫江过来 在大足租房', '大足区'],
    ['我人搬到垫江了 社保卡要换新的', '垫江县'],
    ['嫁到大足十几年了 户口没迁', '大足区'],
  ])('%s is about %s', (text, name) => {
    expect(names.find(text).region?.name).toBe(name);
  });

  it.each([
    '我老汉从达州过来带娃',
    '想转到重庆主城的大医院',
    '儿子从大足搬到垫江那边去住',
    '换工作到成都了 想把医保关系转过去',
    '考公务员要无犯罪证明 我人在成都上班回不去',
    '我是贵州过来打工的 居住证怎么办',
    '广州的驾照在这边换得了不',
    '贵阳的医保想转回来',
    '兰州拉面馆开业要办啥证',
    '社保卡丢了怎么补',
  ])('%s names no region whose rules are asked for', (text) => {
    expect(names.find(text)).toMatchObject({ region: null, foreign: null });
  });

  it.each([
    ['成都的公租房怎么申请', '成都市'],
    ['那成都呢', '成都市'],
    ['贵阳的公租房怎么摇号', '贵阳市'],
    ['广州的社保断缴了在那边怎么补', '广州市'],
    ['在成都怎么办居住证', '成都市'],
  ])('%s asks for the rules of a place that is not served', (text, name) => {
    expect(names.find(text)).toMatchObject({ region: null, foreign: { name } });
  });

  it('takes served names out of the text and leaves the others', () => {
    expect(names.find('达州低保怎么申请').rest).toBe('低保怎么申请');
    expect(names.find('我从达州过来 低保怎么申请').rest).toContain('达州');
    expect(names.find('我从达州过来 达州的低保怎么申请').rest).toBe('我从达州过来  的低保怎么申请');
  });
});
