import type { StaffPage } from '../../pages.js';

/** Pages of the catalogue desk. */
export const cataloguePages: StaffPage[] = [
  {
    path: '/catalogue',
    title: '目录台',
    action: 'catalogue.read',
    nav: '目录台',
    load: () => import('./CataloguePage.vue'),
  },
];
