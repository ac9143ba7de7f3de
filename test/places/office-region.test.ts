import { describe, expect, it } from 'vitest';
import { RegionTree } from '../../src/catalogue/regions.js';
import { officeRegion, officesFor } from '../../src/places/office-region.js';
import { region } from './factories.js';

const regions = new RegionTree([
  region('511700', '达州市', 'city', null),
  region('511703', '达川区', 'county', '511700'),
  region('511722', '宣汉县', 'county', '511700'),
  region('511725', '渠县', 'county', '511700'),
  region('500111', '大足区', 'county', null),
]);
const offices = [
  { name: '行政审批局综合窗口', address: '达州市达川区某街道某大道1号' },
  { name: '达州市公安局', address: '达州市达川区某街92号' },
  { name: '户口所在地派出所' },
  { name: '渠县公安局', address: '渠县某路2号' },
];

describe('the region of an office', () => {
  it.each([
    ['行政审批局综合窗口', '达州市达川区某街道某大道1号', '511703'],
    ['达州市公安局', '达州市达川区某街92号', '511700'],
    ['户口所在地派出所', null, null],
    ['达州市内任一公安派出所', null, null],
    ['达州市各区县公安局', null, null],
    ['大足区公安局', null, null],
  ])('of %s at %s is %s', (name, address, code) => {
    expect(officeRegion({ name, address }, '511700', regions)).toBe(code);
  });
});

describe('the offices of a city’s list', () => {
  const namesFor = (regionCode: string) =>
    officesFor(offices, (office) => office, regionCode, '511700', regions).map(({ name }) => name);

  it('are, for a county, its own, then those of no county, then the city’s; a neighbour’s never', () => {
    expect(namesFor('511725')).toEqual(['渠县公安局', '户口所在地派出所', '达州市公安局']);
    expect(namesFor('511722')).toEqual(['户口所在地派出所', '达州市公安局']);
  });

  it('are all there for somebody who named the city, its own first', () => {
    expect(namesFor('511700')).toEqual([
      '达州市公安局',
      '户口所在地派出所',
      '行政审批局综合窗口',
      '渠县公安局',
    ]);
  });
});
