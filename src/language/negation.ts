/** A text without what the citizen ruled out. */
export interface Focus {
  kept: string;
  denied: string[];
  /** It takes back what was said before: 不对，我说错了，是个体户. */
  corrects: boolean;
}

/** 不是补办是注销, 我不是问怎么领，我是问报多少: what stands before the second half is denied. */
const NOT_BUT =
  /(?:我)?(?:不是|莫跟我说|别跟我说|不要说|不要跟我说|不问|没问|不想问)(?:问|要|说|想)?([^ ]{1,20}?)(?: |而)*(?:我)?(?:是|问的是|要的是|说的是|想问|要问|搞|想)(?:问|要|说)?/;
/**
 * A clause that only rules something out: 不要补卡, 不零售了, 算了不说狗了. Who does not go on with anything (不干了) asks for
 * just that.
 */
const NO_LONGER =
  /^(?:算了|好了|行了|那)?(?:我)?不(?!(?:干|做|开|办|要|用|搞|养|住|存在|经营|营业)了)([^ ]{1,6})了$/;
const DENIAL =
  /^(?:我)?(?:不是(?:问|说|要|想)?|莫|莫要|不要|别|先不|不用|莫跟我说|别跟我说|先莫)(?!(?:得|不|晓|知|好))(.+)$/;
/** The same after its subject, where something else is put in its place: 电表不是新装，也不是过户，是拆了. */
const DENIAL_OF_SUBJECT = /^([^ ]{0,4}?)(?<!是)(?:也)?不是(?:要|说|问|想)?([^ ]+)$/;
/** A clause by which a correction begins, and which says nothing of what is meant: 不对，我说错了，是个体户. */
const CORRECTS =
  /^(?:哦|噢|嗯|啊|哎呀?)?(?:不对|对了|等[一哈]?下|不好意思|(?<=[哦噢])对|我?(?:刚才|前面)?[说讲打看记搞弄问][错漏反岔]了|我?忘(?:了|记)[说讲]了?)[哈哦啊嘛的]?$/;
/** 算了，还是变更嘛; 哦翻到了，没落，是名字印错了. */
const TAKES_BACK =
  /^(?:算了|不对|哦?不是|哎?呀?错了|[哦噢哎][^ ]{0,6} )|(?:^| )我(?:说|讲|看|记|搞)[错漏]|其实/;
const LIST = /[和跟与]|还有|以及/;
/** 先说车的: of two matters, this one now. */
const FIRST = /(?:先说|先讲|先问|先办|先弄|先搞|首先问)(?:一下|哈)?([^ ]{1,12}?)(?:的|那个|这个)?(?= |$)/;

/**
 * Splits a normalised text (clauses separated by blanks) into what is asked and what is ruled out.
 * When nothing would be left, the whole text is kept: better to answer too much than not at all.
 */
export function focusOf(text: string): Focus {
  const denied: string[] = [];
  let kept = withoutCorrecting(text);
  const corrects = kept !== text || TAKES_BACK.test(text);
  const contrast = NOT_BUT.exec(kept);
  if (contrast?.[1] && kept.length > contrast.index + contrast[0].length) {
    denied.push(contrast[1]);
    kept = `${kept.slice(0, contrast.index)} ${kept.slice(contrast.index + contrast[0].length)}`.trim();
  }
  const clauses = kept.split(' ').filter(Boolean);
  if (clauses.length > 1) {
    const asked = clauses.map((clause) => {
      const denial = DENIAL.exec(clause) ?? NO_LONGER.exec(clause);
      if (denial?.[1]) denied.push(denial[1]);
      if (denial) return '';
      const ofSubject = contrast ? DENIAL_OF_SUBJECT.exec(clause) : null;
      if (ofSubject?.[2]) denied.push(ofSubject[2]);
      return ofSubject ? (ofSubject[1] ?? '') : clause;
    });
    kept = asked.filter(Boolean).join(' ') || kept;
  }
  const first = FIRST.exec(kept)?.[1];
  if (first) kept = withoutOthers(kept, first);
  return { kept: kept || text, denied, corrects };
}

/** The text from the first clause that says something; all of it where none does. */
function withoutCorrecting(text: string): string {
  const clauses = text.split(' ');
  const first = clauses.findIndex((clause) => !CORRECTS.test(clause));
  return first > 0 ? clauses.slice(first).join(' ') : text;
}

/** 车过户和房子过户都要弄 先说车的: without what stands beside it in a list. */
function withoutOthers(text: string, first: string): string {
  const clauses = text.split(' ').map((clause) => {
    const parts = clause.split(LIST);
    const named = parts.filter((part) => part.includes(first));
    return named.length > 0 && named.length < parts.length ? named.join(' ') : clause;
  });
  return clauses.join(' ');
}
