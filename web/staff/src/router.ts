import { createRouter, createWebHistory, type Router } from 'vue-router';
import { homePath, mayOpen } from './access.js';
import ForbiddenPage from './components/ForbiddenPage.vue';
import LoginPage from './pages/login/LoginPage.vue';
import { pages, type StaffPage } from './pages.js';
import { loadSession, session } from './session.js';

/** Makes the addresses of all pages, each behind the question whether one may. */
export function createStaffRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: [
      { path: '/staff', redirect: homePath },
      { path: '/staff/login', component: LoginPage, meta: { title: '登录' } },
      { path: '/staff/forbidden', component: ForbiddenPage, meta: { title: '没有权限' } },
      ...pages.map((page) => ({ path: page.path, component: page.load, meta: { title: page.title, page } })),
      { path: '/:rest(.*)*', redirect: homePath },
    ],
  });
  router.beforeEach(async (to) => {
    if (session.status === 'unknown') await loadSession();
    const page = to.meta.page as StaffPage | undefined;
    if (!page) return true;
    if (mayOpen(page)) return true;
    return session.status === 'in'
      ? { path: '/staff/forbidden' }
      : { path: '/staff/login', query: { next: to.fullPath } };
  });
  router.afterEach((to) => {
    document.title = `${String(to.meta.title ?? '')} · 问办工作台`;
  });
  return router;
}
