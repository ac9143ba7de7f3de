import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hsdsRoutes } from '../../src/hsds/routes.js';
import type { HsdsService } from '../../src/hsds/schema.js';
import { createServices } from '../../src/services.js';
import type { Wenban } from '../../src/wenban.js';
import { startApp } from '../http/support.js';
import { openTestWenban } from '../support-wenban.js';
import { formats } from './rules.js';
import { expectValid, full, isListed, isService, only, servicesOf, TODAY } from './support.js';

describe('the bundled catalogue', () => {
  let wenban: Wenban;
  let services: HsdsService[];
  beforeAll(async () => {
    wenban = await openTestWenban();
    services = servicesOf(wenban.catalogue.current());
  });
  afterAll(() => wenban.close());

  it('is valid HSDS throughout, each service once', () => {
    const implementations = wenban.catalogue.current().items.flatMap((one) => one.implementations);
    expect(services).toHaveLength(implementations.length);
    expect(new Set(services.map(({ id }) => id)).size).toBe(services.length);
    for (const service of services) expectValid(isService, service);
  });

  // The official schemas are CC BY-SA, so they are not part of this project: HSDS_SCHEMAS names a folder that has them.
  const official = join(process.env.HSDS_SCHEMAS ?? '', 'compiled', 'service.json');
  it.skipIf(!existsSync(official))('validates against the schemas of the standard', () => {
    const validate = new Ajv2020({ strict: false, allErrors: true, formats, validateSchema: false }).compile(
      JSON.parse(readFileSync(official, 'utf8')),
    );
    for (const service of [...services, only(full)]) expectValid(validate, service);
  });

  it('is served: pages that together hold every service, and each service alone', async () => {
    const routes = hsdsRoutes(createServices(wenban), () => TODAY);
    const { call } = await startApp(createServices(wenban), { routes, env: { RATE_LIMIT_PER_MINUTE: '0' } });
    const seen = new Set<string>();
    for (let page = 1, last = false; !last; page++) {
      const { json } = await call(`/hsds/services?per_page=100&page=${page}`);
      for (const one of json.contents) {
        expectValid(isListed, one);
        seen.add(one.id);
      }
      expect(json).toMatchObject({
        page_number: page,
        size: json.contents.length,
        first_page: page === 1,
        empty: false,
      });
      last = json.last_page;
    }
    expect(seen.size).toBe(services.length);
    const [first] = services;
    const { status, json } = await call(`/hsds/services/${first?.id.toUpperCase()}`);
    expect(status).toBe(200);
    expect(json).toEqual(JSON.parse(JSON.stringify(first)));
    const found = await call(`/hsds/services?search=${encodeURIComponent('社保卡')}&full=true&per_page=3`);
    expect(found.json.contents[0].name).toMatch(/社会保障卡|社保卡/);
    expect(found.json.contents[0].x_sources).not.toHaveLength(0);
  });
});
