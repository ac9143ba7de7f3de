import type { ImplementationRecord, ItemRecord } from '../catalogue/snapshot.js';
import { isSmallTalk } from '../dialogue/chat-intents.js';
import type { Understood } from '../dialogue/find.js';
import { asksSomething } from '../language/intent-features.js';
import type { Engine } from '../matching/engine.js';
import type { NoticesAbout } from '../notices/notice-board.js';
import type { AnswerBook } from './answer-book.js';
import { askedBy } from './asked-by.js';
import { choicesOf } from './choices.js';
import { emergencyReply } from './emergency.js';
import { officeAsked } from './office-reply.js';
import { withLastLine } from './render.js';
import { implementationFor } from './resolve.js';
import type { AskResponse, Candidate } from './response.js';
import { clip } from './sentences.js';
import { isForDanger, shortNumberAsked } from './short-numbers.js';
import {
  asksNothing,
  CHINESE_ONLY,
  hasWords,
  isEnglish,
  NOTHING_FOUND,
  NOTHING_SAID,
  SMALL_TALK,
} from './small-talk.js';
import { choicesAsSms, shortenForSms } from './sms.js';
import { toSpeech } from './speech.js';
import { topicAsked } from './topic-asked.js';

/** Below this the question is about nothing in the catalogue at all. */
const OUT_OF_SCOPE_BELOW = 0.35;

/** A question back with a single matter needs more than a guess. */
const ONLY_CHOICE_FROM = 0.05;

/** Must not be lost from a list of what somebody may get. */
const OFFICE_REVIEWS = '以经办机构审核为准。';

type Unsaid = Omit<AskResponse, 'kind' | 'reply' | 'speech' | 'sms'>;

/** A response, and what can be chosen by number after it. */
export interface Reply {
  response: AskResponse;
  /** Ids of the matters in the order of their numbers, whatever part of the candidates is returned. */
  choices: readonly string[];
}

const NO_CHOICES: readonly string[] = [];

/**
 * Composes the response to what was understood.
 *
 * @param question - as it was written.
 * @param limit - candidates to return.
 * @param today - ISO date: what is in force.
 * @param noticesAbout - notices that hold for the matter answered.
 */
export function respond(
  engine: Engine,
  book: AnswerBook,
  understood: Understood,
  question: string,
  sessionId: string,
  limit: number,
  today: string,
  noticesAbout: NoticesAbout,
): Reply {
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
  if (isEnglish(question)) return say({ ...base, intent: 'outOfScope', kind: 'none' }, CHINESE_ONLY);

  const found = {
    ...base,
    candidates: candidatesOf(engine, understood, limit),
    confidence: round(decision.confidence),
  };
  const about = aboutNumber(book, understood) ?? aboutOffice(book, understood, today);
  if (about) return say({ ...found, kind: 'chat' }, about, shortenForSms(about));
  if (decision.verdict !== 'answer' && asksNothing(understood)) return askForMatter(understood, found);
  const first = understood.matches.find((match) => match.eligible && !match.matter.notOurs);
  if (decision.verdict === 'none' || !first) return sayNo(engine, understood, found);
  if (decision.verdict === 'clarify') return askBack(engine, understood, found, limit);
  const { item } = first.matter;
  const [shown] = found.candidates;
  const regionCodes = [region?.code, shown?.region.code];
  const notices = noticesAbout({ itemId: item.id, agency: shown?.agency ?? null, regionCodes });
  const asked = askedBy(engine.language, understood);
  const written = book.answer(item, region?.code ?? null, intent, today, notices, asked);
  const answer = { item: { id: item.id, name: written.name }, sections: written.sections };
  const { reply, speech, sms } = written;
  const said = { ...found, kind: 'answer' as const, answer, notices, reply, speech, sms };
  if (understood.second) return offerSecond(engine, said, understood.second, limit);
  if (understood.unclear !== undefined) return withUnclear(said, understood.unclear);
  return { response: said, choices: NO_CHOICES };
}

/** What a short number is for, which is asked by itself; a matter that is called by it tells more, except in danger. */
function aboutNumber(book: AnswerBook, { frame, intent, decision, matches }: Understood): string | null {
  const number = shortNumberAsked(frame);
  if (!number) return null;
  const first = matches.find((match) => match.eligible && !match.matter.notOurs);
  const told = decision.verdict === 'answer' && first?.matter.item.name.includes(number);
  return told && !isForDanger(number) ? null : book.shortNumber(number, intent);
}

function aboutOffice(
  book: AnswerBook,
  { frame, decision, region }: Understood,
  today: string,
): string | null {
  const office = decision.verdict === 'answer' ? null : officeAsked(frame);
  return office && book.office(office, region, today);
}

/** 材料 and 怎么办 are of some matter; to 😊 there is nothing to say but what may be asked. */
function askForMatter({ frame }: Understood, found: Unsaid): Reply {
  const intent = frame.reading.strength > 0 ? found.intent : 'outOfScope';
  const reply = hasWords(frame) ? NOTHING_SAID : SMALL_TALK.greeting;
  return say({ ...found, intent, candidates: [], kind: 'chat' }, reply);
}

/** The answer about the first of two matters, with the second to choose. */
function offerSecond(engine: Engine, first: AskResponse, second: Understood, limit: number): Reply {
  const [other] = candidatesOf(engine, second, 1);
  if (!other) return { response: first, choices: NO_CHOICES };
  const [own, ...rest] = first.candidates.filter(({ id }) => id !== other.id);
  const candidates = [...(own ? [own] : []), other, ...rest].slice(0, limit);
  const reply = withLastLine(first.reply, `您还问到“${clip(other.name, 50)}”，回复1接着说。`);
  return { response: { ...first, candidates, reply, speech: toSpeech(reply) }, choices: [other.id] };
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
  ).response;
}

/** The answer about one of two matters; of the other nothing was understood. */
function withUnclear(answer: AskResponse, part: string): Reply {
  const reply = withLastLine(answer.reply, `您还问到的“${clip(part, 20)}”没有听明白，请单独再问一次。`);
  return { response: { ...answer, reply, speech: toSpeech(reply) }, choices: NO_CHOICES };
}

/** Candidates that are handled in the region, best first, at most `most`. */
function candidatesOf(engine: Engine, { matches, decision, region }: Understood, most: number): Candidate[] {
  const eligible = matches.filter((match) => match.eligible);
  const ours = eligible.filter((match) => !match.matter.notOurs).slice(0, most);
  return ours.map((match, index) => {
    const share = decision.shares[eligible.indexOf(match)] ?? 0;
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

/** The number to call; where something is asked that may be no emergency after all, the matter can be chosen. 喝了农药 asks nothing. */
function callForHelp(engine: Engine, understood: Understood, base: Unsaid): Reply {
  const { text, reading } = understood.frame;
  const { danger } = reading;
  const reply = emergencyReply(danger?.signs ?? [], text);
  const mayMean = !danger?.sure && understood.decision.verdict === 'answer' && asksSomething(text);
  const [matter] = mayMean ? candidatesOf(engine, understood, 1) : [];
  if (!matter) return say({ ...base, kind: 'emergency' }, reply);
  const said = say(
    { ...base, kind: 'emergency', candidates: [matter] },
    `${reply}\n如果没有危险，只是想办“${clip(matter.name, 50)}”，请回复1。`,
  );
  return { ...said, choices: [matter.id] };
}

/** Asks which matter is meant, or whether the only one that fits is meant. */
function askBack(engine: Engine, understood: Understood, found: Unsaid, limit: number): Reply {
  const elsewhere = onlyElsewhere(engine, understood);
  if (elsewhere) return say({ ...found, kind: 'none' }, elsewhere);
  const ids = choicesOf(understood).map(({ matter }) => matter.item.id);
  if (ids.length === 0 || (ids.length === 1 && found.confidence < ONLY_CHOICE_FROM))
    return sayNo(engine, understood, found);
  const all = candidatesOf(engine, understood, understood.matches.length);
  const choices = ids.flatMap((id) => all.find((one) => one.id === id) ?? []);
  const rest = all.filter(({ id }) => !ids.includes(id));
  const names = choices.map(({ name, region }, index) => {
    const ambiguous =
      found.region === null || choices.some((other, at) => at !== index && other.name === name);
    return `${clip(name, 50)}${ambiguous ? `（${region.name}）` : ''}`;
  });
  const response = { ...found, candidates: [...choices, ...rest].slice(0, limit), kind: 'clarify' as const };
  const [only = ''] = names;
  if (names.length === 1) {
    const otherwise = topicAsked(engine, understood)?.advice || '请换个说法，或拨打12345。';
    const reply = `您问的是“${quoted(only)}”吗？是的请回复1。\n不是的话，${otherwise}`;
    return { ...say(response, reply), choices: ids };
  }
  const lines = names.map((name, index) => `${index + 1}. ${name}`).join('\n');
  const reply = `您问的是下面哪一件？回复数字就行：\n${lines}\n都不是的话，请换个说法，或拨打12345。`;
  return { ...say(response, reply, choicesAsSms(choices.map(({ name }) => name))), choices: ids };
}

/** Where somebody is in danger, whom to call comes before what the catalogue lacks. */
const URGENT = /拨打1(?:10|19|20|22)(?![0-9])/;
const NOT_IN_THE_LIST = '抱歉，这件事不在现有的政务服务清单里。';

/** An honest no: another region's matter is named as such, a topic that is not ours with who can help. */
function sayNo(engine: Engine, understood: Understood, found: Unsaid): Reply {
  const elsewhere = onlyElsewhere(engine, understood);
  if (elsewhere) return say({ ...found, kind: 'none' }, elsewhere);
  const no = { ...found, intent: 'outOfScope' as const, kind: 'none' as const, candidates: [] };
  const topic = topicAsked(engine, understood);
  if (topic) {
    const advice = topic.advice || '您可以拨打政务服务便民热线12345咨询。';
    return say({ ...no, topic: topic.id }, noWith(advice));
  }
  if (understood.matches[0]?.matter.notOurs) return say(no, NOTHING_FOUND);
  const intent = found.confidence < OUT_OF_SCOPE_BELOW ? 'outOfScope' : found.intent;
  return say({ ...found, intent, kind: 'none' }, NOTHING_FOUND);
}

function noWith(advice: string): string {
  // A refusal excuses itself.
  if (advice.startsWith('抱歉')) return advice;
  return URGENT.test(advice) ? `${advice}\n${NOT_IN_THE_LIST}` : `${NOT_IN_THE_LIST}${advice}`;
}

/** @returns the sentence that says that only other regions have the matter, or null. */
function onlyElsewhere(engine: Engine, { region, elsewhere }: Understood): string | null {
  if (!region || !elsewhere) return null;
  const { item } = elsewhere.matter;
  const places = regionNamesOf(engine, item).join('、');
  return `现有清单里，“${quoted(item.name)}”只收录了${places}的，没有${region.name}的，不能拿别处的答复您。请拨打12345问${region.name}的办法。`;
}

/** Quotation marks inside quotation marks. */
function quoted(name: string): string {
  return name.replace(/“/g, '‘').replace(/”/g, '’');
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
): Reply {
  return { response: { ...response, reply, speech: toSpeech(reply), sms }, choices: NO_CHOICES };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
