import { agencies, findItem, searchItems, themes } from './catalogue/queries.js';
import { todayInBeijing } from './clock.js';
import { checkEligibility } from './eligibility/service.js';
import type { Services } from './http/services.js';
import { findLifeEvent, listLifeEvents } from './life-events/resolve.js';
import { suggest } from './matching/suggest.js';
import type { Wenban } from './wenban.js';

/** What the HTTP routes call, made from the open parts. */
export function createServices({
  asker,
  frontDoor,
  asked,
  catalogue,
  engine,
  feedback,
  notices,
  places,
}: Wenban): Services {
  return {
    ask: (request, options) => frontDoor.ask(request, options),
    ready: () => catalogue.isLoaded,
    snapshot: () => catalogue.current(),
    item: (id) => findItem(catalogue.current(), id),
    noticesOf: (item) => notices.ofItem(item),
    itemAsOf: async (id, day) => {
      const snapshot = await catalogue.at(day);
      const item = findItem(snapshot, id);
      return item && { item, snapshot };
    },
    itemAnswer: (id, region, intent) => asker.answerOf(id, region, intent),
    search: (query) => searchItems(catalogue.current(), query, (q) => engine.current().search(q)),
    suggest: (q) => suggest(engine.current(), q),
    themes: () => themes(catalogue.current()),
    agencies: () => agencies(catalogue.current()),
    places: (query) => places.find(query),
    counters: (itemId, regionCode) => places.counters(itemId, regionCode),
    eligibility: (check) => checkEligibility(check, catalogue.current(), todayInBeijing()),
    lifeEvents: {
      list: listLifeEvents,
      find: (id, regionCode) => findLifeEvent(id, regionCode, catalogue.current(), todayInBeijing()),
    },
    feedback: async (given) => {
      const id = await feedback.add(given);
      await asked.rate(given.sessionId, given.itemId, given.rating);
      return id;
    },
  };
}
