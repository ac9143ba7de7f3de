import { randomUUID } from 'node:crypto';
import type { AskRequest } from './answer/response.js';
import type { Asker, AskOptions, ExplainedResponse } from './ask.js';
import type { AskedQuestions } from './asked-questions/asked-questions.js';
import type { HandOvers } from './asked-questions/hand-overs.js';
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
    private readonly handOvers: HandOvers,
  ) {}

  /**
   * @param request - without a channel it counts as `web`.
   * @throws {RegionUnknownError} when the request names a region that does not exist.
   */
  async ask(request: AskRequest, options?: AskOptions): Promise<ExplainedResponse> {
    const channel = request.channel ?? 'web';
    if (!this.switches.isOpen(channel)) return stoppedResponse(request.sessionId);
    const response = await this.asker.ask(request, options);
    // Before this question is kept: the wish for a person alone is nothing to hand over.
    const handedOver =
      response.kind === 'handoff' && request.sessionId ? await this.withCode(response) : response;
    this.asked.record(request.question, channel, response);
    return handedOver;
  }

  /** Adds a code by which an agent sees the conversation so far. */
  private async withCode(response: ExplainedResponse): Promise<ExplainedResponse> {
    const handOver = await this.handOvers.offer(response.sessionId);
    if (!handOver) return response;
    const words = handOverWords(handOver.code);
    const [reply, speech, sms] = [response.reply, response.speech, response.sms].map((text) => text + words);
    return { ...response, reply, speech, sms, handOver } as ExplainedResponse;
  }
}

/** What a resident is told to tell. */
function handOverWords(code: string): string {
  return `接通后报交接码${code}，话务员就能看到刚才的对话，半小时内有效。`;
}

function stoppedResponse(sessionId: string | undefined): ExplainedResponse {
  return {
    sessionId: sessionId ?? randomUUID(),
    kind: 'none',
    intent: 'outOfScope',
    region: null,
    candidates: [],
    answer: null,
    notices: [],
    reply: CHANNEL_STOPPED,
    speech: CHANNEL_STOPPED,
    sms: CHANNEL_STOPPED,
    confidence: 1,
    tookMs: 0,
  };
}
