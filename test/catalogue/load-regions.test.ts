import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRegions } from '../../src/catalogue/load-regions.js';

describe('the regions that ship', () => {
  const tree = loadRegions();
  const children = (parent: string, level: string) =>
    tree.all.filter((region) => region.parent === parent && region.level === level);

  it('cover every province, and 重庆 and 四川 down to the county', () => {
    expect(children('100000', 'province')).toHaveLength(34);
    const chongqing = children('500000', 'county').map((region) => region.name);
    expect(chongqing.filter((name) => name.endsWith('区'))).toHaveLength(26);
    expect(chongqing.filter((name) => name.endsWith('自治县'))).toHaveLength(4);
    expect(chongqing).toHaveLength(38);
    expect(children('510000', 'city')).toHaveLength(21);
    expect(
      tree.all.filter((region) => region.level === 'county' && region.code.startsWith('51')),
    ).toHaveLength(183);
  });

  it('hold the towns of 大足, 垫江 and 万州', () => {
    const dazu = children('500111', 'town').map((region) => region.name);
    expect(dazu).toHaveLength(27);
    // 镇街 as the district's own list of 2021 prints them.
    const printed =
      '棠香街道 龙岗街道 通桥街道 智凤街道 龙水镇 邮亭镇 宝顶镇 万古镇 珠溪镇 中敖镇 三驱镇 石马镇 雍溪镇 玉龙镇 宝兴镇 拾万镇 铁山镇 回龙镇 国梁镇 金山镇 高升镇 季家镇 龙石镇 高坪镇 古龙镇';
    expect(printed.split(' ').filter((name) => !dazu.includes(name))).toEqual([]);
    expect(children('500231', 'town')).toHaveLength(26);
    expect(children('500101', 'town')).toHaveLength(52);
  });

  it.each([
    ['大足', '500111'],
    ['垫江县', '500231'],
    ['万州', '500101'],
    ['达县', '511703'],
    ['宣汉', '511722'],
    ['彭水', '500243'],
    ['龙水', '500111100'],
    ['500000', '500000'],
  ])('resolve %s to %s', (name, code) => {
    expect(tree.resolve(name)?.code).toBe(code);
  });

  it('keep every region that shares a name, higher levels first', () => {
    expect(tree.findByName('市中区').map((region) => region.code)).toEqual(['511002', '511102']);
    expect(tree.findByName('阿坝').map((region) => region.level)).toEqual(['city', 'county']);
    expect(tree.findByName('高坪').map((region) => region.level)).toEqual(['county', 'town']);
  });

  it('take no ordinary word and no single character for a place', () => {
    expect(tree.names().filter((name) => name.length < 2)).toEqual([]);
    for (const word of ['长寿', '安居', '太平', '高升', '拾万', '中国', '台湾', '嘉陵', '石棉'])
      expect(tree.findByName(word), word).toEqual([]);
  });

  it('lead from a town up to the nation', () => {
    expect(tree.pathOf('500111100')).toEqual(['500111100', '500111', '500000', '100000']);
    expect(tree.pathOf('511722')).toEqual(['511722', '511700', '510000', '100000']);
    expect(tree.covers('500000', '500231')).toBe(true);
    expect(tree.covers('510000', '500231')).toBe(false);
  });
});

describe('a faulty list of regions', () => {
  it.each([
    ['code,name\n', ':1: expected the header'],
    ['100000,国,,nation,\n500000,重庆市,,city,999999\n', ':3: parent 999999'],
    ['100000,国,,nation,\n100000,国,,nation,\n', ':3: code 100000 is given twice'],
    ['100000,国,,planet,\n', ':2: unknown level planet'],
    ['100000,国\n', ':2: expected five fields'],
  ])('is refused by line: %j', (body, message) => {
    const folder = mkdtempSync(join(tmpdir(), 'wenban-regions-'));
    const file = join(folder, 'regions.csv');
    writeFileSync(file, body.startsWith('code') ? body : `code,name,shortNames,level,parent\n${body}`);
    try {
      expect(() => loadRegions(file)).toThrow(message);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
