import { BodyTooLargeError, RegionUnknownError } from '../../errors.js';
import { readBytes } from '../../http/body.js';
import type { Route } from '../../http/route.js';
import { defineStaffRoute } from '../../staff/staff-route.js';
import type { DeskParts } from '../desk-parts.js';
import { FileTooLargeError } from '../errors.js';
import { MAX_UPLOAD_BYTES } from '../imports.js';
import {
  differenceQuery,
  differenceView,
  draftView,
  idParams,
  importDraftRequest,
  jobsResult,
  jobView,
  uploadQuery,
} from '../schemas.js';
import { presentJob, presentWholeDraft } from '../views.js';

const tag = '目录台';
const PATH = '/api/v1/staff/catalogue/imports';
const PAGE_SIZE = 50;
/** An upload over a slow line takes longer than a question. */
const UPLOAD_MS = 110_000;

/** Official lists on their way to a draft. */
export function importRoutes({ staff, imports }: DeskParts): Route[] {
  return [
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.edit',
      method: 'POST',
      path: PATH,
      summary: '上传清单（.txt、.docx、.xlsx、.csv，正文即文件，最大 50 MB），在后台读取',
      query: uploadQuery,
      response: jobView,
      status: 202,
      async handle({ query: { file, region }, account, ctx }) {
        const found = staff.regions.resolve(region);
        if (!found) throw new RegionUnknownError(region);
        const length = Number(ctx.req.headers['content-length'] ?? 0);
        imports.assertMayUpload(account, file, found.code, length);
        const bytes = await readBytes(ctx.req, MAX_UPLOAD_BYTES, UPLOAD_MS).catch((error: unknown) => {
          throw error instanceof BodyTooLargeError ? new FileTooLargeError(MAX_UPLOAD_BYTES) : error;
        });
        return presentJob(await imports.upload(account, file, found.code, bytes), { staff, keeper: account });
      },
    }),
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.read',
      method: 'GET',
      path: PATH,
      summary: '导入任务，新的在前',
      response: jobsResult,
      async handle({ account }) {
        const jobs = await imports.list(account);
        return { jobs: jobs.map((job) => presentJob(job, { staff, keeper: account })) };
      },
    }),
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.read',
      method: 'GET',
      path: `${PATH}/:id`,
      summary: '一个导入任务的进度和识别结果',
      params: idParams,
      response: jobView,
      async handle({ params, account }) {
        return presentJob(await imports.get(account, params.id), { staff, keeper: account });
      },
    }),
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.read',
      method: 'GET',
      path: `${PATH}/:id/differences`,
      summary: '与已发布目录的差异：取消、下放、变更要素、新增',
      params: idParams,
      query: differenceQuery,
      response: differenceView,
      async handle({ params, query: { kind, page = 1 }, account }) {
        const { differences, faults, ...difference } = await imports.difference(account, params.id);
        const wanted = differences.filter((one) => !kind || one.kind === kind);
        return {
          ...difference,
          total: wanted.length,
          pageSize: PAGE_SIZE,
          faults: faults.map(({ line, cell = null, message }) => ({ line, cell, message })),
          differences: wanted.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
          ids: wanted.map(({ id }) => id),
        };
      },
    }),
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.edit',
      method: 'POST',
      path: `${PATH}/:id/draft`,
      summary: '用采纳的差异建立草稿，或更改已有草稿的取舍',
      params: idParams,
      body: importDraftRequest,
      response: draftView,
      async handle({ params, body: { left, version }, account }) {
        const draft = await imports.toDraft(account, params.id, left, version);
        return presentWholeDraft(draft, null, { staff, keeper: account });
      },
    }),
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.edit',
      method: 'POST',
      path: `${PATH}/:id/again`,
      summary: '重新读取并与现在的目录比较',
      params: idParams,
      handle: ({ params, account }) => imports.again(account, params.id),
    }),
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.edit',
      method: 'DELETE',
      path: `${PATH}/:id`,
      summary: '放弃导入任务，删除上传的文件',
      params: idParams,
      handle: ({ params, account }) => imports.discard(account, params.id),
    }),
  ];
}
