import { NotReadyError } from '../../errors.js';
import type { Metrics } from '../../metrics.js';
import { docsPage } from '../docs/page.js';
import { DOCS_SCRIPT } from '../docs/script.js';
import { DOCS_STYLE } from '../docs/style.js';
import type { RawRoute, Route } from '../route.js';
import type { Services } from '../services.js';

const tag = '运行';

/** For whoever runs the service: is it alive, is it ready, what does it count. */
export function systemRoutes(services: Services, metrics: Metrics): Route[] {
  return [
    {
      method: 'GET',
      path: '/healthz',
      tag,
      summary: '进程是否存活',
      contentType: 'text/plain',
      serve(ctx) {
        ctx.body = 'ok\n';
      },
    },
    {
      method: 'GET',
      path: '/readyz',
      tag,
      summary: '事项目录是否已载入',
      contentType: 'text/plain',
      serve(ctx) {
        if (!services.ready()) throw new NotReadyError();
        ctx.body = 'ready\n';
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      tag,
      summary: 'Prometheus 指标',
      contentType: 'text/plain',
      async serve(ctx) {
        const text = await metrics.registry.metrics();
        ctx.set('Content-Type', metrics.registry.contentType);
        ctx.body = text;
      },
    },
  ];
}

/**
 * The API's description and the page to try it.
 * @param describe - gives the OpenAPI document; called once, at the first request.
 */
export function docsRoutes(describe: () => unknown): Route[] {
  let openApi: string | undefined;
  const text = (path: string, summary: string, contentType: string, body: () => string): RawRoute => ({
    method: 'GET',
    path,
    tag: '文档',
    summary,
    contentType,
    serve(ctx) {
      ctx.set(
        'Content-Type',
        contentType === 'application/json' ? contentType : `${contentType}; charset=utf-8`,
      );
      ctx.set('Cache-Control', 'no-cache');
      ctx.body = body();
    },
  });
  const openApiText = () => {
    openApi ??= JSON.stringify(describe());
    return openApi;
  };
  return [
    text('/openapi.json', 'OpenAPI 3.1 文档', 'application/json', openApiText),
    text('/docs', '接口说明与试用页面', 'text/html', docsPage),
    text('/docs/script.js', '试用页面的脚本', 'text/javascript', () => DOCS_SCRIPT),
    text('/docs/style.css', '试用页面的样式', 'text/css', () => DOCS_STYLE),
  ];
}
