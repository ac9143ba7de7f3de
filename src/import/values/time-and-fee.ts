import type { Fee, Material, ProcessStep, Statement, TimeLimit } from '../../../entities/elements.js';

/** Money the citizen pays: 缴纳每卡25元工本费. Fines, subsidies and insurance rates read otherwise. */
const PAID = /缴纳每(\p{Script=Han})(\d+(?:\.\d+)?)元(?:工本费|手续费|费用?)/u;
/** The service costs nothing: 免费提供…, 可以免费…查询, 无偿提供…; not 免费或者优惠, and no list of rights. */
const FREE = /免费(?:提供|向|为)|可以免费|提供免费|无偿提供/;
const NOT_FREE = /优惠|[(（][一二三四五六七八九十]+[)）]免费|[：:]$/;
/** Working days after an application: 提交补卡申请30个工作日后. */
const AFTER_APPLYING = /提交[^，。；]{0,10}申请(\d+)个(工作)?日后/;
/** Days an authority has: 自受理申请之日起30日内. */
const AUTHORITY_HAS = /自(?:受理|收到)[^，。；]{0,12}之日起(\d+)个?(工作)?日内/;
/** Steps printed as (一)申请。… (二)初审。… */
const STEP = /^[(（][一二三四五六七八九十]+[)）]((?:申请|受理|初审|审核|审批|审查|公示|公布|发证|办结)。.*)$/;
/** Steps named in one sentence: 办理流程包括：提出申请、制卡审核、制卡、领卡启用4个步骤. */
/** Papers the applicant hands in: 并提交居民户口簿、身份证…. */
const PAPERS = /(?:并|应当|须|需要?)提交((?:[^。；，：]*)(?:户口簿|身份证|证明)[^。；，：]*)/;
/** Who is meant, before a list (一)…(二)…: 下列对象…：, 以下低收入人员：. */
const MEANT = /(?:下列|以下)[^，。：:；\n]{0,6}(?:对象|人员)[^。\n]*?[：:]\s*(?=[(（]一[)）])/;
const LISTED = /^\s*[(（][一二三四五六七八九十]+[)）]([^；;。\n]+)[；;。]?/;
const NAMED_STEPS = /办理流程包括[:：]([^。；]+?)\d个步骤/;

/** @returns fees that the words of a row state, each with its sentence; undefined when none does. */
export function feesOf(...texts: string[]): Statement<Fee[]>[] | undefined {
  const sentences = sentencesOf(texts).filter(
    (sentence) => PAID.test(sentence) || (FREE.test(sentence) && !NOT_FREE.test(sentence)),
  );
  if (sentences.length === 0) return undefined;
  const fees = sentences.map((sentence): Fee => {
    const text = sentence.replace(/^(?:\d+\s*[.．、]|[一二三四五六七八九十]+、)\s*/, '');
    const paid = PAID.exec(sentence);
    return paid ? { amount: Number(paid[2]), per: paid[1]!, text } : { amount: 0, text };
  });
  return [withSentences(fees, sentences)];
}

/** @returns the time limit a legal basis states; without `days` when it states several, one for each step. */
export function legalTimeOf(basis: string): Statement<TimeLimit>[] | undefined {
  const limits = sentencesOf([basis]).flatMap((text) => {
    const found = AFTER_APPLYING.exec(text) ?? AUTHORITY_HAS.exec(text);
    return found ? [{ text, days: Number(found[1]), working: found[2] !== undefined }] : [];
  });
  if (limits.length === 0) return undefined;
  const sentences = limits.map(({ text }) => text);
  const [only] = limits;
  const text = sentences.join('\n');
  const single = limits.length === 1 && only;
  const value: TimeLimit = single
    ? { days: only.days, unit: only.working ? 'workingDay' : 'calendarDay', text }
    : { text };
  return [withSentences(value, sentences)];
}

/** @returns the steps a legal basis states, with the time each may take where it says so. */
export function processOf(basis: string): Statement<ProcessStep[]>[] | undefined {
  const named = NAMED_STEPS.exec(basis);
  if (named) {
    const steps = named[1]!.split('、').map((text) => ({ text }));
    return [withSentences(steps, [named[0]])];
  }
  const lines: string[] = [];
  for (const line of basis.split('\n')) {
    const step = STEP.exec(line.trim())?.[1];
    if (step) lines.push(step);
    else if (lines.length > 0) lines[lines.length - 1] += `\n${line.trim()}`;
  }
  // One such line is a heading of the regulation, not a procedure.
  if (lines.length < 2) return undefined;
  const steps = lines.map((text): ProcessStep => {
    const time = AUTHORITY_HAS.exec(text)?.[0];
    return time ? { text, time } : { text };
  });
  return [withSentences(steps, lines)];
}

/** @returns the papers a legal basis asks for. */
export function materialsOf(basis: string): Statement<Material[]>[] | undefined {
  const found = PAPERS.exec(basis);
  if (!found) return undefined;
  const names = found[1]!.split(/、|以及|和/).map((name) => name.trim().replace(/^需要提供的/, ''));
  return [
    withSentences(
      names.filter((name) => name !== '').map((name) => ({ name })),
      [found[0]],
    ),
  ];
}

/** @returns who a legal basis says is meant, one condition an item of its list. */
export function conditionsOf(basis: string): Statement<string[]>[] | undefined {
  const meant = MEANT.exec(basis);
  if (!meant) return undefined;
  const conditions: string[] = [];
  const start = meant.index + meant[0].length;
  let rest = basis.slice(start);
  for (let item = LISTED.exec(rest); item; item = LISTED.exec(rest)) {
    conditions.push(item[1]!.trim());
    rest = rest.slice(item[0].length);
  }
  const printed = basis.slice(meant.index, basis.length - rest.length);
  return [withSentences(conditions, [printed])];
}

/** @returns a time limit as staff write it in a form: 5个工作日, 15天, 即时办结, 当场办结. */
export function parseTimeLimit(text: string): TimeLimit {
  const days = /^(\d+)个?(工作日|自然日|日|天)(?:内|以内)?(?:办结)?$/.exec(
    text.normalize('NFKC').replace(/\s+/g, ''),
  );
  if (days) return { days: Number(days[1]), unit: days[2] === '工作日' ? 'workingDay' : 'calendarDay', text };
  return /^(即时|当场|即办|马上)(办结|办理|办)?$/.test(text.trim()) ? { days: 0, text } : { text };
}

/** @returns a fee as staff write it in a form: 25元/卡, 每证10元, 免费, 不收费. */
export function parseFee(text: string): Fee {
  const plain = text.normalize('NFKC').replace(/\s+/g, '');
  if (/^(免费|不收费|无)$/.test(plain)) return { amount: 0, text };
  const per = /^(\d+(?:\.\d+)?)元\/(\p{Script=Han}{1,3})$/u.exec(plain);
  if (per) return { amount: Number(per[1]), per: per[2]!, text };
  const each = /^每(\p{Script=Han}{1,3}?)(\d+(?:\.\d+)?)元$/u.exec(plain);
  if (each) return { amount: Number(each[2]), per: each[1]!, text };
  const only = /^(\d+(?:\.\d+)?)元$/.exec(plain);
  return only ? { amount: Number(only[1]), text } : { text };
}

function withSentences<T>(value: T, sentences: readonly string[]): Statement<T> {
  return { value, source: 0, printed: sentences.join('\n') };
}

function sentencesOf(texts: readonly string[]): string[] {
  return texts
    .flatMap((text) => text.split(/[。；;\n]/))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}
