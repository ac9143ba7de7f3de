import type { Route } from '../../http/route.js';
import { defineStaffRoute } from '../../staff/staff-route.js';
import type { DeskParts } from '../desk-parts.js';
import {
  checkRequest,
  checksResult,
  checkView,
  idParams,
  publishRequest,
  publishResult,
} from '../schemas.js';
import { presentCheck } from '../views.js';

const tag = '目录台';
const PATH = '/api/v1/staff/catalogue/checks';

/** Checks before publication, and publication. */
export function releaseRoutes({ staff, ds, releases }: DeskParts): Route[] {
  return [
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.read',
      method: 'POST',
      path: PATH,
      summary: '检查发布几份草稿的影响：目录检查和评测问题，逐题对照',
      body: checkRequest,
      response: checkView,
      status: 202,
      async handle({ body, account }) {
        return presentCheck(ds.manager, await releases.check(account, body.drafts));
      },
    }),
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.read',
      method: 'GET',
      path: PATH,
      summary: '做过的发布检查，新的在前',
      response: checksResult,
      async handle({ account }) {
        return { checks: await releases.list(account) };
      },
    }),
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.read',
      method: 'GET',
      path: `${PATH}/:id`,
      summary: '一次检查的进度和结果',
      params: idParams,
      response: checkView,
      async handle({ params, account }) {
        return presentCheck(ds.manager, await releases.get(account, params.id));
      },
    }),
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.review',
      method: 'POST',
      path: `${PATH}/:id/publish`,
      summary: '发布检查过的草稿；有变差之处须写明原因',
      params: idParams,
      body: publishRequest,
      response: publishResult,
      async handle({ params, body: { note, reason }, account }) {
        return { revision: await releases.publish(account, params.id, note, reason ?? null) };
      },
    }),
  ];
}
