import { findItem } from '../../catalogue/queries.js';
import { InvalidRequestError, ServiceItemNotFoundError } from '../../errors.js';
import { defineRoute, type Route } from '../../http/route.js';
import { MOST_FAVOURITES } from '../../residents/favourites.js';
import { cursorAfter, readAfter } from './cursor.js';
import { type MiniProgramParts, ownRoute } from './parts.js';
import { favouritesView, historyParams, historyView, itemParams, pageQuery } from './schemas.js';

/** Favourites, and the questions somebody asked. */
export function keptRoutes(parts: MiniProgramParts): Route[] {
  return [...favouriteRoutes(parts), ...historyRoutes(parts)];
}

function favouriteRoutes(parts: MiniProgramParts): Route[] {
  const { visitors, wenban } = parts;
  return [
    defineRoute({
      ...ownRoute('GET', '/favourites'),
      summary: '收藏的事项，最近收藏的在前',
      query: pageQuery,
      response: favouritesView,
      needsCatalogue: true,
      async handle({ ctx, query: { cursor, limit } }) {
        const { hash } = await visitors.of(ctx);
        const { rows, more } = await wenban.favourites.list(hash, { limit, after: readAfter(cursor) });
        const snapshot = wenban.catalogue.current();
        return {
          favourites: rows.map(({ itemId, itemName, addedAt }) => {
            const item = findItem(snapshot, itemId);
            return { itemId, name: item?.name ?? itemName, addedAt, available: item !== null };
          }),
          nextCursor: cursorAfter(rows, more, ({ addedAt: time, itemId: id }) => ({ time, id })),
        };
      },
    }),
    defineRoute({
      ...ownRoute('PUT', '/favourites/:itemId'),
      summary: '收藏一个事项',
      params: itemParams,
      needsCatalogue: true,
      async handle({ ctx, params: { itemId } }) {
        const { hash } = await visitors.of(ctx);
        const item = findItem(wenban.catalogue.current(), itemId);
        if (!item) throw new ServiceItemNotFoundError(itemId);
        // Whoever keeps something is remembered: favourites go with the resident.
        await wenban.residents.setPreferences(hash, {});
        if (!(await wenban.favourites.add(hash, itemId, item.name)))
          throw new InvalidRequestError([
            { field: 'itemId', message: `最多收藏 ${MOST_FAVOURITES} 个事项，请先取消一些` },
          ]);
      },
    }),
    defineRoute({
      ...ownRoute('DELETE', '/favourites/:itemId'),
      summary: '取消收藏',
      params: itemParams,
      async handle({ ctx, params: { itemId } }) {
        const { hash } = await visitors.of(ctx);
        await wenban.favourites.remove(hash, itemId);
      },
    }),
  ];
}

function historyRoutes(parts: MiniProgramParts): Route[] {
  const { visitors, wenban } = parts;
  return [
    defineRoute({
      ...ownRoute('GET', '/history'),
      summary: '我的提问，最近的在前；证件号、电话等已隐去',
      query: pageQuery,
      response: historyView,
      async handle({ ctx, query: { cursor, limit } }) {
        const { hash } = await visitors.of(ctx);
        const { rows, more } = await wenban.ownQuestions.list(hash, { limit, after: readAfter(cursor) });
        return {
          questions: rows.map(({ id, askedAt, text, kind, itemId, itemName }) => ({
            id,
            askedAt,
            text,
            kind,
            item: itemId === null ? null : { id: itemId, name: itemName ?? itemId },
          })),
          nextCursor: cursorAfter(rows, more, ({ askedAt: time, id }) => ({ time, id })),
        };
      },
    }),
    defineRoute({
      ...ownRoute('DELETE', '/history'),
      summary: '删除我的全部提问',
      async handle({ ctx }) {
        const { hash } = await visitors.of(ctx);
        await wenban.ownQuestions.removeAll(hash);
      },
    }),
    defineRoute({
      ...ownRoute('DELETE', '/history/:id'),
      summary: '删除我的一个提问',
      params: historyParams,
      async handle({ ctx, params: { id } }) {
        const { hash } = await visitors.of(ctx);
        await wenban.ownQuestions.remove(hash, id);
      },
    }),
  ];
}
