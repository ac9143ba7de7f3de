import { Column } from 'typeorm';

/**
 * A row of the published catalogue. It is in force in every revision from `sinceRevision` on and before
 * `untilRevision`; it is never changed afterwards except that a later publication sets `untilRevision`.
 */
export abstract class CatalogueRecord {
  /** 生效版本: number of the revision that brought the row. */
  @Column('int')
  sinceRevision!: number;

  /** 失效版本: number of the revision that ended it; null means in force. */
  @Column('int', { nullable: true })
  untilRevision!: number | null;
}
