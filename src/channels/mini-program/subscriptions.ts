import type { ChangeSubscription } from '../../../entities/change-subscription.js';
import { findItem } from '../../catalogue/queries.js';
import { InvalidRequestError, ServiceItemNotFoundError } from '../../errors.js';
import { presentRegion } from '../../http/presenters/item.js';
import { defineRoute, type Route } from '../../http/route.js';
import { type MiniProgramParts, ownRoute, regionFor } from './parts.js';
import { itemParams, subscriptionRequest, subscriptionsView, subscriptionView } from './schemas.js';

/** What an openid is sealed for, so that a row cannot be moved to another person. */
export function subscriptionPurpose({
  personHash,
  itemId,
}: Pick<ChangeSubscription, 'personHash' | 'itemId'>): string {
  return `subscription ${personHash} ${itemId}`;
}

/** Subscriptions to changes of a matter: 501 while no template is set. */
export function subscriptionRoutes(parts: MiniProgramParts): Route[] {
  const { visitors, wenban, sealer, settings } = parts;
  const available = settings.changeTemplate !== null;
  return [
    defineRoute({
      ...ownRoute('GET', '/subscriptions'),
      summary: '订阅了哪些事项的变更',
      response: subscriptionsView,
      needsCatalogue: true,
      available,
      async handle({ ctx }) {
        const { hash } = await visitors.of(ctx);
        const rows = await wenban.subscriptions.list(hash);
        return { subscriptions: rows.map((row) => present(parts, row)) };
      },
    }),
    defineRoute({
      ...ownRoute('POST', '/subscriptions'),
      summary: '订阅一个事项的变更：用户每同意一次，通知一次',
      body: subscriptionRequest,
      response: subscriptionView,
      status: 201,
      needsCatalogue: true,
      available,
      async handle({ ctx, body: { itemId, templateId, result, region } }) {
        const visitor = await visitors.of(ctx);
        if (templateId !== settings.changeTemplate?.id)
          throw new InvalidRequestError([{ field: 'templateId', message: '不是通知事项变更的模板，见 /me' }]);
        if (result !== 'accept')
          throw new InvalidRequestError([{ field: 'result', message: '用户没有同意接收通知，没有订阅' }]);
        const snapshot = wenban.catalogue.current();
        const item = findItem(snapshot, itemId);
        if (!item) throw new ServiceItemNotFoundError(itemId);
        const regionCode = (await regionFor(parts, visitor, region)) ?? null;
        const row = { personHash: visitor.hash, itemId };
        await wenban.subscriptions.accept({
          ...row,
          itemName: item.name,
          regionCode,
          sealedOpenId: sealer.seal(visitor.openId, subscriptionPurpose(row)),
          sinceRevision: snapshot.revision,
        });
        const kept = (await wenban.subscriptions.list(visitor.hash)).find((one) => one.itemId === itemId);
        if (!kept) throw new ServiceItemNotFoundError(itemId);
        return present(parts, kept);
      },
    }),
    defineRoute({
      ...ownRoute('DELETE', '/subscriptions/:itemId'),
      summary: '取消订阅',
      params: itemParams,
      available,
      async handle({ ctx, params: { itemId } }) {
        const { hash } = await visitors.of(ctx);
        await wenban.subscriptions.remove(hash, itemId);
      },
    }),
  ];
}

function present({ wenban }: MiniProgramParts, row: ChangeSubscription) {
  const snapshot = wenban.catalogue.current();
  const { itemId, itemName, regionCode, accepts, acceptedAt } = row;
  return {
    itemId,
    name: findItem(snapshot, itemId)?.name ?? itemName,
    region: regionCode === null ? null : presentRegion(regionCode, snapshot.regions),
    notices: accepts,
    acceptedAt,
  };
}
