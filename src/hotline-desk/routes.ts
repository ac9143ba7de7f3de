import type { CallNote } from '../../entities/call-note.js';
import type { Correction } from '../../entities/correction.js';
import type { StaffAccount } from '../../entities/staff-account.js';
import type { HandOvers } from '../asked-questions/hand-overs.js';
import { agencyIdOf } from '../catalogue/agency-id.js';
import type { Snapshot } from '../catalogue/snapshot.js';
import { CorrectionNotFoundError, HandOverNotFoundError, ServiceItemNotFoundError } from '../errors.js';
import { presentRegion } from '../http/presenters/item.js';
import type { Route } from '../http/route.js';
import { resolveRegion } from '../http/routes/catalogue.js';
import type { Services } from '../http/services.js';
import type { Staff } from '../staff/staff.js';
import { defineStaffRoute } from '../staff/staff-route.js';
import type { CallNotes } from './call-notes.js';
import { type Corrections, OPEN_STATUSES } from './corrections.js';
import { keeperOf } from './keeper-of.js';
import {
  callNoteRequest,
  callNotesResult,
  callNoteView,
  correctionParams,
  correctionRequest,
  correctionsQuery,
  correctionsResult,
  correctionView,
  handOverParams,
  handOverView,
  settleRequest,
} from './schemas.js';

const tag = '话务台';
const MOST_CALLS = 30;

export interface HotlineDesk {
  staff: Staff;
  services: Pick<Services, 'snapshot' | 'item'>;
  calls: CallNotes;
  corrections: Corrections;
  handOvers: HandOvers;
}

/** What an agent saves and fetches during a call; answers come from the routes everybody uses. */
export function hotlineDeskRoutes(desk: HotlineDesk): Route[] {
  return [...callRoutes(desk), ...correctionRoutes(desk), handOverRoute(desk)];
}

function callRoutes({ staff, services, calls }: HotlineDesk): Route[] {
  const basics = { path: '/api/v1/staff/calls', tag, action: 'desk.use', needsCatalogue: true } as const;
  return [
    defineStaffRoute(staff, {
      ...basics,
      method: 'POST',
      summary: '记录一次通话的结果',
      body: callNoteRequest,
      response: callNoteView,
      status: 201,
      async handle({ body: { region, ...input }, account }) {
        const regionCode = resolveRegion(services, region ?? undefined) ?? null;
        if (regionCode !== null) staff.assertMay(account, 'desk.use', { regionCode });
        return presentCall(await calls.add(account.name, { ...input, regionCode }), services);
      },
    }),
    defineStaffRoute(staff, {
      ...basics,
      method: 'GET',
      summary: '自己最近的通话记录',
      response: callNotesResult,
      async handle({ account }) {
        const notes = await calls.lastOf(account.name, MOST_CALLS);
        return { calls: notes.map((note) => presentCall(note, services)) };
      },
    }),
  ];
}

function correctionRoutes({ staff, services, corrections }: HotlineDesk): Route[] {
  const path = '/api/v1/staff/corrections';
  const basics = { tag, needsCatalogue: true } as const;
  const present = (one: Correction, account: StaffAccount) => ({
    ...presentCorrection(one, corrections, services.snapshot()),
    maySettle: staff.may(account, 'correction.settle', scopeOf(one)),
  });
  /** Who settles sees what lies within the own bounds, everybody what they reported. */
  const sees = (account: StaffAccount, one: Correction): boolean =>
    one.reporter === account.name || staff.may(account, 'correction.settle', scopeOf(one));
  return [
    defineStaffRoute(staff, {
      ...basics,
      method: 'POST',
      path,
      summary: '纠错：告诉责任机构哪里不对',
      action: 'desk.use',
      body: correctionRequest,
      response: correctionView,
      status: 201,
      async handle({ body: { region, ...input }, account }) {
        const item = services.item(input.itemId);
        if (!item) throw new ServiceItemNotFoundError(input.itemId);
        const wanted = resolveRegion(services, region ?? undefined) ?? null;
        const keeper = keeperOf(item, wanted, services.snapshot().regions);
        if (keeper.regionCode !== null)
          staff.assertMay(account, 'desk.use', { regionCode: wanted ?? keeper.regionCode });
        return present(await corrections.report(account.name, { ...input, ...keeper }), account);
      },
    }),
    defineStaffRoute(staff, {
      ...basics,
      method: 'GET',
      path,
      summary: '纠错列表：自己提交的，和职责范围内的；最急的在前',
      action: 'desk.use',
      query: correctionsQuery,
      response: correctionsResult,
      async handle({ query: { status, itemId, mine, overdue, agency, region }, account }) {
        const wanted = resolveRegion(services, region ?? undefined);
        const { regions } = services.snapshot();
        const found = await corrections.list({
          statuses: overdue || status === 'waiting' ? OPEN_STATUSES : status && [status],
          itemId,
          reporter: mine ? account.name : undefined,
          overdue: overdue === '1',
        });
        const seen = found
          .filter((one) => sees(account, one))
          .filter(({ regionCode }) => !wanted || (regionCode !== null && regions.covers(wanted, regionCode)));
        const agencies = [...new Set(seen.flatMap((one) => one.agency ?? []))].sort();
        const shown = seen.filter((one) => !agency || one.agency === agency);
        return { agencies, corrections: shown.map((one) => present(one, account)) };
      },
    }),
    defineStaffRoute(staff, {
      ...basics,
      method: 'PATCH',
      path: `${path}/:id`,
      summary: '办理纠错：处理中、已改正、不采纳',
      action: 'correction.settle',
      params: correctionParams,
      body: settleRequest,
      response: correctionView,
      async handle({ params: { id }, body: { version, ...change }, account }) {
        const before = await corrections.get(id);
        if (!sees(account, before)) throw new CorrectionNotFoundError(id);
        staff.assertMay(account, 'correction.settle', scopeOf(before));
        return present(await corrections.settle(account.name, id, version, change), account);
      },
    }),
  ];
}

function handOverRoute({ staff, services, handOvers }: HotlineDesk): Route {
  return defineStaffRoute(staff, {
    method: 'GET',
    path: '/api/v1/staff/hand-overs/:code',
    tag,
    summary: '凭交接码查看来电人刚才的对话（号码已打码）',
    action: 'desk.use',
    params: handOverParams,
    response: handOverView,
    needsCatalogue: true,
    async handle({ params: { code }, account }) {
      // Codes are short: whoever tries them out is slowed down like whoever tries out passwords.
      const subject = { nameKey: `hand-over ${account.id}`, client: `hand-over ${account.id}` };
      await staff.tries.count(subject);
      const found = await handOvers.find(code);
      if (!found) throw new HandOverNotFoundError();
      await staff.tries.succeeded(subject);
      const { regions } = services.snapshot();
      const regionCode = found.turns.findLast((turn) => turn.regionCode !== null)?.regionCode ?? null;
      return {
        ...found,
        region: regionCode === null ? null : presentRegion(regionCode, regions),
        turns: found.turns.map((turn) => ({ ...turn, itemName: nameOf(turn.itemId, services) })),
      };
    },
  });
}

function presentCall(note: CallNote, services: HotlineDesk['services']) {
  const { regions } = services.snapshot();
  const region = note.regionCode === null ? null : presentRegion(note.regionCode, regions);
  return { ...note, region, itemName: nameOf(note.itemId, services) };
}

function presentCorrection(one: Correction, corrections: Corrections, { regions }: Snapshot) {
  const region = one.regionCode === null ? null : presentRegion(one.regionCode, regions);
  const agencyId = one.regionCode === null ? null : agencyIdOf(one.regionCode, one.agency);
  return { ...one, region, agencyId, overdue: corrections.isOverdue(one) };
}

function scopeOf({ regionCode, agency }: Correction) {
  return { regionCode, agency };
}

function nameOf(itemId: string | null, { item }: HotlineDesk['services']): string | null {
  return itemId === null ? null : (item(itemId)?.name ?? null);
}
