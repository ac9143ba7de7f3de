import type { Elements } from '../../entities/elements.js';
import type { EntryEdit } from '../../entities/entry-edit.js';
import type { RegionTree } from './regions.js';

/** 出处: where a statement stands. */
export interface SourceRef {
  /** File name of the document, or the address of a web page. */
  document: string;
  title: string;
  /** 文号. */
  docNumber: string | null;
  /** ISO date of the document, where known. */
  date: string | null;
  table: string | null;
  seq: number | null;
  /** Row key, e.g. `dj-017`, or `guide-…`. */
  key: string;
  line: number | null;
  url?: string;
  /** The row as printed: column header → cell. */
  row?: Record<string, string>;
}

/** 实施清单: how one agency in one region handles a matter. */
export interface ImplementationRecord {
  itemId: string;
  /** GB/T 2260 code. */
  regionCode: string;
  /** 实施机构 as printed, stray blanks removed. */
  agency: string | null;
  /** 事项名称 as this region's list prints it; may differ from the matter's name. */
  name: string;
  elements: Elements;
  sources: SourceRef[];
}

/** An implementation as staff see it. */
export interface StoredImplementation {
  /** `Agency.id`. */
  agencyId: string;
  /** Edits laid over. */
  record: ImplementationRecord;
  /** Edits in force, in order. */
  edits: EntryEdit[];
}

/** 政务服务事项, independent of place, with the implementations the deployment holds. */
export interface ItemRecord {
  /** Key of the row that founded the matter, e.g. `dj-017`: stable across re-imports. */
  id: string;
  name: string;
  /** 事项类型. */
  type: string | null;
  themes: string[];
  /** 相似问: wordings of residents. */
  questions: string[];
  /** Ids of matters linked to this one (a benefit and the counter matter that pays it). */
  linked: string[];
  implementations: ImplementationRecord[];
}

/** Words that keepers added beside the wordings of matters. */
export interface SnapshotAdditions {
  /** Forms of concepts of the lexicon. */
  synonyms: { concept: string; form: string }[];
  /** Topics that are not ours. */
  topics: { id: string; name: string; advice: string; questions: string[] }[];
}

/** The published catalogue, immutable, swapped whole. */
export interface Snapshot {
  /** Number of the published revision. */
  revision: number;
  /** ISO time of publication. */
  publishedAt: string;
  items: ItemRecord[];
  regions: RegionTree;
  /** Absent: none. */
  additions?: SnapshotAdditions;
}
