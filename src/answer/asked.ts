import { createHash } from 'node:crypto';
import { cueForms } from '../language/intent-cues.js';
import type { IntentId } from './response.js';

/** A term of a text with its weight; the same key in two texts is the same word, pair of characters or concept. */
export interface WeighedTerm {
  key: string;
  weight: number;
}

/** Reads a text of the catalogue or of a conversation into terms, as questions are read. */
export type ReadTerms = (text: string) => readonly WeighedTerm[];

/** What is known of a message that is answered about a matter. */
export interface Message {
  /** The part of the answer that is wanted. */
  intent: IntentId;
  /** Normalised text. */
  text: string;
  words: readonly string[];
  terms: readonly WeighedTerm[];
  /** The question that stands in the conversation, the message included. */
  standing: string;
}

/** Words of every matter: they choose nothing. */
const EMPTY = '怎么办理申请申领申报登记办事手续业务补贴补助人员个人自己一下可以需要提供材料情况';
/** What only leads to something by chance is no choice. */
const LEAST = 0.5;

/** What a question asks of a matter, whichever words it takes; two that differ are not the same question. */
const ASPECTS: readonly RegExp[] = [
  /有效期|用(?:几年|多久|好久)|管(?:几年|多久|好久|得到好久)|几年(?:有效|一换|换一)|证几年|多久(?:过期|到期)/,
  /多久.{0,3}一次|一年.{0,3}次|几年一次|每年.{0,3}[审签]/,
  /(?:多久|好久|多长时间|几天|多少天|好多天|几个?月|多少个月)(?!.{0,3}一次)/,
  /多少钱|好多钱|好多(?![天个])|多少(?![天个])|标准|额度/,
  /代办|代领|代为|委托|(?:帮|替|让|喊).{0,6}[办领申]|别人.{0,6}[办领申]|(?:要|必须)本人|本人(?:去|到|来|办)|亲自|到场/,
  /要钱|收钱|给钱|花钱|收费|免费/,
  /网上|手机上/,
];
/** How long or how much: numbers stand in many lines. */
const MEASURES = ASPECTS.slice(2, 4);
/** How long something lasts or is paid, and how often it comes round: not how long it takes to be handled. */
const LASTS =
  /有效期|用(?:几年|多久|好久)|管(?:几年|多久|好久|得到好久)|[领发](?:取|放)?(?:几|多|好)(?:久|个?月|长|少个月)|产假|冷静期|几年|多少年|好多年|交满|缴满|一次/;
const SUM = /多少|好多|几多|几块/;
const PAID_IN = /[交缴][^ ]{0,4}(?:多少|好多|几多|钱)|缴费标准/;
const YES_OR_NO =
  /[不没](?:[得到了])?$|[吗嘛么]$|能不能|可不可以|要不要|是不是|有没有|行不行|得行不|需不需要|会不会|用不用/;
const OPEN = /怎么|咋|哪|啥|什么|多少|好多|几|多久|好久|啷个|如何|多大/;
/** What is to be paid besides a fee, or instead of one. */
const OTHER_MONEY = /税|押金|保证金|维修基金|罚款|利息|首付/;
/** A single character that is a word of its own here; others are torn off. */
const SHORT_WORD = /[车房狗猫树酒烟枪]/;
/** Words that name nothing. */
const NAMELESS =
  /^(?:[的了吗嘛么呢啊呀哦不没有是在和跟与就也都还再要能会得可给把被对让去来到说问想请我你您他她它们这那个些啥谁又才用带拿领办交行吧噻哈嘞按从后前时等]|[0-9a-z]+|.?[能可行要会是有用需必得].{0,2}[不没].{1,2}|可以|能够|需要|必须|一定|应该|还要|还是|怎么|怎么办|咋个|咋办|啷个|如何|哪里|哪儿|什么|哪些|多少|好多|多久|好久|时间|时候|办理|申请|办证|请问|想问|现在|一下|自己|本人|我们|人家|我妈|我爸|妈妈|爸爸|老汉|婆婆|爷爷|奶奶|娃儿|孩子|没得|没有|不得|得行|可不可|多少天|几天|几年|几个|就是|这个|那个|还有|影响)$/;

/**
 * What a question says besides naming a matter: it chooses among the cases of the matter, and among the lines and
 * questions that its sources have.
 */
export class Asked {
  readonly intent: IntentId;
  readonly text: string;
  private readonly standing: string;
  private readonly words: readonly string[];
  private readonly said: ReadonlyMap<string, number>;
  private stood: ReadonlyMap<string, number> | null = null;
  /** By what was said, then by name: terms that count in a choice. */
  private readonly counting = new Map<
    ReadonlyMap<string, number>,
    Map<string, ReadonlyMap<string, number>>
  >();

  constructor(
    { intent, text, words, terms, standing }: Message,
    private readonly read: ReadTerms,
    /** The same for what people wrote, of which nothing is kept. */
    private readonly readOnce: ReadTerms = read,
  ) {
    this.intent = intent;
    this.text = text;
    this.words = words;
    this.standing = standing;
    this.said = weights(terms);
  }

  /** Two messages with the same key are answered alike. A digest: what is kept with an answer tells nothing of who asked. */
  get key(): string {
    return createHash('sha256').update(`${this.text}/${this.standing}`).digest('base64');
  }

  /** It can be answered by yes or no. */
  get yesOrNo(): boolean {
    return YES_OR_NO.test(this.text.trim()) && !OPEN.test(this.text);
  }

  /** Another sum than the fee or the benefit that it names: 税, 利息; null: it names none. */
  get otherMoney(): string | null {
    return OTHER_MONEY.exec(this.text)?.[0] ?? null;
  }

  /** It asks for a sum, whichever way it goes: 好多钱, 交多少. */
  get asksForSum(): boolean {
    return SUM.test(this.text);
  }

  /** It asks for a sum that somebody pays in: 一年交多少. */
  get asksWhatIsPaidIn(): boolean {
    return PAID_IN.test(this.text);
  }

  /** It asks how long something lasts, not how long it takes. */
  get asksHowLongItLasts(): boolean {
    return LASTS.test(this.text);
  }

  /**
   * The alternatives that the words of the message are nearest to; where they choose none, those of the conversation.
   *
   * @param texts - alternatives, e.g. the names of cases or lines.
   * @param beside - words of it are no choice: the name of the matter.
   * @returns indexes; empty when it is near to none or to all of them.
   */
  choose(texts: readonly string[], beside = ''): number[] {
    const terms = texts.map((text) => weights(this.read(text)));
    const chosen = nearest(terms, this.counted(this.said, beside));
    if (chosen.length > 0 || !this.standing || this.standing === this.text) return chosen;
    this.stood ??= weights(this.readOnce(this.standing));
    return nearest(terms, this.counted(this.stood, beside));
  }

  /** What of the words counts in a choice: neither what every matter has nor what names this one. */
  private counted(said: ReadonlyMap<string, number>, name: string): ReadonlyMap<string, number> {
    const known = this.counting.get(said) ?? new Map<string, ReadonlyMap<string, number>>();
    this.counting.set(said, known);
    let counted = known.get(name);
    if (!counted) {
      const passed = [EMPTY, name].map((text) => weights(this.read(text)));
      const names = this.namesIn(said, name);
      const counts = (key: string): boolean => ![...passed, ...names].some((terms) => terms.has(key));
      counted = new Map([...said].filter(([key]) => counts(key)));
      known.set(name, counted);
    }
    return counted;
  }

  /** 公租房 names 公共租赁住房 in other characters: they choose nothing either. */
  private namesIn(said: ReadonlyMap<string, number>, name: string): ReadonlyMap<string, number>[] {
    const named = conceptsIn(this.read(name));
    if (named.length === 0) return [];
    return [...said.keys()]
      .filter((key) => key.startsWith('w:'))
      .map((key) => this.read(key.slice(2)))
      .filter((terms) => conceptsIn(terms).some((concept) => named.includes(concept)))
      .map(weights);
  }

  /**
   * The alternatives that speak of what the message is about within a matter, else of what the conversation is about.
   *
   * @param texts - all that is told of each alternative.
   * @returns indexes; empty when none or all of them speak of it.
   */
  chooseTelling(texts: readonly string[], title: string): number[] {
    const standing = wordsIn(this.readOnce(this.standing));
    for (const topics of [this.topics(title), topicsIn(this.standing, standing, title, this.read)]) {
      const told = texts.map((text) => topics.filter((topic) => this.speaksOf(topic, text)).length);
      const most = Math.max(...told);
      const chosen = told.flatMap((one, index) => (one === most ? [index] : []));
      if (most > 0 && chosen.length < texts.length) return chosen;
    }
    return [];
  }

  /**
   * What the message is about within a matter: words that neither name it nor ask for a part that every matter has.
   *
   * @param title - name of the matter.
   */
  topics(title: string): string[] {
    return topicsIn(this.text, this.words, title, this.read);
  }

  /** @returns whether a line tells something of what is asked: it speaks of a topic, or of 代办 where that is asked. */
  isTouchedBy(line: string, topics: readonly string[]): boolean {
    if (topics.length > 0) return topics.some((topic) => this.speaksOf(topic, line));
    return ASPECTS.some(
      (aspect) => !MEASURES.includes(aspect) && aspect.test(this.text) && aspect.test(line),
    );
  }

  /** @returns whether a text speaks of a topic, in its words or in others that mean the same. */
  speaksOf(topic: string, text: string): boolean {
    if (text.includes(topic)) return true;
    const concepts = conceptsIn(this.read(topic));
    return concepts.length > 0 && conceptsIn(this.read(text)).some((concept) => concepts.includes(concept));
  }

  /**
   * How well a question with its answer fits this one.
   *
   * @returns 0–1; 0 when it asks something else.
   */
  fit(question: string, answer: string, title: string): number {
    const topics = this.topics(title);
    const asks = ASPECTS.map((aspect) => aspect.test(this.text));
    const aspects = ASPECTS.filter((_, at) => asks[at]);
    const count = topics.length + aspects.length;
    if (count === 0) return 0;
    const onTopic = topics.map((topic) =>
      this.speaksOf(topic, question) ? 1 : this.speaksOf(topic, answer) ? IN_ANSWER : 0,
    );
    const best = Math.max(0, ...onTopic);
    if (topics.length > 0 ? best === 0 : LASTS.test(question) !== this.asksHowLongItLasts) return 0;
    const alike = aspects.filter((aspect) => aspect.test(question)).length;
    return (onTopic.reduce<number>((sum, one) => sum + one, 0) + alike) / count;
  }
}

/** A topic that only the answer to a question speaks of. */
const IN_ANSWER = 0.6;

function topicsIn(text: string, words: readonly string[], title: string, read: ReadTerms): string[] {
  let rest = text;
  // 户口本 shows that papers are asked for, and is one.
  const cues = cueForms(text).filter((form) => conceptsIn(read(form)).length === 0);
  for (const form of [...cues, ...ASPECTS.flatMap((aspect) => aspect.exec(text)?.[0] ?? [])])
    rest = rest.replace(form, ' ');
  const named = new Set(conceptsIn(read(title)));
  return [...new Set(words)].filter(
    (word) =>
      rest.includes(word) &&
      (word.length > 1 || SHORT_WORD.test(word)) &&
      !NAMELESS.test(word) &&
      !title.includes(word) &&
      !conceptsIn(read(word)).some((concept) => named.has(concept)),
  );
}

function wordsIn(terms: readonly WeighedTerm[]): string[] {
  return terms.filter(({ key }) => key.startsWith('w:')).map(({ key }) => key.slice(2));
}

const weighed = new WeakMap<readonly WeighedTerm[], ReadonlyMap<string, number>>();

/** The weights of terms by key; texts of the catalogue are read once and asked about often. */
function weights(terms: readonly WeighedTerm[]): ReadonlyMap<string, number> {
  let known = weighed.get(terms);
  if (!known) {
    known = new Map(terms.map(({ key, weight }) => [key, weight]));
    weighed.set(terms, known);
  }
  return known;
}

const named = new WeakMap<readonly WeighedTerm[], readonly string[]>();

function conceptsIn(terms: readonly WeighedTerm[]): readonly string[] {
  let known = named.get(terms);
  if (!known) {
    known = terms.filter(({ key, weight }) => key.startsWith('c:') && weight === 1).map(({ key }) => key);
    named.set(terms, known);
  }
  return known;
}

/** @param counted - words that choose, with their weights. What all texts have chooses none of them. */
function nearest(
  texts: readonly ReadonlyMap<string, number>[],
  counted: ReadonlyMap<string, number>,
): number[] {
  const likeness = texts.map(() => 0);
  for (const [key, said] of counted) {
    if (texts.length > 1 && texts.every((terms) => terms.has(key))) continue;
    texts.forEach((terms, at) => {
      likeness[at] = (likeness[at] as number) + said * (terms.get(key) ?? 0);
    });
  }
  const most = Math.max(...likeness);
  const chosen = likeness.flatMap((one, index) => (one === most ? [index] : []));
  return most > LEAST && (chosen.length < texts.length || texts.length === 1) ? chosen : [];
}
