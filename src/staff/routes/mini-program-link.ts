import { z } from 'zod';
import type { Route } from '../../http/route.js';
import type { Staff } from '../staff.js';
import { defineStaffRoute } from '../staff-route.js';

const linkRequest = z.strictObject({
  itemId: z.string().min(1).max(200),
  region: z.string().min(1).max(60).optional().meta({ description: '区划名称或代码；不填由居民自己选' }),
});
const linkView = z.object({
  openlink: z.string().meta({ description: '在短信、网页中打开小程序的链接' }),
  expiresAt: z.iso.datetime(),
});

/** Makes a link to a matter's page of the mini-program. */
export type MakeLink = (itemId: string, region: string | undefined) => Promise<z.infer<typeof linkView>>;

/**
 * A link that an agent sends to a caller.
 * @param makeLink - null while there is no mini-program: the route answers 501.
 */
export function miniProgramLinkRoutes(staff: Staff, makeLink: MakeLink | null): Route[] {
  return [
    defineStaffRoute(staff, {
      method: 'POST',
      path: '/api/v1/staff/mini-program-link',
      tag: '渠道',
      summary: '生成打开小程序事项页的链接，可用短信发给来电人',
      action: 'desk.use',
      available: makeLink !== null,
      body: linkRequest,
      response: linkView,
      handle: ({ body: { itemId, region } }) => (makeLink as MakeLink)(itemId, region),
    }),
  ];
}
