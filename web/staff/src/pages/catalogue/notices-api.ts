import type { NoticePreview, NoticeRequest, NoticeView } from '../../../../../src/notice-desk/schemas.js';
import { get, post, put, queryOf } from '../../api/client.js';

export type { NoticePreview, NoticeRequest, NoticeView };

const BASE = '/staff/notices';

/** Calls about notices; each throws the problem that the server tells. */
export const noticesApi = {
  list: () => get<{ notices: NoticeView[] }>(BASE),
  post: (body: NoticeRequest) => post<NoticeView>(BASE, body),
  edit: (id: string, version: number, body: NoticeRequest) =>
    put<NoticeView>(`${BASE}/${id}`, { ...body, version }),
  withdraw: (id: string, version: number) => post<NoticeView>(`${BASE}/${id}/withdrawal`, { version }),
  preview: (body: NoticeRequest) => post<NoticePreview>(`${BASE}/preview`, body),
  agencies: (region: string) => get<{ agencies: { name: string }[] }>(`/agencies${queryOf({ region })}`),
};

/** What staff choose among, the weightiest first. */
export const NOTICE_KIND_WORDS: Record<NoticeView['kind'], string> = {
  suspension: '停办',
  maintenance: '系统维护',
  payment: '缴费期',
  other: '其他',
};

/** Where and for what a notice holds, on one line. */
export function scopeWords({ region, scope, agency, items }: NoticeView): string {
  const place = region?.name ?? '各地';
  if (scope === 'all') return `${place}的全部事项`;
  if (scope === 'agency') return `${place}·${agency}的全部事项`;
  return `${place}：${items.map(({ name }) => name).join('、')}`;
}

/** 2026-12-01T09:00 as people read it. */
export function clockWords(clock: string): string {
  return clock.replace('T', ' ');
}
