import { randomUUID } from 'node:crypto';
import type { AskRequest } from './answer/response.js';
import type { Asker, AskOptions, ExplainedResponse } from './ask.js';
import type { AskedQuestions } from './asked-questions/asked-questions.js';
import { CHANNEL_STOPPED, type ChannelSwitches } from './switches/channel-switches.js';

/**
 * Where every channel asks: a stopped channel gets the fixed text, and what was asked is kept for a limited time. The
 * answer itself is the asker's and nobody else's.
 */
export class FrontDoor {
  constructor(
    private readonly asker: Asker,
    private readonly switches: ChannelSwitches,
    private readonly asked: AskedQuestions,
  ) {}

  /**
   * @param request - without a channel it counts as `web`.
   * @throws {RegionUnknownError} when the request names a region that does not exist.
   */
  async ask(request: AskRequest, options?: AskOptions): Promise<ExplainedResponse> {
    const channel = request.channel ?? 'web';
    if (!this.switches.isOpen(channel)) return stoppedResponse(request.sessionId);
    const response = await this.asker.ask(request, options);
    this.asked.record(request.question, channel, response);
    return response;
  }
}

function stoppedResponse(sessionId: string | undefined): ExplainedResponse {
  return {
    sessionId: sessionId ?? randomUUID(),
    kind: 'none',
    intent: 'outOfScope',
    region: null,
    candidates: [],
    answer: null,
    reply: CHANNEL_STOPPED,
    speech: CHANNEL_STOPPED,
    sms: CHANNEL_STOPPED,
    confidence: 1,
    tookMs: 0,
  };
}
