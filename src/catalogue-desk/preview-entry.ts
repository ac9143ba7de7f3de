import { randomUUID } from 'node:crypto';
import type { AskResponse, Section } from '../answer/response.js';
import { Asker } from '../ask.js';
import { candidateSnapshot } from '../catalogue/candidate.js';
import { planPublication } from '../catalogue/plan-publication.js';
import { publishInputs } from '../catalogue/publish.js';
import { readStored } from '../catalogue/stored-catalogue.js';
import { nextIds } from '../catalogue/write-revision.js';
import { renderReply, toMessages, withRest } from '../channels/official-account/render.js';
import { messagesOf } from '../channels/wechaty/messages-of.js';
import { todayInBeijing } from '../clock.js';
import { MemoryConversations } from '../dialogue/session.js';
import { buildEngine } from '../matching/engine.js';
import { loadTools } from '../matching/tools.js';
import type { CheckParts } from './check-release.js';
import { getDraft } from './drafts.js';
import { gatherRelease } from './release-contents.js';

/** A question to a draft, as a resident would ask it. */
export interface PreviewRequest {
  draftId: string;
  question: string;
  /** 行政区划代码 of the asker. */
  regionCode: string;
  /** ISO date on which it is asked: what is in force then. */
  day: string;
}

/** What residents would read in each channel. */
export interface Preview {
  /** Whether the matter of the draft is what answers. */
  hit: boolean;
  kind: string;
  /** Name of the matter that answers; null when none does. */
  matter: string | null;
  web: {
    reply: string;
    sections: { label: string; status: Section['status']; lines: string[]; sources: string[] }[];
  };
  /** Messages one after the other. */
  officialAccount: string[];
  wechat: string[];
  speech: string;
  sms: string;
}

/** A passive reply of the official account, in bytes, and how many follow it. */
const OFFICIAL_ACCOUNT_BYTES = 2_048;
const OFFICIAL_ACCOUNT_MESSAGES = 1;

/** Asks the catalogue as it would be with the draft, by the `ask()` that residents are answered with. */
export async function previewDraft(
  { ds, dataFolder, written }: CheckParts,
  { draftId, question, regionCode, day }: PreviewRequest,
): Promise<Preview> {
  const draft = await getDraft(ds.manager, draftId);
  const contents = await gatherRelease(ds.manager, [draft]);
  const stored = await readStored(ds.manager);
  const options = publishInputs({ ...contents.options, ...written });
  const { plan } = planPublication(stored, await nextIds(ds.manager), contents.results, options);
  const snapshot = candidateSnapshot(stored, plan, options.regions, new Date().toISOString());
  const engine = buildEngine(snapshot, loadTools(dataFolder));
  const asker = new Asker({
    engine: () => engine,
    conversations: new MemoryConversations(),
    homeRegion: null,
    today: () => day || todayInBeijing(),
  });
  const response = await asker.ask({ question, region: regionCode, sessionId: randomUUID() });
  return { hit: response.answer?.item.id === draft.itemId, ...shapesOf(response) };
}

function shapesOf(response: AskResponse): Omit<Preview, 'hit'> {
  const { kind, answer, reply, speech } = response;
  const { text, rest } = withRest(response, renderReply(response));
  return {
    kind,
    matter: answer?.item.name ?? null,
    web: {
      reply,
      sections: (answer?.sections ?? []).map(({ label, status, lines, sources }) => ({
        label,
        status,
        lines: [...lines],
        sources: [
          ...new Set(sources.map(({ title, docNumber }) => (docNumber ? `${title}（${docNumber}）` : title))),
        ],
      })),
    },
    officialAccount: toMessages(text, rest, OFFICIAL_ACCOUNT_BYTES, OFFICIAL_ACCOUNT_MESSAGES).parts,
    wechat: messagesOf(response),
    speech,
    sms: response.sms ?? '',
  };
}
