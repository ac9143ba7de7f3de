import type { StaffGrant, StaffRole } from '../../../../../entities/staff-account.js';
import type { AuditAction } from '../../../../../src/staff/audit/audit-action.js';

/** Roles as people here call them. */
export const ROLE_NAMES: Readonly<Record<StaffRole, string>> = {
  agent: '话务员',
  editor: '编辑',
  reviewer: '审核',
  administrator: '管理员',
};

/** @returns a grant as one line, e.g. 编辑（大足区；区民政局）. */
export function grantWords(grant: StaffGrant, regionName: (code: string) => string): string {
  const bounds = [grant.regions.map(regionName).join('、'), grant.agencies.join('、')].filter(Boolean);
  return ROLE_NAMES[grant.role] + (bounds.length === 0 ? '' : `（${bounds.join('；')}）`);
}

const ACTION_NAMES: Readonly<Record<AuditAction, string>> = {
  'account.create': '新建账号',
  'account.grants': '修改授权',
  'account.disable': '停用账号',
  'account.enable': '启用账号',
  'account.password': '修改密码',
  'account.unlock': '解除锁定',
  'account.totp_enrol': '申请动态验证码',
  'account.totp_confirm': '启用动态验证码',
  'account.totp_remove': '停用动态验证码',
  'channel.open': '恢复渠道',
  'channel.stop': '停止渠道',
  'import.upload': '上传清单',
  'import.compare': '重新比较清单',
  'import.discard': '放弃导入',
  'draft.create': '新建草稿',
  'draft.save': '保存草稿',
  'draft.submit': '提交审核',
  'draft.approve': '审核通过',
  'draft.return': '退回草稿',
  'draft.withdraw': '撤回草稿',
  'draft.discard': '放弃草稿',
  'catalogue.check': '检查发布影响',
  'catalogue.publish': '发布目录',
  'question.settle': '处理提问',
  'question.reopen': '重新打开提问',
  'correction.report': '提交纠错',
  'correction.settle': '办理纠错',
  'notice.post': '发通知',
  'notice.edit': '修改通知',
  'notice.withdraw': '撤回通知',
};

/** @returns an action of the audit log in Chinese; one that a later version wrote stays as it is. */
export function actionWords(action: string): string {
  return ACTION_NAMES[action as AuditAction] ?? action;
}

/** @returns an ISO time as people read it, in Beijing. */
export function timeWords(iso: string): string {
  return new Date(iso).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });
}
