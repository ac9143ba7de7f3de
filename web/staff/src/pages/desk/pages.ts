import type { StaffPage } from '../../pages.js';

/** Pages of the hotline desk. */
export const deskPages: StaffPage[] = [
  {
    path: '/desk',
    title: '话务台',
    action: 'desk.use',
    nav: '话务台',
    withoutStore: true,
    load: () => import('./DeskPage.vue'),
  },
];
