import type { Snapshot, SourceRef } from '../catalogue/snapshot.js';

/** A number that a source of the catalogue gives for a whole line of work. */
export interface Hotline {
  number: string;
  /** Words of an agency that it answers for. */
  words: RegExp;
  /** What it is for, as a resident says it. */
  purpose: string;
  /** Where its source holds. */
  regionCode: string;
  source: SourceRef;
}

/** Each counts only while the catalogue has the row or guide that states it. */
const STATED: readonly (Pick<Hotline, 'number' | 'words' | 'purpose'> & { key: string })[] = [
  {
    number: '12333',
    words: /人社|人力社保|人力资源|社会保险|社保/,
    purpose: '人力资源和社会保障服务热线，就业、社保、劳动关系、工资方面的事可以打',
    key: 'cq135-019',
  },
  {
    number: '12329',
    words: /公积金/,
    purpose: '住房公积金热线，公积金方面的事可以打',
    key: 'guide-gjj-personal-query-cq',
  },
  {
    number: '12348',
    words: /司法|法律援助/,
    purpose: '法律咨询热线，法律问题和法律援助可以打',
    key: 'guide-sf-aid-more-cq',
  },
  {
    number: '12319',
    words: /城管|城市管理/,
    purpose: '城市管理热线，市容环境、市政设施、照明灯饰、占道经营等问题可以打',
    key: 'dzq-zdpyc-033',
  },
];

/** @returns the hotlines whose source the catalogue holds and whose number stands in it. */
export function hotlinesOf({ items }: Snapshot): Hotline[] {
  const found: Hotline[] = [];
  for (const { implementations } of items)
    for (const { sources, elements, regionCode } of implementations)
      for (const [place, source] of sources.entries()) {
        const hotline = STATED.find(({ key }) => key === source.key);
        if (!hotline || found.some(({ number }) => number === hotline.number)) continue;
        const statements = Object.values(elements)
          .flat()
          .filter((statement) => statement.source === place && statement.confidence !== 'low');
        if (JSON.stringify(statements).includes(hotline.number))
          found.push({ ...hotline, regionCode, source });
      }
  return found;
}
