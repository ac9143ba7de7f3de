import { AppError, type FieldFault } from '../errors.js';

/** No draft, import, entry or check with this id. */
export class DeskNotFoundError extends AppError {
  /** @param what - in Chinese, e.g. 草稿. */
  constructor(what: string) {
    super({ code: 'desk.not_found', status: 404, expected: true, data: { what } });
  }
}

/** Somebody saved the draft since the caller last saw it; nothing was written. */
export class DraftChangedError extends AppError {
  /**
   * @param who - name of whoever saved last.
   * @param differences - fields in which what is stored differs from what the caller wanted to save.
   */
  constructor(who: string, differences: readonly FieldFault[]) {
    super({ code: 'desk.draft_changed', status: 409, expected: true, data: { who }, faults: differences });
  }
}

/** The draft is in a state that does not allow the step. */
export class DraftStateError extends AppError {
  constructor(status: string, action: string) {
    super({ code: 'desk.draft_state', status: 409, expected: true, data: { status, action } });
  }
}

/** Whoever wrote a draft may not judge it. */
export class OwnDraftError extends AppError {
  constructor() {
    super({ code: 'desk.own_draft', status: 403, expected: true });
  }
}

/** An uploaded file above the limit. */
export class FileTooLargeError extends AppError {
  constructor(limitBytes: number) {
    const limitMiB = Math.floor(limitBytes / 1024 / 1024);
    super({ code: 'desk.file_too_large', status: 413, expected: true, data: { limitMiB } });
  }
}

/** An uploaded file of a kind that nobody reads. */
export class FileKindError extends AppError {
  constructor() {
    super({ code: 'desk.file_kind', status: 415, expected: true });
  }
}

/** The import job is in a state that does not allow the step. */
export class ImportStateError extends AppError {
  /** @param state - as it follows 这个导入任务. */
  constructor(state: string, action: string) {
    super({ code: 'desk.import_state', status: 409, expected: true, data: { state, action } });
  }
}

/** Drafts cannot be published as they are. */
export class ReleaseRefusedError extends AppError {
  /** @param reason - one Chinese sentence that says what to do. */
  constructor(reason: string) {
    super({ code: 'desk.release_refused', status: 409, expected: true, data: { reason } });
  }
}

/** Another check or publication is under way. */
export class CheckBusyError extends AppError {
  constructor() {
    super({ code: 'desk.check_busy', status: 409, expected: true });
  }
}

/** Somebody else has dealt with these questions; nothing was written. */
export class CaseTakenError extends AppError {
  /** @param who - name of whoever did. */
  constructor(who: string) {
    super({ code: 'desk.case_taken', status: 409, expected: true, data: { who } });
  }
}
