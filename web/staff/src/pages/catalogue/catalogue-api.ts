import { call, upload } from '../../api/client.js';

/** Names an implementation. */
export interface EntryName {
  itemId: string;
  regionCode: string;
  agencyId: string;
}

export interface EntrySummary extends EntryName {
  regionName: string;
  name: string;
  agency: string | null;
  type: string | null;
  filled: number;
  /** Percent of the weight of the 36 elements: stated here, and with what regions above state. */
  ownScore: number;
  score: number;
  edited: boolean;
  hidden: boolean;
  draftId: string | null;
}

export interface Source {
  title: string;
  docNumber: string | null;
  date: string | null;
  table: string | null;
  seq: number | null;
  url?: string;
}

export interface Field {
  field: string;
  label: string;
  hint: string;
  cell: string;
  edited: boolean;
  statements: {
    cell: string;
    situation: string | null;
    validFrom: string | null;
    validTo: string | null;
    source: Source | null;
  }[];
}

export interface Entry extends EntryName {
  regionName: string;
  name: string;
  agency: string | null;
  mayEdit: boolean;
  fields: Field[];
}

/** Where an edit comes from: a document, or the office's own word. */
export interface EditSource {
  kind: 'document' | 'office';
  title: string | null;
  agency: string | null;
  docNumber: string | null;
  date: string | null;
  url: string | null;
  place: string | null;
  note: string | null;
}

export interface Change {
  field: string;
  label: string;
  kind: 'set' | 'unknown' | 'withdraw';
  cell: string | null;
  validFrom: string | null;
  validTo: string | null;
  source: EditSource | null;
  published: string;
  overtaken: boolean;
}

export type DraftStatus = 'draft' | 'inReview' | 'approved' | 'published' | 'discarded';

export interface DraftSummary {
  id: string;
  kind: 'edit' | 'import' | 'language';
  status: DraftStatus;
  title: string;
  itemId: string | null;
  regionCode: string;
  regionName: string;
  agencyId: string | null;
  agency: string | null;
  version: number;
  updatedAt: string;
  publishedRevision: number | null;
  mine: boolean;
  mayEdit: boolean;
  mayReview: boolean;
  steps: { at: string; staffName: string; step: string; note: string | null }[];
}

/** Words that residents ask with. */
export interface AdditionContent {
  kind: 'wording' | 'synonym' | 'notOurs';
  target: string;
  text: string;
  advice: string | null;
}

export interface Draft extends DraftSummary {
  changes: Change[];
  jobId: string | null;
  left: string[];
  language: { add: AdditionContent[]; withdraw: (AdditionContent & { id: number })[] } | null;
  questions: { text: string; regionName: string | null; count: number }[];
}

export interface Preview {
  hit: boolean;
  kind: string;
  matter: string | null;
  web: { reply: string; sections: { label: string; status: string; lines: string[]; sources: string[] }[] };
  officialAccount: string[];
  wechat: string[];
  speech: string;
  sms: string;
}

export interface ImportJob {
  id: string;
  file: string;
  bytes: number;
  regionName: string;
  status: 'waiting' | 'reading' | 'ready' | 'failed' | 'drafted' | 'discarded';
  progress: number;
  stage: string;
  fault: string | null;
  createdAt: string;
  createdByName: string;
  draftId: string | null;
  summary: {
    title: string;
    docNumber: string | null;
    date: string | null;
    tables: { title: string; layout: string; rows: number; line: number }[];
    rows: number;
    faults: number;
    counts: Record<'created' | 'updated' | 'devolved' | 'removed' | 'unchanged', number>;
  } | null;
}

export type DifferenceKind = 'created' | 'updated' | 'devolved' | 'removed';

export interface Difference {
  id: string;
  kind: DifferenceKind;
  key: string;
  name: string;
  agency: string | null;
  fields: { field: string; label: string; before: string; after: string }[];
}

export interface DifferencePage {
  revision: number;
  unchanged: number;
  total: number;
  pageSize: number;
  warnings: string[];
  faults: { line: number | null; cell: string | null; message: string }[];
  differences: Difference[];
  ids: string[];
}

export interface QuestionChange {
  id: string;
  question: string;
  region: string | null;
  expected: string;
  before: { kind: string; first: string | null };
  after: { kind: string; first: string | null };
}

interface Figures {
  questions: number;
  recallAt1: number;
  recallAt3: number;
  intent: number;
  falseAnswers: number;
  answeredRight: number;
}

export interface Check {
  id: string;
  drafts: { id: string; version: number }[];
  status: 'waiting' | 'running' | 'done' | 'failed' | 'publishing' | 'published';
  progress: number;
  stage: string;
  fault: string | null;
  reason: string | null;
  createdAt: string;
  createdByName: string;
  publishedRevision: number | null;
  drop: string | null;
  result: {
    revision: number;
    differs: boolean;
    conflicts: string[];
    warnings: string[];
    counts: { created: number; updated: number; removed: number; unchanged: number };
    edits: number;
    additions: { added: number; withdrawn: number };
    asked: {
      question: string;
      region: string | null;
      count: number;
      before: QuestionChange['before'];
      after: QuestionChange['after'];
    }[];
    items: { before: number; after: number };
    figures: { before: Figures; after: Figures };
    better: QuestionChange[];
    worse: QuestionChange[];
    findings: {
      added: { rule: string; severity: string; message: string; key: string; name: string }[];
      resolved: number;
    };
  } | null;
}

export interface RevisionLine {
  revision: number;
  publishedAt: string;
  note: string | null;
}

const BASE = '/staff/catalogue';

/** Calls of the catalogue desk; each throws the problem that the server tells. */
export const catalogueApi = {
  entries: (query: Record<string, string>) =>
    call<{ total: number; pageSize: number; agencies: string[]; entries: EntrySummary[] }>(
      'GET',
      `${BASE}/entries?${new URLSearchParams(query)}`,
    ),
  entry: (name: EntryName) => call<Entry>('GET', entryPath(name)),
  history: (name: EntryName) => call<{ revisions: RevisionLine[] }>('GET', `${entryPath(name)}/revisions`),
  compare: (name: EntryName, from: number, to: number) =>
    call<{ differences: { field: string; label: string; before: string; after: string }[] }>(
      'GET',
      `${entryPath(name)}/compare?from=${from}&to=${to}`,
    ),
  openDraft: (name: EntryName, restore?: number) =>
    call<Draft>('POST', `${entryPath(name)}/draft`, restore === undefined ? {} : { restore }),
  revisions: () => call<{ revisions: RevisionLine[] }>('GET', `${BASE}/revisions`),
  drafts: (status?: DraftStatus) =>
    call<{ drafts: DraftSummary[] }>('GET', `${BASE}/drafts${status ? `?status=${status}` : ''}`),
  draft: (id: string) => call<Draft>('GET', `${BASE}/drafts/${id}`),
  saveDraft: (id: string, body: { version: number; changes: object; rebase?: boolean }) =>
    call<Draft>('PUT', `${BASE}/drafts/${id}`, body),
  step: (id: string, version: number, step: string, note?: string) =>
    call<Draft>('POST', `${BASE}/drafts/${id}/steps`, { version, step, ...(note ? { note } : {}) }),
  preview: (id: string, question: string, day: string) =>
    call<Preview>('POST', `${BASE}/drafts/${id}/preview`, { question, ...(day ? { day } : {}) }),
  upload: (file: File, region: string) =>
    upload<ImportJob>(`${BASE}/imports?${new URLSearchParams({ file: file.name, region })}`, file),
  jobs: () => call<{ jobs: ImportJob[] }>('GET', `${BASE}/imports`),
  job: (id: string) => call<ImportJob>('GET', `${BASE}/imports/${id}`),
  differences: (id: string, kind: string, page: number) =>
    call<DifferencePage>(
      'GET',
      `${BASE}/imports/${id}/differences?${new URLSearchParams({ kind, page: String(page) })}`,
    ),
  importDraft: (id: string, left: string[], version: number | null) =>
    call<Draft>('POST', `${BASE}/imports/${id}/draft`, { left, version }),
  importAgain: (id: string) => call<void>('POST', `${BASE}/imports/${id}/again`),
  discardImport: (id: string) => call<void>('DELETE', `${BASE}/imports/${id}`),
  check: (drafts: string[]) => call<Check>('POST', `${BASE}/checks`, { drafts }),
  checks: () => call<{ checks: Check[] }>('GET', `${BASE}/checks`),
  checkOf: (id: string) => call<Check>('GET', `${BASE}/checks/${id}`),
  publish: (id: string, note: string, reason: string) =>
    call<{ revision: number }>('POST', `${BASE}/checks/${id}/publish`, {
      note,
      ...(reason ? { reason } : {}),
    }),
};

function entryPath({ itemId, regionCode, agencyId }: EntryName): string {
  return `${BASE}/entries/${[itemId, regionCode, agencyId].map(encodeURIComponent).join('/')}`;
}
