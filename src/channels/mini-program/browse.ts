import { searchItems } from '../../catalogue/queries.js';
import type { Snapshot } from '../../catalogue/snapshot.js';
import { todayInBeijing } from '../../clock.js';
import { presentRegion } from '../../http/presenters/item.js';
import { presentSearch } from '../../http/presenters/search.js';
import { defineRoute, type Route } from '../../http/route.js';
import { findLifeEvent, listLifeEvents } from '../../life-events/resolve.js';
import { MINI_PROGRAM_PATH, type MiniProgramParts, ownRoute, regionFor } from './parts.js';
import { type BrowseView, browseQuery, browseView } from './schemas.js';

type Entry = BrowseView['entries'][number];
type Group = Entry['groups'][number];

/** Values offered for one filter; the rest is found by searching. */
const MOST_OPTIONS = 50;
const EXAMPLES = 6;

/** Made once for a region and a day, since a snapshot never changes. */
const kept = new WeakMap<Snapshot, Map<string, BrowseView>>();

/** The first page: 我要看, 我要查, 我要办, 我要问, 我要评, and what can be chosen in each. */
export function browseRoutes(parts: MiniProgramParts): Route[] {
  return [
    defineRoute({
      ...ownRoute('GET', '/browse'),
      summary: '首页：我要看、我要查、我要办、我要问、我要评，及各筛选项',
      query: browseQuery,
      response: browseView,
      needsCatalogue: true,
      async handle({ ctx, query }) {
        const visitor = await parts.visitors.of(ctx);
        const region = await regionFor(parts, visitor, query.region);
        return viewFor(parts.wenban.catalogue.current(), region, todayInBeijing());
      },
    }),
  ];
}

function viewFor(snapshot: Snapshot, region: string | undefined, today: string): BrowseView {
  const views = kept.get(snapshot) ?? new Map<string, BrowseView>();
  kept.set(snapshot, views);
  const key = `${today} ${region ?? ''}`;
  const view = views.get(key) ?? makeView(snapshot, region, today);
  views.set(key, view);
  return view;
}

function makeView(snapshot: Snapshot, region: string | undefined, today: string): BrowseView {
  const all = searchItems(snapshot, { region, page: 1, pageSize: snapshot.items.length });
  const { facets } = presentSearch({ ...all, items: [] }, region, snapshot, today);
  const group = (filter: keyof typeof facets, name: string): Group => ({
    filter,
    name,
    options: facets[filter].slice(0, MOST_OPTIONS).map(({ value, label, count }) => ({
      value,
      label: label ?? value,
      items: count,
    })),
  });
  const lifeEvents: Group = {
    filter: 'lifeEvent',
    name: '一件事',
    options: listLifeEvents().flatMap(({ id, name }) => {
      const steps = findLifeEvent(id, region, snapshot, today)?.steps ?? [];
      const items = new Set(steps.flatMap(({ itemId }) => itemId ?? [])).size;
      return items > 0 ? [{ value: id, label: name, items }] : [];
    }),
  };
  const themes = group('theme', '服务主题');
  const audiences = group('audience', '服务对象');
  const get = (path: string) => ({ method: 'GET', path: MINI_PROGRAM_PATH + path });
  const post = (path: string) => ({ method: 'POST', path: MINI_PROGRAM_PATH + path });
  return {
    region: region === undefined ? null : presentRegion(region, snapshot.regions),
    entries: [
      entry('look', '我要看', '看有哪些服务，按主题、对象和一件事', get('/items'), [
        themes,
        audiences,
        lifeEvents,
      ]),
      entry('find', '我要查', '查事项由谁办、在哪里办', get('/items'), [
        group('agency', '实施机构'),
        group('region', '地区'),
        group('type', '事项类型'),
        group('level', '行使层级'),
      ]),
      entry('handle', '我要办', '马上办、就近办、网上办、一次办', get('/items'), [
        group('convenience', '办理方式'),
        themes,
        lifeEvents,
      ]),
      entry('ask', '我要问', '用一句话问', post('/ask'), [], examplesOf(all.items)),
      entry('rate', '我要评', '给答复打分、留言', post('/feedback'), []),
    ],
  };
}

function entry(
  id: Entry['id'],
  name: string,
  summary: string,
  opens: Entry['opens'],
  groups: Group[],
  examples: string[] = [],
): Entry {
  return { id, name, summary, opens, groups, examples };
}

/** One wording each of matters spread over the list, always the same ones. */
function examplesOf(items: Snapshot['items']): string[] {
  const asked = items.filter(({ questions }) => questions.length > 0);
  const step = Math.max(1, Math.floor(asked.length / EXAMPLES));
  return asked
    .filter((_, index) => index % step === 0)
    .slice(0, EXAMPLES)
    .flatMap(({ questions }) => questions[0] ?? []);
}
