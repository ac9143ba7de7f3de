import type { FieldKey } from '../../entities/elements.js';
import type { RegionTree } from '../catalogue/regions.js';
import type { Subject } from './subject.js';

/** An error stops a publication until it is put right or knowingly accepted; a warning is for the keeper to look at. */
export type Severity = 'error' | 'warning';

/** Where a finding stands. */
export interface FindingPlace {
  /** File name of the document, or the address of a page. */
  document: string;
  title: string;
  table: string | null;
  /** 序号 of the row. */
  seq: number | null;
  line: number | null;
  /** Sheet and cell of a workbook. */
  cell: string | null;
  /** Key of the row, guide or place. */
  key: string;
}

/** What a rule has to say about one place of the catalogue. */
export interface Finding {
  /** Id of the rule. */
  rule: string;
  severity: Severity;
  /** One Chinese sentence: what is wrong and what to do. */
  message: string;
  /** Id of the matter; of a draft the key of its row, of a place its own. Empty for a fault of a whole file. */
  key: string;
  name: string;
  region: { code: string; name: string };
  element: FieldKey | null;
  /** Name of the element in the form. */
  elementLabel: string | null;
  /** Null where no source is to blame. */
  place: FindingPlace | null;
  /** Why somebody accepted it knowingly; it then counts as a warning. */
  accepted?: string;
}

/** What a rule finds; the rest of a finding follows from the subject. */
export interface Problem {
  element: FieldKey | null;
  /** Index into the sources of the subject. */
  source: number | null;
  message: string;
}

/** What rules need to know besides the subject. */
export interface CheckContext {
  /** ISO date in Beijing. */
  today: string;
  regions: RegionTree;
  /** 文号 that some document, list or page of the catalogue prints, as `docNumbersIn` gives them. */
  knownDocNumbers: ReadonlySet<string>;
}

/** One rule: a pure function with a name. */
export interface Rule {
  /** Small letters and hyphens; never changes. */
  id: string;
  /** One Chinese line for the table of rules: what must hold. */
  title: string;
  severity: Severity;
  /** What an official list prints cannot be changed here: there it is a warning. */
  lenientInPrint?: boolean;
  check(subject: Subject, context: CheckContext): Iterable<Problem>;
}
