import { randomUUID } from 'node:crypto';
import { composeSections } from './answer/compose.js';
import { emergencyReply } from './answer/emergency.js';
import { clip, renderReply } from './answer/render.js';
import { MatterInRegion } from './answer/resolve.js';
import type { AskRequest, AskResponse, Candidate, IntentId, RegionName } from './answer/response.js';
import { NOTHING_FOUND, SMALL_TALK } from './answer/small-talk.js';
import { toSpeech } from './answer/speech.js';
import type { Region } from './catalogue/regions.js';
import type { ImplementationRecord } from './catalogue/snapshot.js';
import { relate } from './dialogue/follow-up.js';
import type { Conversation, ConversationStore } from './dialogue/session.js';
import { RegionUnknownError } from './errors.js';
import type { QuestionFrame } from './language/frame.js';
import type { Decision } from './matching/decision.js';
import type { Engine } from './matching/engine.js';
import { type Explanation, explain } from './matching/explain.js';
import type { Match } from './matching/matcher.js';

/** What `ask()` needs from outside. */
export interface AskDependencies {
  /** The engine in force; it may be replaced between two questions. */
  engine(): Engine;
  conversations: ConversationStore;
  /** HOME_REGION: region of the deployment when neither question nor profile names one. */
  homeRegion: string | null;
  /** ISO date in Beijing: what is in force today. */
  today(): string;
}

export interface AskOptions {
  explain?: boolean;
}

export type ExplainedResponse = AskResponse & { explanation?: Explanation };

const DEFAULT_LIMIT = 5;
/** Ranked candidates that the decision weighs, whatever the caller wants to see. */
const WEIGHED = 12;
const MOST_CHOICES = 4;
/** A candidate with less than this share of the first one's is no choice. */
const CHOICE_SHARE = 0.12;
/** A matter of another region is named only when it is this sure. */
const ELSEWHERE_FROM = 0.75;

/** A marked follow-up is read with its background unless the words alone are surer by this much. */
const LEANING = 0.15;

/** A clause shorter than this says nothing by itself. */
const CLAUSE_LENGTH = 5;
/** A clause is answered alone only when it is this clear. */
const CLAUSE_FROM = 0.85;

/** What was understood of one message: frame, region and ranked matters. */
interface Understood {
  frame: QuestionFrame;
  intent: IntentId;
  region: Region | null;
  /** Region named in this message; the conversation remembers it. */
  named: Region | null;
  matches: Match[];
  decision: Decision;
  text: string;
}

/** Answers questions: every channel, the command line and the evaluation call this one function. */
export class Asker {
  constructor(private readonly dependencies: AskDependencies) {}

  /**
   * @throws {RegionUnknownError} when the request names a region that does not exist.
   */
  async ask(request: AskRequest, options: AskOptions = {}): Promise<ExplainedResponse> {
    const started = performance.now();
    const engine = this.dependencies.engine();
    const sessionId = request.sessionId ?? randomUUID();
    const conversation = request.sessionId ? await this.dependencies.conversations.get(sessionId) : null;
    const understood = this.understand(engine, request, conversation);
    const response = this.respond(engine, understood, request.limit ?? DEFAULT_LIMIT, sessionId);
    await this.remember(response, understood, conversation);
    response.tookMs = Math.round((performance.now() - started) * 1000) / 1000;
    if (!options.explain) return response;
    return {
      ...response,
      explanation: explain(engine, understood.frame, understood.matches, understood.decision),
    };
  }

  private understand(engine: Engine, request: AskRequest, conversation: Conversation | null): Understood {
    const frame = engine.language.read(request.question);
    const profile = this.profileRegion(engine, request.region);
    const spoken = conversation?.regionCode
      ? engine.snapshot.regions.findByCode(conversation.regionCode)
      : null;
    const place = placeOf(engine, frame.region, spoken ?? profile);
    const alone = this.clearest(engine, frame, place);
    if (isChat(frame.intent)) return alone;
    const relation = relate(frame, conversation, engine.language.lexicon);
    switch (relation.kind) {
      case 'new':
        return alone;
      case 'choice':
      case 'sameMatter': {
        const before = this.find(engine, engine.language.read(conversation?.text ?? ''), place);
        const chosen = relation.kind === 'choice';
        const itemId = chosen ? relation.itemId : (conversation?.itemId ?? null);
        const intent = chosen || frame.reading.strength === 0 ? (conversation?.intent ?? frame.intent) : frame.intent;
        return { ...settleOn(before, itemId), intent, named: frame.region };
      }
      case 'continued': {
        const together = this.find(engine, engine.language.withBackground(frame, relation.background), place);
        const clear = alone.decision.verdict === 'answer';
        const better = relation.marked
          ? together.decision.confidence >= alone.decision.confidence - LEANING
          : !clear && together.decision.confidence > alone.decision.confidence;
        if (!better) return alone;
        const intent = frame.reading.strength > 0 ? frame.intent : (conversation?.intent ?? frame.intent);
        return { ...together, intent };
      }
    }
  }

  /**
   * The whole message, or, where that is not clear, the one clause that is: people greet, tell stories and try tricks
   * around what they ask.
   */
  private clearest(engine: Engine, frame: QuestionFrame, place: Place): Understood {
    const whole = this.find(engine, frame, place);
    const clauses = frame.text.split(' ').filter((clause) => clause.length >= CLAUSE_LENGTH);
    if (whole.decision.verdict === 'answer' || clauses.length < 2 || isChat(whole.intent)) return whole;
    let best = whole;
    for (const clause of clauses) {
      const part = this.find(engine, engine.language.read(clause), place);
      const sure = part.decision.verdict === 'answer' && part.decision.confidence >= CLAUSE_FROM;
      if (sure && (best === whole || part.decision.confidence > best.decision.confidence)) best = part;
    }
    return best === whole ? whole : { ...best, intent: frame.intent };
  }

  private find(engine: Engine, frame: QuestionFrame, { region, within }: Place): Understood {
    const matches = engine.matcher.match(frame, region ? { regionCode: region.code, within } : null, WEIGHED);
    const eligible = matches.filter((match) => match.eligible);
    const decision = engine.decision.decide(frame, eligible);
    return { frame, intent: frame.intent, region, named: frame.region, matches, decision, text: frame.text };
  }

  private profileRegion(engine: Engine, requested: string | undefined): Region | null {
    const { regions } = engine.snapshot;
    if (requested !== undefined && requested !== '') {
      const region = regions.resolve(requested);
      if (!region) throw new RegionUnknownError(requested);
      return region;
    }
    return this.dependencies.homeRegion ? regions.resolve(this.dependencies.homeRegion) : null;
  }

  private respond(engine: Engine, understood: Understood, limit: number, sessionId: string): AskResponse {
    const { frame, intent, region, decision } = understood;
    const regionName = region ? { code: region.code, name: region.name } : null;
    const base = {
      sessionId,
      intent,
      region: regionName,
      candidates: [],
      answer: null,
      confidence: 1,
      tookMs: 0,
    };
    if (intent === 'emergency') return withReply({ ...base, kind: 'emergency' }, emergencyReply(frame.text));
    const talk = SMALL_TALK[intent];
    if (talk) return withReply({ ...base, kind: intent === 'human' ? 'handoff' : 'chat' }, talk);

    const eligible = understood.matches.filter((match) => match.eligible && !match.matter.notOurs);
    const candidates = eligible.slice(0, limit).map((match) => toCandidate(engine, match, understood));
    const found = { ...base, candidates, confidence: round(decision.confidence) };
    const first = eligible[0];
    if (decision.verdict === 'none' || !first) return this.none(engine, understood, found);
    if (decision.verdict === 'clarify') return clarify(engine, understood, eligible, found);
    const matter = new MatterInRegion(
      first.matter.item,
      region?.code ?? null,
      engine.snapshot.regions,
      this.dependencies.today(),
    );
    const sections = composeSections(matter, intent);
    const answer = {
      item: { id: first.matter.item.id, name: matter.shown?.name ?? first.matter.item.name },
      sections,
    };
    return withReply({ ...found, kind: 'answer', answer }, renderReply(matter, sections, regionName));
  }

  /** An honest no: another region's matter is named as such, a topic that is not ours with who can help. */
  private none(
    engine: Engine,
    understood: Understood,
    base: Omit<AskResponse, 'kind' | 'reply' | 'speech'>,
  ): AskResponse {
    const first = understood.matches.find((match) => match.eligible);
    const topic = first?.matter.notOurs
      ? engine.notOurs.find((one) => one.id === first.matter.item.id)
      : undefined;
    const intent = topic || base.confidence < 0.1 ? 'outOfScope' : base.intent;
    if (topic) {
      const advice = topic.advice ? `${topic.advice}` : '';
      return withReply(
        { ...base, intent, kind: 'none', candidates: [] },
        `抱歉，这件事不在现有的政务服务清单里。${advice || '您可以拨打政务服务便民热线12345咨询。'}`,
      );
    }
    const elsewhere = this.elsewhere(engine, understood);
    if (elsewhere) return withReply({ ...base, kind: 'none' }, elsewhere);
    return withReply({ ...base, intent, kind: 'none' }, NOTHING_FOUND);
  }

  private elsewhere(engine: Engine, understood: Understood): string | null {
    if (!understood.region) return null;
    const others = understood.matches.filter((match) => !match.eligible);
    const decision = engine.decision.decide(understood.frame, others);
    const first = others[0];
    if (!first || decision.confidence < ELSEWHERE_FROM) return null;
    const names = [
      ...new Set(
        first.matter.item.implementations.map(
          (own) => engine.snapshot.regions.findByCode(own.regionCode)?.name ?? '',
        ),
      ),
    ].filter(Boolean);
    return `现有清单里，“${first.matter.item.name}”只收录了${names.join('、')}的，没有${understood.region.name}的，不能拿别处的答复您。请拨打12345问${understood.region.name}的办法。`;
  }

  private async remember(
    response: AskResponse,
    understood: Understood,
    before: Conversation | null,
  ): Promise<void> {
    const { kind, intent } = response;
    if (kind === 'chat' || kind === 'handoff' || kind === 'emergency') return;
    if (kind === 'none' && before) return;
    await this.dependencies.conversations.set(response.sessionId, {
      text: understood.text,
      itemId: response.answer?.item.id ?? null,
      intent,
      regionCode: understood.named?.code ?? before?.regionCode ?? null,
      choices:
        kind === 'clarify' ? response.candidates.slice(0, MOST_CHOICES).map((candidate) => candidate.id) : [],
    });
  }
}

/** Where the asker is, as far as it is known. */
interface Place {
  region: Region | null;
  within: boolean;
}

/**
 * The region named now counts before the one known from profile or conversation, unless it only names the province or
 * city around that one. A province or city named in passing may mean any district of it.
 */
function placeOf(engine: Engine, named: Region | null, known: Region | null): Place {
  if (!named) return { region: known, within: false };
  if (known && known.code !== named.code && engine.snapshot.regions.covers(named.code, known.code))
    return { region: known, within: false };
  return { region: named, within: true };
}

function isChat(intent: IntentId): boolean {
  return intent === 'emergency' || SMALL_TALK[intent] !== undefined;
}

/** Keeps a matter that is already settled at the head of the candidates. */
function settleOn(found: Understood, itemId: string | null): Understood {
  const settled = found.matches.find((match) => match.matter.item.id === itemId && match.eligible);
  if (!settled) return found;
  const matches = [settled, ...found.matches.filter((match) => match !== settled)];
  return { ...found, matches, decision: { ...found.decision, verdict: 'answer' } };
}

function clarify(
  engine: Engine,
  understood: Understood,
  eligible: readonly Match[],
  base: Omit<AskResponse, 'kind' | 'reply' | 'speech'>,
): AskResponse {
  const { shares } = understood.decision;
  const choices = eligible
    .slice(0, MOST_CHOICES)
    .filter((_, index) => index < 2 || (shares[index] ?? 0) >= CHOICE_SHARE * (shares[0] ?? 1))
    .map((match) => toCandidate(engine, match, understood));
  const names = new Map<string, number>();
  for (const choice of choices) names.set(choice.name, (names.get(choice.name) ?? 0) + 1);
  const lines = choices.map((choice, index) => {
    const place = (names.get(choice.name) ?? 0) > 1 || !understood.region ? `（${choice.region.name}）` : '';
    return `${index + 1}. ${clip(choice.name, 50)}${place}`;
  });
  return withReply(
    { ...base, kind: 'clarify' },
    `您问的是下面哪一件？回复数字就行：\n${lines.join('\n')}\n都不是的话，请换个说法，或拨打12345。`,
  );
}

function toCandidate(engine: Engine, match: Match, understood: Understood): Candidate {
  const { item } = match.matter;
  const { regions } = engine.snapshot;
  const own = shownImplementation(engine, match, understood.region?.code ?? null);
  const index = understood.matches.filter((one) => one.eligible).indexOf(match);
  const confidence =
    index === 0
      ? understood.decision.confidence
      : Math.min(understood.decision.confidence, understood.decision.shares[index] ?? 0);
  const code = own?.regionCode ?? '';
  return {
    id: item.id,
    name: own?.name ?? item.name,
    type: item.type,
    agency: own?.agency ?? null,
    region: { code, name: regions.findByCode(code)?.name ?? '' } satisfies RegionName,
    score: round(match.score),
    confidence: round(confidence),
    sources: own?.sources ?? [],
  };
}

function shownImplementation(
  engine: Engine,
  match: Match,
  regionCode: string | null,
): ImplementationRecord | null {
  const { implementations } = match.matter.item;
  if (!regionCode) return implementations[0] ?? null;
  const { regions } = engine.snapshot;
  for (const code of regions.pathOf(regionCode)) {
    const own = implementations.find((implementation) => implementation.regionCode === code);
    if (own) return own;
  }
  return (
    implementations.find((implementation) => regions.covers(regionCode, implementation.regionCode)) ?? null
  );
}

function withReply(response: Omit<AskResponse, 'reply' | 'speech'>, reply: string): AskResponse {
  return { ...response, reply, speech: toSpeech(reply) };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
