import type { Snapshot } from '../catalogue/snapshot.js';
import { ServiceItemNotFoundError } from '../errors.js';
import { defineRoute, type RawRoute, type Route } from '../http/route.js';
import type { Services } from '../http/services.js';
import { ServiceDirectory, type ServiceEntry } from './directory.js';
import { describeProfile, HSDS_VERSION, profileModifications } from './profile.js';
import {
  apiInformation,
  type ServicesPage,
  type ServicesQuery,
  service,
  serviceParams,
  servicesPage,
  servicesQuery,
} from './schema.js';
import { presentService, presentServiceSummary } from './service.js';

const tag = 'HSDS';
const PROFILE_PATH = '/hsds/profile';

type Context = Parameters<RawRoute['serve']>[0];
type Needs = Pick<Services, 'snapshot' | 'search'>;

/**
 * The catalogue as Open Referral HSDS 3.0.
 * @param today - ISO date in Beijing.
 */
export function hsdsRoutes(services: Needs, today: () => string): Route[] {
  const directoryOf = directories();
  return [
    defineRoute({
      method: 'GET',
      path: '/hsds/',
      tag,
      summary: 'HSDS 版本与 Profile',
      response: apiInformation,
      handle: ({ ctx }) => ({
        version: HSDS_VERSION,
        profile: addressOf(ctx) + PROFILE_PATH,
        openapi_url: `${addressOf(ctx)}/openapi.json`,
      }),
    }),
    defineRoute({
      method: 'GET',
      path: '/hsds/services',
      tag,
      summary: '全部服务，分页',
      query: servicesQuery,
      response: servicesPage,
      needsCatalogue: true,
      async handle({ query }) {
        const snapshot = services.snapshot();
        const directory = directoryOf(snapshot);
        const found = await choose(directory.entries, query, snapshot, services);
        return pageOf(found, query, directory, today());
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/hsds/services/:id',
      tag,
      summary: '一项服务的完整内容',
      params: serviceParams,
      response: service,
      needsCatalogue: true,
      handle({ params: { id } }) {
        const directory = directoryOf(services.snapshot());
        const entry = directory.find(id);
        const parts = entry && directory.partsOf(entry, today());
        if (!parts) throw new ServiceItemNotFoundError(id);
        return presentService(parts);
      },
    }),
    ...profileRoutes(),
  ];
}

/** The server as the caller addressed it. Koa's `origin` is another thing: the header of that name. */
function addressOf({ protocol, host }: Context): string {
  return `${protocol}://${host}`;
}

/** A snapshot never changes, so its services are listed once. */
function directories(): (snapshot: Snapshot) => ServiceDirectory {
  const known = new WeakMap<Snapshot, ServiceDirectory>();
  return (snapshot) => {
    const directory = known.get(snapshot) ?? new ServiceDirectory(snapshot);
    known.set(snapshot, directory);
    return directory;
  };
}

/** The services that meet every condition of a query. */
async function choose(
  entries: readonly ServiceEntry[],
  { search, organization_id, modified_after }: ServicesQuery,
  { publishedAt, items: catalogued }: Snapshot,
  services: Needs,
): Promise<readonly ServiceEntry[]> {
  // Everything in a revision was published at once.
  if (modified_after && Date.parse(publishedAt) < Date.parse(modified_after)) return [];
  const wanted = organization_id?.toLowerCase();
  const ofOrganization = wanted ? entries.filter((entry) => entry.organizationId === wanted) : entries;
  if (!search?.trim()) return ofOrganization;
  const { items } = await services.search({ q: search, page: 1, pageSize: catalogued.length });
  const ranks = new Map(items.map((item, rank) => [item.id, rank]));
  return ofOrganization
    .filter(({ item }) => ranks.has(item.id))
    .sort((a, b) => (ranks.get(a.item.id) ?? 0) - (ranks.get(b.item.id) ?? 0));
}

function pageOf(
  found: readonly ServiceEntry[],
  { page, per_page, full }: ServicesQuery,
  directory: ServiceDirectory,
  today: string,
): ServicesPage {
  const present = full === 'true' ? presentService : presentServiceSummary;
  const contents = found
    .slice((page - 1) * per_page, page * per_page)
    .flatMap((entry) => directory.partsOf(entry, today) ?? [])
    .map(present);
  const pages = Math.ceil(found.length / per_page);
  return {
    total_items: found.length,
    total_pages: pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= pages,
    empty: contents.length === 0,
    contents,
  };
}

function profileRoutes(): RawRoute[] {
  const json = (path: string, summary: string, body: (ctx: Context) => unknown): RawRoute => ({
    method: 'GET',
    path,
    tag,
    summary,
    contentType: 'application/json',
    serve(ctx) {
      ctx.type = 'application/json';
      ctx.body = JSON.stringify(body(ctx), null, 2);
    },
  });
  return [
    json(PROFILE_PATH, 'Profile：在 HSDS 之上增加的 x_ 字段', (ctx) =>
      describeProfile(addressOf(ctx) + PROFILE_PATH),
    ),
    ...Object.entries(profileModifications()).map(([file, patch]) =>
      json(`${PROFILE_PATH}/${file}`, `Profile 对 ${file} 的修改（JSON Merge Patch）`, () => patch),
    ),
  ];
}
