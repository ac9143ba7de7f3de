import { parentPort, workerData } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import type { ClientEvents } from './client.js';
import { THREAD_EVENTS, type ThreadData, type ThreadFunctions } from './client-thread.js';
import { describeFault } from './fault.js';
import type { WechatyClient, WechatyClientOptions } from './wechaty-client.js';

// The thread in which Wechaty and the puppet live; isolated-client.ts starts it. What they break or print stays here.
if (!parentPort) throw new Error('to be started as a worker thread');
const port = parentPort;
const { puppet: packageName, token, memoryName } = workerData as ThreadData;
let client: WechatyClient | null = null;

const functions: ThreadFunctions = {
  sendText: (to, text) => connected().sendText(to, text),
  acceptFriend: (requestId) => connected().acceptFriend(requestId),
  acceptRoom: (invitationId) => connected().acceptRoom(invitationId),
};
const events = createBirpc<ClientEvents, ThreadFunctions>(functions, {
  post: (data) => port.postMessage(data),
  on: (listener) => port.on('message', listener),
  eventNames: [...THREAD_EVENTS],
});

try {
  const puppet = await makePuppet();
  if (puppet) {
    const { WechatyClient } = await import('./wechaty-client.js');
    client = new WechatyClient({ puppet, memoryName }, events);
  } else events.unusable();
} catch (error) {
  events.end(describeFault(error));
}

/** @returns the puppet; null when the package is none. */
async function makePuppet(): Promise<WechatyClientOptions['puppet'] | null> {
  // A package of CommonJS hides its class one or two `default` deeper.
  let found: unknown = await import(packageName);
  for (let depth = 0; depth < 3 && typeof found !== 'function'; depth++)
    found = (found as { default?: unknown } | null | undefined)?.default;
  if (typeof found !== 'function') return null;
  const Puppet = found as new (options: object) => WechatyClientOptions['puppet'];
  const puppet = new Puppet(token === null ? {} : { token });
  return typeof puppet.messageSendText === 'function' && typeof puppet.start === 'function' ? puppet : null;
}

function connected(): WechatyClient {
  if (!client) throw new Error('not connected');
  return client;
}
