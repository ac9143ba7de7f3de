import { Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import type { ClientEvents, Destination, WechatClient } from './client.js';
import type { ThreadData, ThreadFunctions } from './client-thread.js';
import { describeFault } from './fault.js';

export interface IsolatedClientOptions extends ThreadData {
  /** Variables that the puppet may see. */
  env: Readonly<Record<string, string>>;
}

/** A puppet that leaks takes no more than this from the service. */
const MOST_MEMORY_MB = 384;
/** WeChat has not taken a message after so long: it counts as failed. */
const CALL_TIMEOUT_MS = 30_000;

/**
 * A client in a thread of its own. Puppets are other people's code that loses its footing when WeChat is away: some
 * throw where nobody catches, some catch what is not theirs, some go on after they were stopped. Here none of it reaches
 * the service, and ending the thread ends all of it. What they print is thrown away, because it may hold names and texts.
 */
export class IsolatedClient implements WechatClient {
  private readonly worker: Worker;
  private readonly calls;

  constructor({ env, ...data }: IsolatedClientOptions, events: ClientEvents) {
    this.worker = new Worker(new URL('./client-worker.js', import.meta.url), {
      workerData: data satisfies ThreadData,
      env: { ...env },
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    this.worker.stdout.resume();
    this.worker.stderr.resume();
    this.calls = createBirpc<ThreadFunctions, ClientEvents>(events, {
      post: (call) => this.worker.postMessage(call),
      on: (listener) => this.worker.on('message', listener),
      timeout: CALL_TIMEOUT_MS,
    });
    this.worker.on('error', (error) => events.end(describeFault(error)));
    this.worker.on('exit', () => {
      this.calls.$close();
      events.end(null);
    });
  }

  sendText(to: Destination, text: string): Promise<void> {
    return this.calls.sendText(to, text);
  }

  acceptFriend(requestId: string): Promise<void> {
    return this.calls.acceptFriend(requestId);
  }

  acceptRoom(invitationId: string): Promise<void> {
    return this.calls.acceptRoom(invitationId);
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}
