import { RegionUnknownError } from '../../errors.js';
import type { Route } from '../../http/route.js';
import { defineStaffRoute } from '../../staff/staff-route.js';
import type { DeskParts } from '../desk-parts.js';
import {
  channelCounts,
  narrow,
  presentGroup,
  presentWholeGroup,
  regionCounts,
  stateOfGroup,
} from '../questions/question-views.js';
import {
  groupQuery,
  groupsQuery,
  groupsResult,
  groupView,
  questionParams,
  settleGroupRequest,
  settleGroupResult,
} from '../questions/schemas.js';

const tag = '目录台';
const PATH = '/api/v1/staff/catalogue/questions';
const PAGE_SIZE = 30;
const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;

/** What residents asked and were not answered well, in groups, and what keepers do about it. */
export function questionRoutes({ staff, groups, cases, now }: DeskParts): Route[] {
  const periodOf = ({ since, until }: { since?: string; until?: string }) => ({
    since: since ?? new Date(now().getTime() - DEFAULT_DAYS * DAY_MS).toISOString(),
    until: until ?? now().toISOString(),
  });
  return [
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.read',
      method: 'GET',
      path: PATH,
      summary: '答不上的提问：没答上、反问后离开和差评的，相近的归为一组，多的在前',
      query: groupsQuery,
      response: groupsResult,
      async handle({ query: { region, channel, fault, state, page, ...given }, account }) {
        const found = region ? staff.regions.resolve(region) : null;
        if (region && !found) throw new RegionUnknownError(region);
        const period = periodOf(given);
        const { groups: all, more } = await groups.list(account, period);
        const ofFault = narrow(all, { fault }, staff.regions);
        const left = narrow(ofFault, { regionCode: found?.code, channel }, staff.regions);
        const wanted = left.filter((group) => stateOfGroup(group) === state);
        const shown = wanted.map((group) => presentGroup(group, staff.regions));
        shown.sort((a, b) => b.count - a.count || compare(b.lastAt, a.lastAt) || compare(a.text, b.text));
        const inState = ofFault.filter((group) => stateOfGroup(group) === state);
        const questions = inState.flatMap((group) => group.questions);
        const countOf = (one: string) => left.filter((group) => stateOfGroup(group) === one).length;
        return {
          ...period,
          more,
          total: shown.length,
          pageSize: PAGE_SIZE,
          states: { open: countOf('open'), pending: countOf('pending'), done: countOf('done') },
          regions: regionCounts(questions, staff.regions),
          channels: channelCounts(questions),
          groups: shown.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
        };
      },
    }),
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.read',
      method: 'GET',
      path: `${PATH}/:id`,
      summary: '一组提问：全部问法（号码已打码）和处理经过',
      params: questionParams,
      query: groupQuery,
      response: groupView,
      async handle({ params, query, account }) {
        const period = periodOf(query);
        const group = await groups.get(account, params.id, period);
        const mayEdit = staff.may(account, 'catalogue.edit');
        return { ...presentWholeGroup(group, staff.regions), ...period, mayEdit };
      },
    }),
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.edit',
      method: 'POST',
      path: `${PATH}/:id/cases`,
      summary: '处理一组提问：加问法、加同义词、补事实、不归我们管、已处理或忽略',
      params: questionParams,
      body: settleGroupRequest,
      response: settleGroupResult,
      async handle({ params, body: { deed, ...period }, account }) {
        const draft = await cases.settle(account, params.id, period, deed);
        return { draftId: draft?.id ?? null };
      },
    }),
  ];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
