import type { Notice } from '../../entities/notice.js';
import type { StaffAccount } from '../../entities/staff-account.js';
import type { Asker } from '../ask.js';
import { findItem } from '../catalogue/queries.js';
import type { Snapshot } from '../catalogue/snapshot.js';
import { beijingClock } from '../clock.js';
import { ForbiddenError } from '../errors.js';
import type { Route } from '../http/route.js';
import { showNotice } from '../notices/show-notice.js';
import type { Staff } from '../staff/staff.js';
import { defineStaffRoute } from '../staff/staff-route.js';
import { checkNotice, itemsIn, type NoticeContent, scopesOf } from './check-notice.js';
import type { Notices } from './notices.js';
import {
  changeNoticeRequest,
  noticeParams,
  noticeRequest,
  noticesResult,
  noticeView,
  previewRequest,
  previewResult,
  withdrawRequest,
} from './schemas.js';

const PATH = '/api/v1/staff/notices';
const action = 'notice.manage';

export interface NoticeDesk {
  staff: Staff;
  notices: Notices;
  snapshot(): Snapshot;
  asker: Pick<Asker, 'answerOf'>;
  now(): Date;
}

/** Posting, changing and withdrawing notices over matters. */
export function noticeRoutes(desk: NoticeDesk): Route[] {
  const { staff, notices, snapshot, now } = desk;
  const basics = { tag: '目录台', action, needsCatalogue: true } as const;
  const view = (notice: Notice, account: StaffAccount) => present(desk, notice, account);
  const assertMay = (account: StaffAccount, notice: NoticeContent): void => {
    if (!mayManage(desk, account, notice)) throw new ForbiddenError();
  };
  return [
    defineStaffRoute(staff, {
      ...basics,
      method: 'GET',
      path: PATH,
      summary: '通知：将要、正在有效的和最近过期的',
      response: noticesResult,
      async handle({ account }) {
        return { notices: (await notices.list()).map((notice) => view(notice, account)) };
      },
    }),
    defineStaffRoute(staff, {
      ...basics,
      method: 'POST',
      path: PATH,
      summary: '发一条通知；保存后各渠道立即可见',
      body: noticeRequest,
      response: noticeView,
      status: 201,
      async handle({ body, account }) {
        const content = checkNotice(body, snapshot(), now());
        assertMay(account, content);
        return view(await notices.post(account.name, content), account);
      },
    }),
    defineStaffRoute(staff, {
      ...basics,
      method: 'PUT',
      path: `${PATH}/:id`,
      summary: '修改一条通知',
      params: noticeParams,
      body: changeNoticeRequest,
      response: noticeView,
      async handle({ params: { id }, body: { version, ...body }, account }) {
        assertMay(account, await notices.get(id));
        const content = checkNotice(body, snapshot(), now());
        assertMay(account, content);
        return view(await notices.edit(account.name, id, version, content), account);
      },
    }),
    defineStaffRoute(staff, {
      ...basics,
      method: 'POST',
      path: `${PATH}/:id/withdrawal`,
      summary: '撤回一条通知；各渠道立即不再显示',
      params: noticeParams,
      body: withdrawRequest,
      response: noticeView,
      async handle({ params: { id }, body: { version }, account }) {
        assertMay(account, await notices.get(id));
        return view(await notices.withdraw(account.name, id, version), account);
      },
    }),
    defineStaffRoute(staff, {
      ...basics,
      method: 'POST',
      path: `${PATH}/preview`,
      summary: '预览：居民在各渠道看到的样子；不保存',
      body: previewRequest,
      response: previewResult,
      handle: ({ body: { item, ...body } }) => preview(desk, checkNotice(body, snapshot(), now()), item),
    }),
  ];
}

function mayManage({ staff, snapshot }: NoticeDesk, account: StaffAccount, notice: NoticeContent): boolean {
  return scopesOf(notice, snapshot()).every((scope) => staff.may(account, action, scope));
}

/** The notice above the answer about one matter it touches, as `ask()` would give it. */
function preview({ snapshot, asker }: NoticeDesk, content: NoticeContent, itemId: string | undefined) {
  const shown = showNotice(content, snapshot().regions);
  const touched = itemsIn(content, snapshot());
  const item = touched.find(({ id }) => id === itemId) ?? touched[0];
  const answer = item && asker.answerOf(item.id, content.regionCode ?? undefined, 'overview', [shown]);
  if (!answer)
    return { line: shown.line, item: null, reply: shown.line, speech: shown.line, sms: shown.line };
  const { name, reply, speech, sms } = answer;
  return { line: shown.line, item: { id: item.id, name }, reply, speech, sms };
}

function present(desk: NoticeDesk, notice: Notice, account: StaffAccount) {
  const { itemIds, regionCode: _, ...own } = notice;
  const snapshot = desk.snapshot();
  const { label, line, region } = showNotice(notice, snapshot.regions);
  return {
    ...own,
    label,
    line,
    region,
    items: itemIds.map((id) => ({ id, name: findItem(snapshot, id)?.name ?? '已不在目录里' })),
    from: beijingClock(notice.from),
    until: beijingClock(notice.until),
    state: stateOf(notice, desk.now().toISOString()),
    mayEdit: notice.withdrawnAt === null && mayManage(desk, account, notice),
  };
}

function stateOf({ withdrawnAt, from, until }: Notice, now: string) {
  if (withdrawnAt !== null) return 'withdrawn' as const;
  if (until <= now) return 'past' as const;
  return from <= now ? ('current' as const) : ('future' as const);
}
