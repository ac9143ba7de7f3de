import type { StaffPage } from '../../pages.js';

const action = 'catalogue.read' as const;

/** Pages of the catalogue desk. */
export const cataloguePages: StaffPage[] = [
  { path: '/catalogue', title: '目录台', action, nav: '目录台', load: () => import('./EntriesPage.vue') },
  {
    path: '/catalogue/entries/:itemId/:regionCode/:agencyId',
    title: '条目',
    action,
    load: () => import('./EntryPage.vue'),
  },
  { path: '/catalogue/imports', title: '导入', action, load: () => import('./ImportsPage.vue') },
  { path: '/catalogue/imports/:id', title: '导入预览', action, load: () => import('./ImportPage.vue') },
  { path: '/catalogue/drafts', title: '草稿与审核', action, load: () => import('./DraftsPage.vue') },
  { path: '/catalogue/drafts/:id', title: '草稿', action, load: () => import('./DraftPage.vue') },
  { path: '/catalogue/publish', title: '发布', action, load: () => import('./PublishPage.vue') },
  { path: '/catalogue/publish/:id', title: '发布检查', action, load: () => import('./CheckPage.vue') },
  { path: '/catalogue/revisions', title: '版本', action, load: () => import('./RevisionsPage.vue') },
  { path: '/catalogue/questions', title: '答不上的提问', action, load: () => import('./QuestionsPage.vue') },
  {
    path: '/catalogue/questions/:id',
    title: '一组提问',
    action,
    load: () => import('./QuestionGroupPage.vue'),
  },
  { path: '/catalogue/language', title: '补充的说法', action, load: () => import('./LanguagePage.vue') },
  {
    path: '/catalogue/corrections',
    title: '纠错',
    action: 'correction.settle',
    load: () => import('./CorrectionsPage.vue'),
  },
  {
    path: '/catalogue/notices',
    title: '通知',
    action: 'notice.manage',
    load: () => import('./NoticesPage.vue'),
  },
  {
    path: '/catalogue/figures',
    title: '统计',
    action: 'figures.read',
    load: () => import('./FiguresPage.vue'),
  },
];
