import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AskResponse, Channel } from './answer/response.js';
import type { Snapshot } from './catalogue/snapshot.js';

/** Upper bounds in seconds. Answering is computing in memory, so they begin at 0.1 ms. */
const ASK_BUCKETS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1];

/** What the process counts. Only closed lists become labels; nothing a resident wrote does. */
export interface Metrics {
  readonly registry: Registry;
  /**
   * Counts one answered question; every channel calls it once.
   * @param seconds - from receiving the question to having the answer.
   */
  recordAnswer(answer: AskResponse, channel: Channel | undefined, seconds: number): void;
  /** @param route - the path as declared (`/api/v1/items/:id`), never as called. */
  recordRequest(method: string, route: string, status: number): void;
}

/**
 * Makes a registry of its own, so that several applications can live in one process (tests).
 * @param snapshot - the catalogue being served, or null while there is none.
 */
export function createMetrics(snapshot: () => Snapshot | null): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const countQuestion = countedByKey(registers, {
    name: 'wenban_questions_total',
    help: 'Questions answered, by kind of answer, intent and channel',
    labelNames: ['kind', 'intent', 'channel'],
  });
  const askSeconds = new Histogram({
    name: 'wenban_ask_seconds',
    help: 'Time to answer a question, in seconds',
    buckets: ASK_BUCKETS,
    registers,
  });
  const recordRequest = countedByKey(registers, {
    name: 'wenban_http_requests_total',
    help: 'HTTP requests, by declared route, method and status',
    labelNames: ['method', 'route', 'status'],
  });
  registerCatalogueGauges(registers, snapshot);
  return {
    registry,
    recordAnswer(answer, channel, seconds) {
      countQuestion(answer.kind, answer.intent, channel ?? 'api');
      askSeconds.observe(seconds);
    },
    recordRequest,
  };
}

/**
 * A plain map while serving, turned into labels only when somebody reads /metrics: hashing labels costs more than routing.
 * @returns counts one; values in the order of the labels, without spaces.
 */
function countedByKey(
  registers: Registry[],
  { labelNames, ...named }: { name: string; help: string; labelNames: readonly [string, string, string] },
): (first: string, second: string, third: string | number) => void {
  const counts = new Map<string, number>();
  new Counter({
    ...named,
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const [key, count] of counts) {
        const values = key.split(' ');
        this.inc(Object.fromEntries(labelNames.map((label, index) => [label, values[index] ?? ''])), count);
      }
    },
  });
  return (first, second, third) => {
    const key = `${first} ${second} ${third}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
}

function registerCatalogueGauges(registers: Registry[], snapshot: () => Snapshot | null): void {
  const gauge = (name: string, help: string, read: (current: Snapshot) => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        const current = snapshot();
        this.set(current ? read(current) : 0);
      },
    });
  gauge('wenban_catalogue_revision', 'Published revision being served', (current) => current.revision);
  gauge('wenban_catalogue_items', 'Matters being served', (current) => current.items.length);
  gauge('wenban_catalogue_implementations', 'Implementations being served', (current) =>
    current.items.reduce((sum, item) => sum + item.implementations.length, 0),
  );
}
