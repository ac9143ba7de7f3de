import type { CatalogueDraft } from '../../../entities/catalogue-draft.js';
import type { StaffAccount } from '../../../entities/staff-account.js';
import type { Route } from '../../http/route.js';
import { defineStaffRoute } from '../../staff/staff-route.js';
import type { DeskParts } from '../desk-parts.js';
import { nameOf } from '../drafts.js';
import { findEntry } from '../entry.js';
import { saveLanguageRequest } from '../language-schemas.js';
import type { Preview } from '../preview-entry.js';
import { askedOf } from '../questions/asked-of.js';
import {
  draftsQuery,
  draftsResult,
  draftView,
  idParams,
  previewRequest,
  previewView,
  saveDraftRequest,
  stepRequest,
} from '../schemas.js';
import { presentDraft, presentWholeDraft } from '../views.js';

const tag = '目录台';
const PATH = '/api/v1/staff/catalogue/drafts';

/** Drafts from their first line to approval. */
export function draftRoutes({ staff, drafts, language, ds, runner, today }: DeskParts): Route[] {
  const present = async (draft: CatalogueDraft, keeper: StaffAccount) => {
    const entry = draft.kind === 'edit' ? await findEntry(ds.manager, nameOf(draft)) : null;
    const asked = await askedOf(ds.manager, [draft.id]);
    return presentWholeDraft(draft, entry?.record ?? null, { staff, keeper }, asked);
  };
  return [
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.read',
      method: 'GET',
      path: PATH,
      summary: '未结束的草稿，或某一状态的草稿',
      query: draftsQuery,
      response: draftsResult,
      async handle({ query, account }) {
        const list = await drafts.list(account, query);
        return { drafts: list.map((draft) => presentDraft(draft, { staff, keeper: account })) };
      },
    }),
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.read',
      method: 'GET',
      path: `${PATH}/:id`,
      summary: '一份草稿，与已发布内容对照',
      params: idParams,
      response: draftView,
      async handle({ params, account }) {
        return present(await drafts.get(account, params.id), account);
      },
    }),
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.edit',
      method: 'PUT',
      path: `${PATH}/:id`,
      summary: '保存草稿；version 不是最新时不写入，返回 409 和不同之处',
      params: idParams,
      body: saveDraftRequest,
      response: draftView,
      async handle({ params, body: { version, changes, rebase }, account }) {
        return present(await drafts.saveEdit(account, params.id, version, changes, rebase), account);
      },
    }),
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.edit',
      method: 'PUT',
      path: `${PATH}/:id/language`,
      summary: '保存补充的问法、同义词或话题；version 不是最新时不写入，返回 409',
      params: idParams,
      body: saveLanguageRequest,
      response: draftView,
      async handle({ params, body: { version, ...given }, account }) {
        return present(await language.save(account, params.id, version, given), account);
      },
    }),
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.read',
      method: 'POST',
      path: `${PATH}/:id/steps`,
      summary: '提交审核、通过、退回、撤回或放弃',
      params: idParams,
      body: stepRequest,
      response: draftView,
      async handle({ params, body: { version, step, note }, account }) {
        return present(await drafts.step(account, params.id, version, step, note || null), account);
      },
    }),
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.read',
      method: 'POST',
      path: `${PATH}/:id/preview`,
      summary: '预览：发布这份草稿后，居民在各渠道看到的答复',
      params: idParams,
      body: previewRequest,
      response: previewView,
      async handle({ params, body: { question, day = today() }, account }) {
        const { id: draftId, regionCode } = await drafts.get(account, params.id);
        const request = { draftId, question, regionCode, day };
        return (await runner.run({ kind: 'preview', request })) as Preview;
      },
    }),
  ];
}
