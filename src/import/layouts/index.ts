import { benefitList } from './benefit-list.js';
import { catalogueList } from './catalogue-list.js';
import { implementationRows } from './implementation-rows.js';
import type { Layout } from './layout.js';
import { nearbyList } from './nearby-list.js';
import { oneVisitList } from './one-visit-list.js';
import { townshipList } from './township-list.js';

/** The official forms of table that can be read, one row a matter. */
export const LAYOUTS: readonly Layout[] = [
  catalogueList,
  townshipList,
  benefitList,
  nearbyList,
  oneVisitList,
  implementationRows,
];
