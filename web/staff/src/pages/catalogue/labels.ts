import type { DifferenceKind, DraftStatus, ImportJob, Source } from './catalogue-api.js';

export const DRAFT_STATUS: Record<DraftStatus, string> = {
  draft: '草稿',
  inReview: '待审核',
  approved: '待发布',
  published: '已发布',
  discarded: '已放弃',
};

export const STEPS: Record<string, string> = {
  created: '新建',
  saved: '保存',
  submitted: '提交审核',
  returned: '退回',
  approved: '审核通过',
  published: '发布',
  discarded: '放弃',
};

export const JOB_STATUS: Record<ImportJob['status'], string> = {
  waiting: '排队中',
  reading: '读取中',
  ready: '待取舍',
  failed: '未读成',
  drafted: '已建草稿',
  discarded: '已放弃',
};

export const DIFFERENCE: Record<DifferenceKind, string> = {
  removed: '取消',
  devolved: '下放',
  updated: '变更要素',
  created: '新增',
};

export const ANSWER_KIND: Record<string, string> = {
  answer: '直接答复',
  clarify: '反问',
  none: '答“没有”',
  chat: '闲聊',
  handoff: '转人工',
  emergency: '紧急提示',
  eligibility: '资格询问',
  lifeEvent: '一件事',
};

/** A source on one line. */
export function sourceLine(source: Source | null): string {
  if (!source) return '无出处';
  const { title, docNumber, date, table, seq } = source;
  return [`《${title}》`, docNumber, date, table, seq ? `第${seq}项` : null].filter(Boolean).join(' · ');
}

/** A time as people at the desk read it. */
export function localTime(iso: string): string {
  return new Date(iso).toLocaleString('zh-CN', { hour12: false });
}

/** A share as percent with one decimal. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
