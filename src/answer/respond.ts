import type { ImplementationRecord, ItemRecord } from '../catalogue/snapshot.js';
import { isSmallTalk } from '../dialogue/chat-intents.js';
import type { Understood } from '../dialogue/find.js';
import { MOST_CHOICES } from '../matching/decision.js';
import type { Engine } from '../matching/engine.js';
import { plainlyNamed } from '../matching/plainly-named.js';
import type { NoticesAbout } from '../notices/notice-board.js';
import type { AnswerBook } from './answer-book.js';
import { askedBy } from './asked-by.js';
import { emergencyReply } from './emergency.js';
import { officeAsked } from './office-reply.js';
import { withLastLine } from './render.js';
import { implementationFor } from './resolve.js';
import type { AskResponse, Candidate } from './response.js';
import { clip } from './sentences.js';
import { NOTHING_FOUND, SMALL_TALK } from './small-talk.js';
import { choicesAsSms, shortenForSms } from './sms.js';
import { toSpeech } from './speech.js';

/** A candidate with less than this share of the first one's is no choice. */
const CHOICE_SHARE = 0.12;
/** A matter of another region is named only when it is this sure. */
const ELSEWHERE_FROM = 0.75;
/** How far (log odds) it must be ahead of what the asked region has, when that is unsure itself. */
const FAR_BETTER = 2;
/** Below this the question is about nothing in the catalogue at all. */
const OUT_OF_SCOPE_BELOW = 0.35;

/** Must not be lost from a list of what somebody may get. */
const OFFICE_REVIEWS = '以经办机构审核为准。';

type Unsaid = Omit<AskResponse, 'kind' | 'reply' | 'speech' | 'sms'>;

/**
 * Composes the response to what was understood.
 *
 * @param limit - candidates to return.
 * @param today - ISO date: what is in force.
 * @param noticesAbout - notices that hold for the matter answered.
 */
export function respond(
  engine: Engine,
  book: AnswerBook,
  understood: Understood,
  sessionId: string,
  limit: number,
  today: string,
  noticesAbout: NoticesAbout,
): AskResponse {
  const { intent, region, decision } = understood;
  const base: Unsaid = {
    sessionId,
    intent,
    region: region ? { code: region.code, name: region.name } : null,
    candidates: [],
    answer: null,
    notices: [],
    confidence: 1,
    tookMs: 0,
  };
  if (intent === 'emergency') return callForHelp(engine, understood, base);
  if (isSmallTalk(intent))
    return say({ ...base, kind: intent === 'human' ? 'handoff' : 'chat' }, SMALL_TALK[intent]);

  const candidates = candidatesOf(engine, understood, Math.max(limit, MOST_CHOICES));
  const found = { ...base, candidates: candidates.slice(0, limit), confidence: round(decision.confidence) };
  const office = decision.verdict === 'answer' ? null : officeAsked(understood.frame);
  const about = office && book.office(office, region, today);
  if (about) return say({ ...found, kind: 'chat' }, about, shortenForSms(about));
  const first = understood.matches.find((match) => match.eligible && !match.matter.notOurs);
  if (decision.verdict === 'none' || !first) return sayNo(engine, understood, found);
  if (decision.verdict === 'clarify') {
    const elsewhere = onlyElsewhere(engine, understood, first.score + FAR_BETTER);
    return elsewhere ? say({ ...found, kind: 'none' }, elsewhere) : askBack(found, candidates);
  }
  const { item } = first.matter;
  const [shown] = candidates;
  const regionCodes = [region?.code, shown?.region.code];
  const notices = noticesAbout({ itemId: item.id, agency: shown?.agency ?? null, regionCodes });
  const asked = askedBy(engine.language, understood);
  const written = book.answer(item, region?.code ?? null, intent, today, notices, asked);
  const answer = { item: { id: item.id, name: written.name }, sections: written.sections };
  const { reply, speech, sms } = written;
  const said = { ...found, kind: 'answer' as const, answer, notices, reply, speech, sms };
  return understood.second ? offerSecond(engine, said, understood.second, limit) : said;
}

/** The answer about the first of two matters, with the second to choose. */
function offerSecond(engine: Engine, first: AskResponse, second: Understood, limit: number): AskResponse {
  const [other] = candidatesOf(engine, second, 1);
  if (!other) return first;
  const [own, ...rest] = first.candidates.filter(({ id }) => id !== other.id);
  const candidates = [...(own ? [own] : []), other, ...rest].slice(0, limit);
  const reply = withLastLine(first.reply, `您还问到“${clip(other.name, 50)}”，回复1接着说。`);
  return { ...first, candidates, reply, speech: toSpeech(reply) };
}

/**
 * A response that names several matters at once: what somebody may get, or all steps after an event.
 *
 * @param itemIds - the matters named, in the order of the text.
 */
export function respondWithList(
  engine: Engine,
  understood: Understood,
  sessionId: string,
  kind: 'eligibility' | 'lifeEvent',
  itemIds: readonly string[],
  reply: string,
  limit: number,
): AskResponse {
  const { region } = understood;
  const known = new Map(understood.matches.map((match) => [match.matter.item.id, match.score]));
  const candidates = itemIds.slice(0, limit).flatMap((id) => {
    const item = engine.snapshot.items.find((one) => one.id === id);
    const own = item && implementationFor(item, region?.code ?? null, engine.snapshot.regions);
    return item ? [describe(engine, item, known.get(id) ?? 0, 1, own ?? null)] : [];
  });
  const regionName = region ? { code: region.code, name: region.name } : null;
  return say(
    {
      sessionId,
      kind,
      intent: kind,
      region: regionName,
      candidates,
      answer: null,
      notices: [],
      confidence: 1,
      tookMs: 0,
    },
    reply,
    shortenForSms(reply, kind === 'eligibility' ? OFFICE_REVIEWS : ''),
  );
}

/** Candidates that are handled in the region, best first, at most `most`. */
function candidatesOf(engine: Engine, { matches, decision, region }: Understood, most: number): Candidate[] {
  return matches
    .filter((match) => match.eligible)
    .map((match, index) => ({ match, share: decision.shares[index] ?? 0 }))
    .filter(({ match }) => !match.matter.notOurs)
    .slice(0, most)
    .map(({ match, share }, index) => {
      const confidence = index === 0 ? decision.confidence : Math.min(decision.confidence, share);
      const { item } = match.matter;
      const own = implementationFor(item, region?.code ?? null, engine.snapshot.regions);
      return describe(engine, item, match.score, confidence, own);
    });
}

function describe(
  engine: Engine,
  item: ItemRecord,
  score: number,
  confidence: number,
  own: ImplementationRecord | null,
): Candidate {
  const code = own?.regionCode ?? '';
  return {
    id: item.id,
    name: own?.name ?? item.name,
    type: item.type,
    agency: own?.agency ?? null,
    region: { code, name: engine.snapshot.regions.findByCode(code)?.name ?? '' },
    score: round(score),
    confidence: round(confidence),
    sources: own?.sources ?? [],
  };
}

/** The number to call; where it may be no emergency after all, the matter that is otherwise meant can be chosen. */
function callForHelp(engine: Engine, understood: Understood, base: Unsaid): AskResponse {
  const { danger } = understood.frame.reading;
  const reply = emergencyReply(danger?.signs ?? []);
  const [matter] =
    danger?.sure || understood.decision.verdict !== 'answer' ? [] : candidatesOf(engine, understood, 1);
  if (!matter) return say({ ...base, kind: 'emergency' }, reply);
  return say(
    { ...base, kind: 'emergency', candidates: [matter] },
    `${reply}\n如果没有危险，只是想办“${clip(matter.name, 50)}”，请回复1。`,
  );
}

/** Asks which of two to four matters is meant. */
function askBack(found: Unsaid, candidates: readonly Candidate[]): AskResponse {
  const least = CHOICE_SHARE * (candidates[0]?.confidence ?? 0);
  const choices = candidates
    .slice(0, MOST_CHOICES)
    .filter(({ confidence }, index) => index < 2 || confidence >= least);
  const lines = choices.map(({ name, region }, index) => {
    const ambiguous =
      found.region === null || choices.some((other, at) => at !== index && other.name === name);
    return `${index + 1}. ${clip(name, 50)}${ambiguous ? `（${region.name}）` : ''}`;
  });
  return say(
    { ...found, kind: 'clarify' },
    `您问的是下面哪一件？回复数字就行：\n${lines.join('\n')}\n都不是的话，请换个说法，或拨打12345。`,
    choicesAsSms(choices.map(({ name }) => name)),
  );
}

/** An honest no: another region's matter is named as such, a topic that is not ours with who can help. */
function sayNo(engine: Engine, understood: Understood, found: Unsaid): AskResponse {
  const [first] = understood.matches;
  const topic = first?.matter.notOurs
    ? engine.notOurs.find(({ id }) => id === first.matter.item.id)
    : undefined;
  // What another region has and is nearer than the topic is what was asked for.
  const elsewhere = onlyElsewhere(engine, understood, topic && first?.score);
  if (elsewhere) return say({ ...found, kind: 'none' }, elsewhere);
  if (topic) {
    const advice = topic.advice || '您可以拨打政务服务便民热线12345咨询。';
    return say(
      { ...found, intent: 'outOfScope', kind: 'none', candidates: [], topic: topic.id },
      `抱歉，这件事不在现有的政务服务清单里。${advice}`,
    );
  }
  const intent = found.confidence < OUT_OF_SCOPE_BELOW ? 'outOfScope' : found.intent;
  return say({ ...found, intent, kind: 'none' }, NOTHING_FOUND);
}

/**
 * @param least - score that another region's matter must have.
 * @returns the sentence that says that only other regions have the matter, or null.
 */
function onlyElsewhere(
  engine: Engine,
  { region, frame, matches }: Understood,
  least = -Infinity,
): string | null {
  if (!region) return null;
  const others = matches.filter((match) => !match.eligible);
  const first = others[0];
  if (!first || first.score < least) return null;
  const sure = engine.decision.decide(frame, others).confidence >= ELSEWHERE_FROM;
  if (!sure && plainlyNamed(frame, matches) !== first) return null;
  const { item } = first.matter;
  const places = regionNamesOf(engine, item).join('、');
  return `现有清单里，“${item.name}”只收录了${places}的，没有${region.name}的，不能拿别处的答复您。请拨打12345问${region.name}的办法。`;
}

function regionNamesOf(engine: Engine, item: ItemRecord): string[] {
  const names = item.implementations.map(
    (own) => engine.snapshot.regions.findByCode(own.regionCode)?.name ?? '',
  );
  return [...new Set(names)].filter(Boolean);
}

function say(
  response: Omit<AskResponse, 'reply' | 'speech' | 'sms'>,
  reply: string,
  sms = shortenForSms(reply),
): AskResponse {
  return { ...response, reply, speech: toSpeech(reply), sms };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
