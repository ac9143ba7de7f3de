import { RegionUnknownError } from '../../errors.js';
import type { Route } from '../../http/route.js';
import { FIELD_HINTS } from '../../import/implementation-hints.js';
import { defineStaffRoute } from '../../staff/staff-route.js';
import type { DeskParts } from '../desk-parts.js';
import { PAGE_SIZE } from '../entries.js';
import { restoringChanges } from '../restore.js';
import {
  compareQuery,
  compareResult,
  draftView,
  entriesQuery,
  entriesResult,
  entryParams,
  entryView,
  openDraftRequest,
  revisionsResult,
} from '../schemas.js';
import { presentWholeDraft, regionName } from '../views.js';

const tag = '目录台';
const PATH = '/api/v1/staff/catalogue/entries';
const ONE = `${PATH}/:itemId/:regionCode/:agencyId`;

/** The catalogue in force as keepers see it. */
export function entryRoutes({ staff, entries, drafts, ds, today }: DeskParts): Route[] {
  const read = { tag, action: 'catalogue.read', method: 'GET' } as const;
  return [
    defineStaffRoute(staff, {
      ...read,
      path: PATH,
      summary: '实施清单的条目，不另排序时填写最少的在前',
      query: entriesQuery,
      response: entriesResult,
      async handle({ query: { region, ...query }, account }) {
        const found = region ? staff.regions.resolve(region) : null;
        if (region && !found) throw new RegionUnknownError(region);
        const list = await entries.list(account, { ...query, regionCode: found?.code });
        return {
          ...list,
          pageSize: PAGE_SIZE,
          entries: list.entries.map((entry) => ({
            ...entry,
            regionName: regionName(staff.regions, entry.regionCode),
          })),
        };
      },
    }),
    defineStaffRoute(staff, {
      ...read,
      path: ONE,
      summary: '一个条目的全部要素和出处',
      params: entryParams,
      response: entryView,
      async handle({ params, account }) {
        const { record, fields } = await entries.get(account, params);
        const { name, agency, sources, regionCode } = record;
        return {
          ...params,
          regionName: regionName(staff.regions, regionCode),
          name,
          agency,
          mayEdit: staff.may(account, 'catalogue.edit', { regionCode, agency }),
          sources,
          fields: fields.map((field) => ({ ...field, hint: FIELD_HINTS[field.field] })),
        };
      },
    }),
    defineStaffRoute(staff, {
      ...read,
      path: `${ONE}/revisions`,
      summary: '改动过这一条目的版本',
      params: entryParams,
      response: revisionsResult,
      async handle({ params, account }) {
        return { revisions: await entries.history(account, params) };
      },
    }),
    defineStaffRoute(staff, {
      ...read,
      path: `${ONE}/compare`,
      summary: '比较两个版本',
      params: entryParams,
      query: compareQuery,
      response: compareResult,
      async handle({ params, query: { from, to }, account }) {
        return { differences: await entries.compare(account, params, from, to) };
      },
    }),
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.edit',
      method: 'POST',
      path: `${ONE}/draft`,
      summary: '打开这一条目的草稿；没有就新建，可恢复到某一版',
      params: entryParams,
      body: openDraftRequest,
      response: draftView,
      async handle({ params, body: { restore }, account }) {
        let draft = await drafts.openEdit(account, params);
        if (restore !== undefined) {
          const changes = await restoringChanges(ds.manager, params, restore, today());
          draft = await drafts.saveEdit(account, draft.id, draft.version, changes, true);
        }
        const { record } = await entries.get(account, params);
        return presentWholeDraft(draft, record, { staff, keeper: account });
      },
    }),
    defineStaffRoute(staff, {
      ...read,
      path: '/api/v1/staff/catalogue/revisions',
      summary: '发布过的版本，新的在前',
      response: revisionsResult,
      async handle() {
        const all = await entries.revisions();
        return {
          revisions: all.map(({ number, publishedAt, note }) => ({ revision: number, publishedAt, note })),
        };
      },
    }),
  ];
}
