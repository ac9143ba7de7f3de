import type { Route } from '../../http/route.js';
import { verifyAudit } from '../audit/verify-audit.js';
import { auditQuery, auditResult, auditVerdict } from '../schemas.js';
import type { Staff } from '../staff.js';
import { defineStaffRoute } from '../staff-route.js';

const tag = '审计';
/** The log is one for the whole deployment, so only who is bound to nothing reads it. */
const EVERYWHERE = { regionCode: null, agency: null };

/** Reading and verifying what staff changed. */
export function auditRoutes(staff: Staff): Route[] {
  return [
    defineStaffRoute(staff, {
      method: 'GET',
      path: '/api/v1/staff/audit',
      tag,
      summary: '审计记录，新的在前',
      action: 'audit.read',
      query: auditQuery,
      response: auditResult,
      async handle({ query: { before, limit }, account }) {
        staff.assertMay(account, 'audit.read', EVERYWHERE);
        return { entries: await staff.audit.list(Math.min(Math.max(limit, 1), 200), before) };
      },
    }),
    defineStaffRoute(staff, {
      method: 'GET',
      path: '/api/v1/staff/audit/verification',
      tag,
      summary: '校验审计链是否完整、未被改动',
      action: 'audit.read',
      response: auditVerdict,
      handle({ account }) {
        staff.assertMay(account, 'audit.read', EVERYWHERE);
        return verifyAudit(staff.dataSource);
      },
    }),
  ];
}
