import { describe, expect, it } from 'vitest';
import { loadRegions } from '../../src/catalogue/load-regions.js';
import { regionOfAddress } from '../../src/places/region-of-address.js';

const regions = loadRegions();
const nameOf = (address: string) => regionOfAddress(address, regions)?.name ?? null;

describe('an address', () => {
  it.each([
    ['重庆市大足区', '大足区'],
    ['重庆市大足区棠香街道北环二路东段1号', '棠香街道'],
    ['中国重庆市 垫江县 桂溪街道', '桂溪街道'],
    ['重庆大足区龙水镇', '龙水镇'],
    ['四川省达州市通川区', '通川区'],
  ])('(%s) lies in %s', (address, name) => {
    expect(nameOf(address)).toBe(name);
  });

  it.each([
    ['no more than a city', '重庆市'],
    ['a short name', '重庆市大足石刻'],
    ['a shop', '垫江豆花（大足店）'],
    ['a district without what is above it', '大足区人民医院'],
    ['a street of that name', '重庆市渝北区大足路1号'.replace('重庆市渝北区', '贵阳市')],
    ['two districts', '重庆市渝北区金开大道重庆市大足区招商处'],
    ['nothing', ''],
  ])('that names %s tells nothing for sure: %s', (_, address) => {
    expect(nameOf(address)).toBeNull();
  });
});
