import type { Elements, FieldKey, Statement } from '../../entities/elements.js';
import type { ImplementationRecord } from '../catalogue/snapshot.js';
import type { HsdsService } from './schema.js';

type Situation = NonNullable<HsdsService['x_situations']>[number];

/** 办理情形: what holds in one situation only, e.g. the papers for 租房提取, in the order the sources name them. */
export function situationsOf(implementation: ImplementationRecord | undefined): Situation[] {
  if (!implementation) return [];
  const { elements } = implementation;
  const names = Object.values(elements).flatMap((all) =>
    all.flatMap(({ situation, confidence }) => (situation && confidence !== 'low' ? [situation] : [])),
  );
  return [...new Set(names)].map((name) => {
    const parts = {
      conditions: valuesIn(elements, 'conditions', name).flat(),
      documents: valuesIn(elements, 'materials', name).flatMap((papers) => papers.map((paper) => paper.name)),
      steps: valuesIn(elements, 'process', name).flatMap((steps) => steps.map(({ text }) => text)),
      fees: valuesIn(elements, 'feeStandard', name).flatMap((fees) => fees.map(({ text }) => text)),
    };
    return { name, ...Object.fromEntries(Object.entries(parts).filter(([, lines]) => lines.length > 0)) };
  });
}

function valuesIn<K extends FieldKey>(
  elements: Elements,
  key: K,
  name: string,
): NonNullable<Elements[K]>[number]['value'][] {
  const statements = (elements[key] ?? []) as Statement<NonNullable<Elements[K]>[number]['value']>[];
  return statements
    .filter(({ situation, confidence }) => situation === name && confidence !== 'low')
    .map(({ value }) => value);
}
