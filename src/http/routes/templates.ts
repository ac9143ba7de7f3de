import type { WorkbookStyle } from '../../import/implementation-workbook.js';
import type { RawRoute, Route } from '../route.js';

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Empty 实施清单 for staff to download and fill in. */
export function templateRoutes(): Route[] {
  return [
    template('form', '实施清单填报表（竖表，一个事项一张工作表）'),
    template('rows', '实施清单汇总表（横表，一个事项一行）'),
  ];
}

function template(style: WorkbookStyle, summary: string): RawRoute {
  let workbook: Promise<Buffer> | null = null;
  return {
    method: 'GET',
    path: `/api/v1/templates/implementation-${style}.xlsx`,
    tag: '事项目录',
    summary,
    contentType: TYPE,
    async serve(ctx) {
      workbook ??= build(style);
      ctx.body = await workbook;
      ctx.set('Content-Type', TYPE);
      ctx.set('Content-Disposition', `attachment; filename="implementation-${style}.xlsx"`);
    },
  };
}

/** exceljs is large: who never asks for a template does not pay for it. */
async function build(style: WorkbookStyle): Promise<Buffer> {
  const { buildTemplate } = await import('../../import/implementation-workbook.js');
  return buildTemplate(style);
}
