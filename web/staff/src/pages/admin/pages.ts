import type { StaffPage } from '../../pages.js';

/** Accounts, channels, the audit log, and one's own account. */
export const adminPages: StaffPage[] = [
  {
    path: '/staff/accounts',
    title: '账号管理',
    action: 'account.manage',
    nav: '账号',
    load: () => import('./AccountsPage.vue'),
  },
  {
    path: '/staff/channels',
    title: '渠道',
    action: 'channel.manage',
    nav: '渠道',
    load: () => import('./ChannelsPage.vue'),
  },
  {
    path: '/staff/audit',
    title: '审计记录',
    action: 'audit.read',
    nav: '审计',
    load: () => import('./AuditPage.vue'),
  },
  {
    path: '/staff/me',
    title: '我的账号',
    action: null,
    load: () => import('./OwnAccountPage.vue'),
  },
];
