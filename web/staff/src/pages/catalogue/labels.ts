import type {
  AdditionContent,
  DifferenceKind,
  DraftStatus,
  DraftSummary,
  ImportJob,
  QuestionChange,
  Source,
} from './catalogue-api.js';

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

export const DRAFT_KIND: Record<DraftSummary['kind'], string> = {
  edit: '修改条目',
  import: '导入清单',
  language: '补充说法',
};

export const ADDITION_KIND: Record<AdditionContent['kind'], string> = {
  wording: '问法',
  synonym: '同义词',
  notOurs: '不归我们管',
};

/** Whose matters a draft is about. */
export function placeWords({ kind, regionName, agency }: DraftSummary): string {
  if (agency !== null) return `${regionName} · ${agency}`;
  return kind === 'import' ? `${regionName} · 整份清单` : regionName;
}

const ELEMENT: Readonly<Record<string, string>> = {
  content: '办什么',
  standard: '标准',
  conditions: '受理条件',
  materials: '申请材料',
  location: '办理地点',
  hours: '办理时间',
  phone: '咨询电话',
  fee: '收费',
  timeLimit: '办理时限',
  process: '办理流程',
  online: '网上办理',
  basis: '设定依据',
  result: '办理结果',
  faq: '常见问题',
  complaint: '投诉举报',
  progress: '办理进度',
};

/** The part of an answer that a correction is about. */
export function elementWords(element: string | null): string {
  return element === null ? '整个事项' : (ELEMENT[element] ?? element);
}

/** An answer on one line. */
export function gotWords({ kind, first }: QuestionChange['before']): string {
  return `${ANSWER_KIND[kind] ?? kind}${first ? `：${first}` : ''}`;
}

/** A source on one line. */
export function sourceLine(source: Source | null): string {
  if (!source) return '无出处';
  const { title, docNumber, date, table, seq } = source;
  return [`《${title}》`, docNumber, date, table, seq ? `第${seq}项` : null].filter(Boolean).join(' · ');
}

/** A time as people at the desk read it. */
export function localTime(iso: string): string {
  return new Date(iso).toLocaleString('zh-CN', { hour12: false, timeZone: 'Asia/Shanghai' });
}

/** A share as percent with one decimal. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
