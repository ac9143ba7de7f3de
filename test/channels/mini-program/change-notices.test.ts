import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChangeSubscription } from '../../../entities/change-subscription.js';
import type { Elements } from '../../../entities/elements.js';
import { Catalogue } from '../../../src/catalogue/catalogue.js';
import { changeOfItem } from '../../../src/catalogue/item-change.js';
import { applyDrafts } from '../../../src/catalogue/publish.js';
import { ChangeNotices } from '../../../src/channels/mini-program/change-notices.js';
import { subscriptionPurpose } from '../../../src/channels/mini-program/subscriptions.js';
import { WeixinClient } from '../../../src/channels/weixin/weixin-client.js';
import { createLogger } from '../../../src/log.js';
import { TextSealer } from '../../../src/privacy/sealed-text.js';
import { ChangeSubscriptions, MOST_ACCEPTS } from '../../../src/residents/change-subscriptions.js';
import { createDataSource, migrate } from '../../../src/storage/data-source.js';
import { type RowFacts, readResult } from '../../catalogue/factories.js';
import { engines, type TestDatabase } from '../../storage/databases.js';
import { WeixinStandIn } from '../../support/weixin/weixin-server.js';

const SEND = '/cgi-bin/message/subscribe/send';
const ACCOUNT = { appId: 'wx0123456789abcdef', appSecret: 'secret-of-the-mini-program' };
const TEMPLATE = { id: 'tmpl', matter: 'thing1', change: 'thing2', date: 'date3' };
const KEY = Buffer.alloc(32, 7);
const MATTER = 'dj-001';

/** A process with its own connection, catalogue and notices. */
interface Process {
  ds: DataSource;
  catalogue: Catalogue;
  subscriptions: ChangeSubscriptions;
  notices: ChangeNotices;
}

describe.each(await engines())('notices of changes on $engine', ({ engine, create }) => {
  let database: TestDatabase;
  let weixin: WeixinStandIn;
  let now: Date;
  let open: boolean;
  let log: string[];
  const processes: Process[] = [];

  beforeEach(async () => {
    vi.useFakeTimers({ now: new Date('2026-11-27T02:00:00Z'), toFake: ['Date'] });
    now = new Date();
    open = true;
    log = [];
    database = await create();
    weixin = await WeixinStandIn.start([ACCOUNT]);
    const { ds } = await start();
    await publish(ds, {});
  });
  afterEach(async () => {
    vi.useRealTimers();
    for (const { ds, notices } of processes.splice(0)) {
      await notices.close();
      if (ds.isInitialized) await ds.destroy();
    }
    await weixin.stop();
    await database.drop();
  });

  async function start(
    sealer = new TextSealer([KEY]),
    ds = processes[0] && engine === 'sqlite' ? processes[0].ds : undefined,
  ): Promise<Process> {
    const connection = ds ?? (await createDataSource(database.url).initialize());
    await migrate(connection);
    const catalogue = new Catalogue(connection);
    const client = new WeixinClient({ account: ACCOUNT, apiBase: weixin.base });
    const subscriptions = new ChangeSubscriptions(connection, () => now);
    const notices = new ChangeNotices({
      changeOf: (query) => changeOfItem(connection, query),
      subscriptions,
      snapshot: () => (catalogue.isLoaded ? catalogue.current() : null),
      isOpen: () => open,
      send: (message) => client.sendSubscription(message),
      sealer,
      template: TEMPLATE,
      itemPage: 'pages/item/index',
      log: createLogger('debug', { write: (line: string) => void log.push(line) }),
    });
    const started = { ds: connection, catalogue, subscriptions, notices };
    processes.push(started);
    return started;
  }

  const first = () => processes[0] as Process;
  let edition = 0;

  /** Publishes a list with one matter (or none) as the next revision. */
  async function publish(ds: DataSource, elements: Elements, facts: Partial<RowFacts> = {}): Promise<void> {
    const matter = { key: MATTER, name: '补、换社会保障卡', agency: '县人力社保局', elements, ...facts };
    const rows = [matter, { key: 'dj-002', name: `别的事项${edition++}`, agency: '县民政局' }];
    await applyDrafts(ds, [readResult('001.txt', rows, String(edition % 10))], { questions: [], links: [] });
    for (const { catalogue } of processes) await catalogue.reload();
  }

  async function subscribe(
    openId: string,
    more: { regionCode?: string; times?: number } = {},
  ): Promise<void> {
    const { subscriptions, catalogue } = first();
    const row = { personHash: openId.padEnd(64, '0'), itemId: MATTER };
    for (let time = 0; time < (more.times ?? 1); time++) {
      weixin.acceptSubscription(openId, TEMPLATE.id);
      await subscriptions.accept({
        ...row,
        itemName: '补、换社会保障卡',
        regionCode: more.regionCode ?? null,
        sealedOpenId: new TextSealer([KEY]).seal(openId, subscriptionPurpose(row)),
        sinceRevision: catalogue.current().revision,
      });
    }
  }

  const materials = (...names: string[]): Elements => ({
    materials: [{ value: names.map((name) => ({ name })), source: 0 }],
  });
  const fee = (text: string): Elements => ({ feeStandard: [{ value: [{ text }], source: 0 }] });
  const left = () => first().ds.manager.find(ChangeSubscription);

  it('name the matter, what changed and the day, once for one acceptance', async () => {
    await subscribe('oLi');
    await first().notices.run();
    expect(weixin.subscriptions).toEqual([]);
    await publish(first().ds, { ...materials('身份证'), ...fee('每张20元') });
    await first().notices.run();
    expect(weixin.subscriptions).toEqual([
      {
        touser: 'oLi',
        template_id: 'tmpl',
        page: 'pages/item/index?id=dj-001',
        miniprogram_state: 'formal',
        data: {
          thing1: { value: '补、换社会保障卡' },
          thing2: { value: '申请材料、收费标准' },
          date3: { value: '2026年11月27日' },
        },
      },
    ]);
    expect(await left()).toEqual([]);
    await publish(first().ds, materials('户口簿'));
    await first().notices.run();
    expect(weixin.callsOf(SEND)).toHaveLength(1);
  });

  it('come for each acceptance, each for a change of its own', async () => {
    await subscribe('oLi', { times: 2 });
    for (const name of ['身份证', '户口簿', '照片']) {
      await publish(first().ds, materials(name));
      await first().notices.run();
      await first().notices.run();
    }
    expect(weixin.subscriptions).toHaveLength(2);
  });

  it('are as many as were accepted, also at the same moment and on several phones', async () => {
    const others = [first(), await start(), await start()];
    const row = {
      personHash: 'a'.repeat(64),
      itemId: MATTER,
      itemName: '补、换社会保障卡',
      regionCode: null,
    };
    const accept = ({ subscriptions }: Process) =>
      subscriptions.accept({ ...row, sealedOpenId: 'sealed', sinceRevision: 1 });
    await Promise.all([...others, ...others].map(accept));
    expect((await left()).map(({ accepts }) => accepts)).toEqual([6]);
    for (let time = 0; time < 20; time++) await accept(first());
    expect((await left()).map(({ accepts }) => accepts)).toEqual([MOST_ACCEPTS]);
  });

  it('do not come when other matters change, or other places', async () => {
    await subscribe('oHere', { regionCode: '500231' });
    await subscribe('oElsewhere', { regionCode: '500111' });
    await publish(first().ds, {});
    await first().notices.run();
    expect(weixin.callsOf(SEND)).toEqual([]);
    await publish(first().ds, materials('身份证'));
    await first().notices.run();
    expect(weixin.subscriptions.map(({ touser }) => touser)).toEqual(['oHere']);
  });

  it('tell of a matter that is gone', async () => {
    await subscribe('oLi');
    await publish(first().ds, {}, { key: 'dj-009', name: '办理老年优待证' });
    await first().notices.run();
    expect(weixin.subscriptions[0]?.data).toMatchObject({
      thing1: { value: '补、换社会保障卡' },
      thing2: { value: '事项已取消' },
    });
  });

  it('are sent once by however many processes look at the same time', async () => {
    const others = [await start(), await start()];
    for (const person of ['oA', 'oB', 'oC', 'oD']) await subscribe(person, { times: 3 });
    await publish(first().ds, materials('身份证'));
    await Promise.all([first(), ...others].map(({ notices }) => notices.run()));
    expect(weixin.subscriptions.map(({ touser }) => touser).sort()).toEqual(['oA', 'oB', 'oC', 'oD']);
    expect((await left()).map(({ accepts }) => accepts)).toEqual([2, 2, 2, 2]);
  });

  it('are sent by the process that starts after the one that published stopped', async () => {
    await subscribe('oLi');
    await publish(first().ds, materials('身份证'));
    await first().notices.close();
    await first().notices.run();
    expect(weixin.subscriptions).toEqual([]);
    const next = await start();
    await next.catalogue.reload();
    await next.notices.run();
    expect(weixin.subscriptions).toHaveLength(1);
  });

  it('that a process left half-way are taken over a minute later', async () => {
    await subscribe('oLi');
    await publish(first().ds, materials('身份证'));
    const { subscriptions, catalogue, notices } = first();
    const [row] = await subscriptions.due(catalogue.current().revision, 10);
    expect(await subscriptions.claim(row as ChangeSubscription, 60_000)).not.toBeNull();
    expect(await subscriptions.claim(row as ChangeSubscription, 60_000)).toBeNull();
    await notices.run();
    expect(weixin.subscriptions).toEqual([]);
    now = new Date(now.getTime() + 61_000);
    await notices.run();
    expect(weixin.subscriptions).toHaveLength(1);
  });

  it('end with 43101: the citizen took the acceptance back', async () => {
    await subscribe('oLi', { times: 2 });
    weixin.misbehave(SEND, { errcode: 43101 });
    await publish(first().ds, materials('身份证'));
    await first().notices.run();
    expect(await left()).toEqual([]);
    weixin.behave(SEND);
    await publish(first().ds, materials('户口簿'));
    await first().notices.run();
    expect(weixin.callsOf(SEND)).toHaveLength(1);
  });

  it.each([{ errcode: -1 }, { errcode: 45009 }, { broken: 'hangUp' }, { broken: 'status500' }] as const)(
    'wait while WeChat is away (%o), and disturb it with one call only',
    async (how) => {
      await subscribe('oA');
      await subscribe('oB');
      await publish(first().ds, materials('身份证'));
      weixin.misbehave(SEND, how);
      await first().notices.run();
      expect(weixin.callsOf(SEND)).toHaveLength(1);
      weixin.behave(SEND);
      now = new Date(now.getTime() + 2 * 60_000);
      await first().notices.run();
      expect(weixin.subscriptions.map(({ touser }) => touser).sort()).toEqual(['oA', 'oB']);
      expect(log.join('')).toContain('is tried again');
      expect(log.join('')).not.toMatch(/oA|oB|secret-of/);
    },
  );

  it('wait while the channel is stopped', async () => {
    await subscribe('oLi');
    await publish(first().ds, materials('身份证'));
    open = false;
    await first().notices.run();
    expect(weixin.callsOf(SEND)).toEqual([]);
    open = true;
    await first().notices.run();
    expect(weixin.subscriptions).toHaveLength(1);
  });

  it('go on after the AppSecret changed, as long as the one before is known', async () => {
    await subscribe('oLi');
    await publish(first().ds, materials('身份证'));
    const next = await start(new TextSealer([Buffer.alloc(32, 8), KEY]));
    await next.catalogue.reload();
    await next.notices.run();
    expect(weixin.subscriptions).toHaveLength(1);
    await subscribe('oWang');
    await publish(first().ds, materials('户口簿'));
    const forgetful = await start(new TextSealer([Buffer.alloc(32, 8)]));
    await forgetful.catalogue.reload();
    await forgetful.notices.run();
    expect(await left()).toEqual([]);
    expect(log.join('')).toContain('an AppSecret that is gone');
  });

  it('say how many parts changed when not all of them fit', async () => {
    await subscribe('oLi');
    await publish(first().ds, {
      ...materials('身份证'),
      ...fee('每张20元'),
      conditions: [{ value: ['本地参保'], source: 0 }],
      process: [{ value: [{ text: '受理' }], source: 0 }],
      serviceHours: [{ value: '9:00-17:00', source: 0 }],
    });
    await first().notices.run();
    expect(weixin.subscriptions[0]?.data).toMatchObject({
      thing2: { value: '受理条件、申请材料、办理流程等5项' },
    });
  });

  it('that led to nothing for a year go, and the openid with them', async () => {
    await subscribe('oLi');
    const { subscriptions } = first();
    now = new Date(now.getTime() + 364 * 86_400_000);
    expect(await subscriptions.deleteExpired()).toBe(0);
    now = new Date(now.getTime() + 2 * 86_400_000);
    expect(await subscriptions.deleteExpired()).toBe(1);
  });
});
