import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { JsonColumn, KEY_LENGTH, REGION_CODE_LENGTH, TextColumn, TimeColumn } from './columns.js';

/** Steps of a draft: being written, with the reviewer, ready to be published, published, given up. */
export type DraftStatus = 'draft' | 'inReview' | 'approved' | 'published' | 'discarded';

/** Stands for the region of a draft that touches every region alike. */
export const EVERYWHERE = '';

/** One step in the life of a draft, for whoever opens it. */
export interface DraftStep {
  /** ISO time. */
  at: string;
  staffId: string;
  staffName: string;
  step: 'created' | 'saved' | 'submitted' | 'returned' | 'approved' | 'published' | 'discarded';
  note: string | null;
}

/** 草稿: a change of the catalogue on its way from an editor through a reviewer to publication. */
@Entity('catalogue_draft')
@Index('catalogue_draft_status', ['status', 'updatedAt'])
@Index('catalogue_draft_open', ['openKey'], { unique: true })
export class CatalogueDraft {
  /** 编号: a random UUID. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  /**
   * `edit`: elements of one implementation; `import`: accepted differences of an imported list; `language`: words that
   * residents ask with.
   */
  @TextColumn(16)
  kind!: 'edit' | 'import' | 'language';

  @TextColumn(16)
  status!: DraftStatus;

  /** What an open draft is about, so that there is one only; null once it is published or given up. */
  @TextColumn(250, { nullable: true })
  openKey!: string | null;

  /** 标题: name of the matter or of the list. */
  @TextColumn(500)
  title!: string;

  /** 事项标识, for an edit and for wordings. */
  @TextColumn(KEY_LENGTH, { nullable: true })
  itemId!: string | null;

  /** 行政区划代码: whose matter it is decides who may touch it; `EVERYWHERE` for words that hold in all regions. */
  @TextColumn(REGION_CODE_LENGTH)
  regionCode!: string;

  /** `Agency.id`, for an edit and for wordings. */
  @TextColumn(64, { nullable: true })
  agencyId!: string | null;

  /** 实施机构 as printed; null for a list, which holds many. */
  @TextColumn(500, { nullable: true })
  agency!: string | null;

  /** Edit: `{ changes }`; import: `{ jobId, left, differences }`; language: `{ add, withdraw, by }`. See src/catalogue-desk/. */
  @JsonColumn()
  content!: unknown;

  /** Number of the revision it was last compared with. */
  @Column('int')
  baseRevision!: number;

  /** Counted up at every change; who saves names the one that was seen. */
  @Column('int')
  version!: number;

  /** Ids of everybody who wrote in it: none of them may review it. */
  @JsonColumn()
  authors!: string[];

  @JsonColumn()
  steps!: DraftStep[];

  @TimeColumn()
  updatedAt!: string;

  /** 发布版本; null before. */
  @Column('int', { nullable: true })
  publishedRevision!: number | null;
}
