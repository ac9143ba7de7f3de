import { RegionUnknownError } from '../../errors.js';
import { defineRoute, type Route } from '../../http/route.js';
import { eraseResident } from '../../residents/erase-resident.js';
import { type MiniProgramParts, ownRoute } from './parts.js';
import { type MeView, mePatch, meView } from './schemas.js';
import type { Visitor } from './visitors.js';

/** What a resident chose, and being forgotten. */
export function meRoutes(parts: MiniProgramParts): Route[] {
  const { visitors, wenban } = parts;
  return [
    defineRoute({
      ...ownRoute('GET', '/me'),
      summary: '我的设置，和各列表的数量',
      response: meView,
      async handle({ ctx }) {
        return present(parts, await visitors.of(ctx));
      },
    }),
    defineRoute({
      ...ownRoute('PATCH', '/me'),
      summary: '修改设置：所在地区、大字版',
      body: mePatch,
      response: meView,
      async handle({ ctx, body: { region, bigType } }) {
        const visitor = await visitors.of(ctx);
        const regionCode = region && codeOf(parts, region);
        await wenban.residents.setPreferences(visitor.hash, { regionCode, bigType });
        return present(parts, visitor);
      },
    }),
    defineRoute({
      ...ownRoute('DELETE', '/me'),
      summary: '注销：删除与我有关的全部记录',
      async handle({ ctx }) {
        await erase(parts, await visitors.evenWhileStopped(ctx));
      },
    }),
  ];
}

function codeOf({ wenban }: MiniProgramParts, region: string): string {
  const found = wenban.catalogue.current().regions.resolve(region);
  if (!found) throw new RegionUnknownError(region);
  return found.code;
}

async function present({ wenban, settings }: MiniProgramParts, { hash }: Visitor): Promise<MeView> {
  await wenban.ownQuestions.flush();
  const { regionCode, bigType } = await wenban.residents.preferencesOf(hash);
  const region = regionCode === null ? null : wenban.catalogue.current().regions.findByCode(regionCode);
  return {
    region: region && { code: region.code, name: region.name },
    bigType,
    favourites: await wenban.favourites.count(hash),
    history: await wenban.ownQuestions.count(hash),
    subscriptions: await wenban.subscriptions.count(hash),
    changeTemplateId: settings.changeTemplate?.id ?? null,
  };
}

/** Sessions end first and what waits is written, so that nothing of the person comes in behind. */
async function erase({ wenban, visitors, sessions }: MiniProgramParts, visitor: Visitor): Promise<void> {
  await visitors.signOut(visitor);
  wenban.residents.unnote(visitor.hash);
  await wenban.residents.flush();
  await wenban.asked.flush();
  await wenban.ownQuestions.flush();
  const sessionIds = await sessions.allOf(visitor.openId);
  await wenban.conversations.delete(visitor.sessionId);
  await eraseResident(wenban.dataSource, { personHash: visitor.hash, sessionIds });
}
