import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Wenban } from '../../../src/wenban.js';
import { openTestWenban } from '../../support-wenban.js';
import { FakeTown } from './fake-citizen.js';

/** What a test finds: the service for a district, open for the whole file, and an awake bot in a town of its own. */
export interface TownOfTest {
  wenban: Wenban;
  town: FakeTown;
}

/** Opens both in the hooks of the calling test file; fields are there once a test runs. */
export function useTown(): TownOfTest {
  const world = {} as TownOfTest;
  beforeAll(async () => {
    world.wenban = await openTestWenban({ HOME_REGION: '大足区' });
  });
  afterAll(() => world.wenban.close());
  beforeEach(async () => {
    world.town = new FakeTown((request) => world.wenban.frontDoor.ask(request));
    await world.town.wakeUp();
  });
  return world;
}
