import { changeOfItem } from '../../catalogue/item-change.js';
import { ChangeNotices } from './change-notices.js';
import type { MiniProgramParts } from './parts.js';

/** Notices that were put off, or that another process left undone, wait no longer than this. */
const EVERY_MS = 60_000;

/**
 * Sends notices of changes: after each new revision, and again and again for what waits. Nothing while no template is set.
 * @returns how to stop; waits for the notice under way.
 */
export function startNotices({
  wenban,
  client,
  sealer,
  settings,
  log,
}: MiniProgramParts): () => Promise<void> {
  const { changeTemplate: template, itemPage } = settings;
  if (!template) return async () => {};
  const notices = new ChangeNotices({
    changeOf: (query) => changeOfItem(wenban.dataSource, query),
    subscriptions: wenban.subscriptions,
    snapshot: () => (wenban.catalogue.isLoaded ? wenban.catalogue.current() : null),
    isOpen: () => wenban.switches.isOpen('miniProgram'),
    send: (message) => client.sendSubscription(message),
    sealer,
    template,
    itemPage,
    log,
  });
  const run = (): void => void notices.run();
  wenban.catalogue.on('swapped', run);
  const timer = setInterval(run, EVERY_MS).unref();
  run();
  return async () => {
    wenban.catalogue.off('swapped', run);
    clearInterval(timer);
    await notices.close();
  };
}
