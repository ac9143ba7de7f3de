/** What the server says when it refuses or fails: an RFC 9457 problem document. */
export interface Problem {
  status: number;
  code: string;
  title: string;
  detail: string;
  errors?: { field: string; message: string }[];
}

/** A request that did not succeed; the message is Chinese and can be shown. */
export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
    this.name = 'ApiError';
  }

  /** The database is away, or the server itself: nothing can be saved just now. */
  get cannotSave(): boolean {
    return this.problem.status === 503 || this.problem.status === 0;
  }
}

/** @returns what happened, where the faults of fields are told beside it. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof ApiError)) return '页面出现问题，请刷新后再试。';
  const { code, errors = [] } = error.problem;
  // The server's own sentence is for programs: it names their fields.
  return code === 'request.invalid' && errors.length > 0 ? `有 ${errors.length} 处需要改正：` : error.message;
}

/** @returns the error's own words, or what can be said of an error of the page itself, all of it in one sentence. */
export function wordsOf(error: unknown): string {
  const errors = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  return errors.length > 0 ? errors.map(({ message }) => message).join('；') : sentenceOf(error);
}

/** @returns a problem for a response that is none, e.g. of a proxy in between, or for no response at all. */
export function unreadable(status: number): Problem {
  return status === 0
    ? { status, code: 'network', title: '连接不上', detail: '连接不上服务器，请检查网络后再试。' }
    : { status, code: 'unknown', title: '请求失败', detail: `请求没有成功（${status}），请稍后再试。` };
}
