import { z } from 'zod';
import { type JsonSchema, jsonSchemaOf } from './json-schema.js';
import type { JsonRoute, Route } from './route.js';

/** Shape of an error, as RFC 9457 and the problem documents have it. */
const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().meta({ description: '可以直接显示给用户的中文说明' }),
  instance: z.string(),
  code: z.string().meta({ description: '稳定的错误代码' }),
  requestId: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

const PROBLEM = problemResponse('出错：RFC 9457 问题文档，detail 为中文说明');

/** @returns the OpenAPI 3.1 document of these routes, made from the schemas that check and serialise. */
export function describeApi(routes: readonly Route[]): JsonSchema {
  const paths: Record<string, JsonSchema> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '问办接口',
      version: '1',
      description: '政务服务事项问答：每个答复都带来源文件与行号。格式错误返回 400，内容不符合要求返回 422。',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: jsonSchemaOf(problemSchema, 'output') },
      securitySchemes: { session: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function describeRoute(route: Route): JsonSchema {
  const { method, path, summary, tag } = route;
  const operation = { operationId: operationId(method, path), summary, tags: [tag] };
  if ('serve' in route) {
    const content = { [route.contentType]: { schema: { type: 'string' } } };
    return { ...operation, responses: { 200: { description: '成功', content }, default: PROBLEM } };
  }
  const parameters = [...parametersOf(route, 'params'), ...parametersOf(route, 'query')];
  return {
    ...operation,
    ...(route.bearer ? { security: [{ session: [] }] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.body
      ? { requestBody: { required: true, content: jsonContent(jsonSchemaOf(route.body, 'input')) } }
      : {}),
    responses: responsesOf(route),
  };
}

function responsesOf(route: JsonRoute): JsonSchema {
  const { response, status, body, params, needsCatalogue, available } = route;
  const responses: JsonSchema = {
    [status ?? (response || route.contentType ? 200 : 204)]: {
      description: '成功',
      ...(response ? { content: jsonContent(jsonSchemaOf(response, 'output')) } : {}),
      ...(route.contentType ? { content: { [route.contentType]: { schema: { type: 'string' } } } } : {}),
    },
  };
  if (route.conditional) responses['304'] = { description: '与 If-None-Match 所指的相同，没有正文' };
  if (route.bearer) responses['401'] = problemResponse('没有登录，或登录已过期');
  if (body) {
    responses['400'] = problemResponse('请求正文不是有效的 UTF-8 JSON');
    responses['413'] = problemResponse('请求正文超过 64 KiB');
    responses['415'] = problemResponse('Content-Type 不是 application/json');
  }
  if (params) responses['404'] = problemResponse('没有找到');
  responses['422'] = problemResponse('内容不符合要求，见 errors');
  responses['429'] = problemResponse('请求过于频繁，见 Retry-After');
  if (available === false) responses['501'] = problemResponse('该功能尚未开通');
  if (needsCatalogue) responses['503'] = problemResponse('事项目录正在载入');
  responses.default = PROBLEM;
  return responses;
}

function parametersOf(route: JsonRoute, place: 'params' | 'query'): JsonSchema[] {
  const schema = route[place];
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchemaOf(schema, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place === 'params' ? 'path' : 'query',
    required: required.includes(name),
    ...(property.description ? { description: property.description } : {}),
    schema: property,
  }));
}

/** `GET /api/v1/items/:id` → `getItemsById`. */
function operationId(method: string, path: string): string {
  const words = path
    .replace('/api/v1', '')
    .split(/[^A-Za-z0-9:]+/)
    .filter((word) => word !== '')
    .map((word) => (word.startsWith(':') ? `By${capital(word.slice(1))}` : capital(word)));
  return method.toLowerCase() + (words.join('') || 'Root');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function jsonContent(schema: JsonSchema): JsonSchema {
  return { 'application/json': { schema } };
}

function problemResponse(description: string): JsonSchema {
  const schema = { $ref: '#/components/schemas/Problem' };
  return { description, content: { 'application/problem+json': { schema } } };
}
