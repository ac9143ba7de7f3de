import { randomUUID } from 'node:crypto';
import { type DataSource, type EntityManager, In } from 'typeorm';
import {
  CatalogueDraft,
  type DraftStatus,
  type DraftStep,
  EVERYWHERE,
} from '../../entities/catalogue-draft.js';
import { type FieldKey, fieldLabel } from '../../entities/elements.js';
import type { EntryName } from '../catalogue/apply-edits.js';
import { canonicalJson, sha256 } from '../catalogue/canonical.js';
import type { FieldFault } from '../errors.js';
import type { RecordChange } from '../staff/audit/audit-log.js';
import type { StaffAction, StaffScope } from '../staff/permissions.js';
import {
  assertReadable,
  differencesOf,
  type EditChanges,
  type EditContent,
  fieldDigest,
  type ImportContent,
  overtaken,
} from './draft-content.js';
import { DRAFT_STATUS, type DraftStepName, OPEN, STEPS, type Step } from './draft-steps.js';
import { findEntry, getEntry, revisionInForce } from './entry.js';
import {
  DeskNotFoundError,
  DraftChangedError,
  DraftStateError,
  OwnDraftError,
  ReleaseRefusedError,
} from './errors.js';
import type { DeskStaff, Keeper } from './keeper.js';
import { type LanguageContent, languageConflicts } from './language-content.js';

export interface DraftFilter {
  status?: DraftStatus;
  itemId?: string;
}

/** A draft before it is written. */
type NewDraft = Omit<
  CatalogueDraft,
  'id' | 'status' | 'baseRevision' | 'version' | 'authors' | 'steps' | 'updatedAt' | 'publishedRevision'
>;

/** Writes more in the transaction that opens a draft. */
export type WriteAlong = (
  manager: EntityManager,
  record: RecordChange,
  draft: CatalogueDraft,
) => Promise<void>;

/** Well below what an entry of the audit log holds. */
const MOST_LOGGED_BYTES = 50_000;
/** Most drafts in one list: the newest. */
const LISTED = 200;

/** Changes of the catalogue on their way from an editor through a second person to publication. */
export class Drafts {
  constructor(
    private readonly ds: DataSource,
    private readonly staff: DeskStaff,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @returns drafts that the keeper may see, the newest first. */
  async list(keeper: Keeper, { status, itemId }: DraftFilter = {}): Promise<CatalogueDraft[]> {
    const drafts = await this.ds.manager.find(CatalogueDraft, {
      where: { status: status ?? In([...OPEN]), ...(itemId ? { itemId } : {}) },
      order: { updatedAt: 'DESC' },
      take: LISTED,
    });
    return drafts.filter((draft) =>
      this.staff.may(keeper, 'catalogue.read', scopeOf(draft, 'catalogue.read')),
    );
  }

  /** @throws {DeskNotFoundError | ForbiddenError} */
  async get(keeper: Keeper, id: string): Promise<CatalogueDraft> {
    const draft = await getDraft(this.ds.manager, id);
    this.staff.assertMay(keeper, 'catalogue.read', scopeOf(draft, 'catalogue.read'));
    return draft;
  }

  /**
   * @param along - what else is written with it.
   * @returns the open draft of an entry, made now when there is none: two people work on one and the same.
   */
  async openEdit(keeper: Keeper, name: EntryName, along?: WriteAlong): Promise<CatalogueDraft> {
    const { record } = await getEntry(this.ds.manager, name);
    const draft = {
      kind: 'edit' as const,
      openKey: `edit|${name.itemId}|${name.regionCode}|${name.agencyId}`,
      title: record.name,
      itemId: name.itemId,
      regionCode: name.regionCode,
      agencyId: name.agencyId,
      agency: record.agency,
      content: { changes: {}, base: {} } satisfies EditContent,
    };
    return this.open(keeper, draft, [], along);
  }

  /** @returns the open draft of an import job. */
  async openImport(
    keeper: Keeper,
    job: { id: string; title: string; regionCode: string; createdById: string },
    content: Omit<ImportContent, 'jobId'>,
  ): Promise<CatalogueDraft> {
    const draft = {
      kind: 'import' as const,
      openKey: `import|${job.id}`,
      title: job.title,
      itemId: null,
      regionCode: job.regionCode,
      agencyId: null,
      agency: null,
      content: { jobId: job.id, ...content } satisfies ImportContent,
    };
    return this.open(keeper, draft, [job.createdById]);
  }

  /**
   * Saves the changes of an entry.
   *
   * @param version - of the draft as the keeper saw it.
   * @param rebase - the keeper has seen what was published since and wants the change all the same.
   * @throws {DraftChangedError} when somebody saved since; nothing is written.
   */
  async saveEdit(
    keeper: Keeper,
    id: string,
    version: number,
    changes: EditChanges,
    rebase = false,
  ): Promise<CatalogueDraft> {
    assertReadable(changes);
    return this.save(keeper, id, version, async (draft, manager) => {
      if (draft.kind !== 'edit') throw new DeskNotFoundError('条目的草稿');
      const before = draft.content as EditContent;
      if (draft.version !== version) throw changedError(draft, differencesOf(before.changes, changes));
      const entry = (await findEntry(manager, nameOf(draft)))?.record ?? null;
      const base: EditContent['base'] = {};
      for (const field of Object.keys(changes) as FieldKey[])
        base[field] = (rebase ? undefined : before.base[field]) ?? fieldDigest(entry, field);
      return { changes, base } satisfies EditContent;
    });
  }

  /** Saves which differences of an imported list are left as they are. @throws {DraftChangedError} */
  async saveImport(
    keeper: Keeper,
    id: string,
    version: number,
    left: string[],
    digest: string,
  ): Promise<CatalogueDraft> {
    return this.save(keeper, id, version, async (draft) => {
      const before = draft.content as ImportContent;
      if (draft.version !== version) throw changedError(draft, leftDifferences(before.left, left));
      return { ...before, left, digest } satisfies ImportContent;
    });
  }

  /**
   * Moves a draft on.
   *
   * @param note - what the reviewer says; needed for a return.
   * @throws {OwnDraftError | DraftStateError | DraftChangedError}
   */
  async step(
    keeper: Keeper,
    id: string,
    version: number,
    name: DraftStepName,
    note: string | null = null,
  ): Promise<CatalogueDraft> {
    const { action, from, to, step, name: label }: Step = STEPS[name];
    return this.staff.audit.change(keeper.name, async (manager, record) => {
      const draft = await getDraft(manager, id);
      this.staff.assertMay(keeper, action, scopeOf(draft, action));
      if (draft.version !== version) throw changedError(draft, []);
      if (!from.includes(draft.status)) throw new DraftStateError(DRAFT_STATUS[draft.status], label);
      if (name === 'approve' && draft.authors.includes(keeper.id)) throw new OwnDraftError();
      if (name === 'submit' || name === 'approve') await assertCurrent(manager, draft);
      const next = {
        ...draft,
        status: to,
        openKey: OPEN.includes(to) ? draft.openKey : null,
        steps: [...draft.steps, this.stepOf(keeper, step, note)],
      };
      const saved = await this.write(manager, draft, next);
      await record(`draft.${name}`, draft.title, {
        draft: id,
        version: saved.version,
        ...(note ? { note } : {}),
      });
      return saved;
    });
  }

  /** @returns the open draft with the key of the one that is given, made now when there is none. */
  async open(
    keeper: Keeper,
    given: NewDraft,
    authors: readonly string[] = [],
    along?: WriteAlong,
  ): Promise<CatalogueDraft> {
    this.staff.assertMay(keeper, 'catalogue.edit', scopeOf(given, 'catalogue.edit'));
    return this.staff.audit
      .change(keeper.name, async (manager, record) => {
        const existing = await manager.findOneBy(CatalogueDraft, { openKey: given.openKey ?? '' });
        if (existing) throw new AlreadyOpen(existing);
        const draft: CatalogueDraft = {
          ...given,
          id: randomUUID(),
          status: 'draft',
          baseRevision: await revisionInForce(manager),
          version: 1,
          authors: [...new Set([...authors, keeper.id])],
          steps: [this.stepOf(keeper, 'created', null)],
          updatedAt: this.now().toISOString(),
          publishedRevision: null,
        };
        await manager.insert(CatalogueDraft, draft as object);
        await record('draft.create', draft.title, { draft: draft.id, kind: draft.kind });
        await along?.(manager, record, draft);
        return draft;
      })
      .catch(async (error: unknown) => {
        if (!(error instanceof AlreadyOpen)) throw error;
        const { draft } = error;
        if (along)
          await this.staff.audit.change(keeper.name, (manager, record) => along(manager, record, draft));
        return draft;
      });
  }

  /**
   * Saves a draft that is still being written.
   *
   * @param contentOf - checks the version itself, so that it can tell the differences.
   * @throws {DraftChangedError | DraftStateError}
   */
  async save(
    keeper: Keeper,
    id: string,
    version: number,
    contentOf: (draft: CatalogueDraft, manager: EntityManager) => Promise<unknown>,
  ): Promise<CatalogueDraft> {
    return this.staff.audit.change(keeper.name, async (manager, record) => {
      const draft = await getDraft(manager, id);
      this.staff.assertMay(keeper, 'catalogue.edit', scopeOf(draft, 'catalogue.edit'));
      const content = await contentOf(draft, manager);
      if (draft.status !== 'draft') throw new DraftStateError(DRAFT_STATUS[draft.status], '修改，请先撤回');
      const next = {
        ...draft,
        content,
        authors: [...new Set([...draft.authors, keeper.id])],
        baseRevision: await revisionInForce(manager),
        steps: withSave(draft.steps, this.stepOf(keeper, 'saved', null)),
      };
      const saved = await this.write(manager, { ...draft, version }, next);
      await record('draft.save', draft.title, {
        draft: id,
        version: saved.version,
        ...logged(draft, content),
      });
      return saved;
    });
  }

  /** Writes only over the version that was read: a save of another process in between is told, not overwritten. */
  private async write(
    manager: EntityManager,
    seen: CatalogueDraft,
    next: CatalogueDraft,
  ): Promise<CatalogueDraft> {
    const version = seen.version + 1;
    const { id, ...columns } = { ...next, version, updatedAt: this.now().toISOString() };
    const { affected } = await manager.update(
      CatalogueDraft,
      { id, version: seen.version },
      columns as object,
    );
    if (affected !== 1) throw changedError(await getDraft(manager, id), []);
    return { id, ...columns };
  }

  private stepOf(keeper: Keeper, step: DraftStep['step'], note: string | null): DraftStep {
    return { at: this.now().toISOString(), staffId: keeper.id, staffName: keeper.name, step, note };
  }
}

/** There is one already: two people opened it at the same time. */
class AlreadyOpen extends Error {
  constructor(readonly draft: CatalogueDraft) {
    super('draft is open already');
  }
}

/** @throws {DeskNotFoundError} */
export async function getDraft(manager: EntityManager, id: string): Promise<CatalogueDraft> {
  const draft = await manager.findOneBy(CatalogueDraft, { id });
  if (!draft) throw new DeskNotFoundError('草稿');
  return draft;
}

/**
 * What a draft touches: a list holds matters of many agencies. Words that hold in every region may be proposed by every
 * editor, and judged by whoever is bound to no region.
 */
export function scopeOf(
  { regionCode, agency }: Pick<CatalogueDraft, 'regionCode' | 'agency'>,
  action: StaffAction,
): StaffScope {
  if (regionCode !== EVERYWHERE) return { regionCode, agency };
  return action === 'catalogue.review' ? { regionCode: null, agency: null } : {};
}

/** The entry that a draft of the kind `edit` is about. */
export function nameOf({ itemId, regionCode, agencyId }: CatalogueDraft): EntryName {
  return { itemId: itemId ?? '', regionCode, agencyId: agencyId ?? '' };
}

/** @throws {ReleaseRefusedError} when the draft changes nothing, or what it changes was published anew since. */
async function assertCurrent(manager: EntityManager, draft: CatalogueDraft): Promise<void> {
  if (draft.kind === 'language') {
    const [conflict] = await languageConflicts(manager, draft.title, draft.content as LanguageContent);
    if (conflict) throw new ReleaseRefusedError(conflict);
  }
  if (draft.kind !== 'edit') return;
  const content = draft.content as EditContent;
  if (Object.keys(content.changes).length === 0)
    throw new ReleaseRefusedError('草稿里没有任何修改，请先修改并保存。');
  const fields = overtaken(content, (await findEntry(manager, nameOf(draft)))?.record ?? null);
  if (fields.length === 0) return;
  const labels = fields.map((field) => `“${fieldLabel(field)}”`).join('、');
  throw new ReleaseRefusedError(
    `《${draft.title}》的${labels}在草稿写好之后发布过新内容，请编辑人打开草稿核对后重新保存。`,
  );
}

export function changedError(draft: CatalogueDraft, differences: readonly FieldFault[]): DraftChangedError {
  return new DraftChangedError(draft.steps.at(-1)?.staffName ?? '其他人', differences);
}

function leftDifferences(stored: readonly string[], wanted: readonly string[]): FieldFault[] {
  const ids = new Set([...stored, ...wanted]);
  return [...ids]
    .filter((id) => stored.includes(id) !== wanted.includes(id))
    .map((id) => ({
      field: id,
      message: stored.includes(id) ? '现在的草稿不采纳这一处' : '现在的草稿采纳这一处',
    }));
}

/**
 * What was saved, for the audit log; a digest of it where it is longer than an entry can hold, or where it is made of
 * residents' words: the log is for ever.
 */
function logged({ kind }: CatalogueDraft, content: unknown): object {
  const text = canonicalJson(content);
  return kind === 'language' || Buffer.byteLength(text) > MOST_LOGGED_BYTES
    ? { contentSha256: sha256(text) }
    : { content };
}

/** Saves of one person after another count as one step. */
function withSave(steps: readonly DraftStep[], save: DraftStep): DraftStep[] {
  const last = steps.at(-1);
  const same = last?.step === 'saved' && last.staffId === save.staffId;
  return [...(same ? steps.slice(0, -1) : steps), save];
}
