import type { RegionTree } from '../catalogue/regions.js';
import type { Snapshot } from '../catalogue/snapshot.js';
import type { ImportFault, ReadResult } from '../import/draft.js';
import type { PlaceRecord } from '../places/load-places.js';
import { type Acceptance, accept } from './accepted.js';
import { knownDocNumbers } from './document-numbers.js';
import type { CheckContext, Finding, FindingPlace, Problem, Rule } from './finding.js';
import { labelOf } from './labels.js';
import { RULES } from './rules/index.js';
import {
  originOf,
  type Subject,
  subjectOfImplementation,
  subjectOfPlace,
  subjectsOfFile,
} from './subject.js';

export interface CheckOptions {
  /** Collected places to check along with a catalogue. */
  places?: readonly PlaceRecord[];
  /** Errors that are kept knowingly. */
  accepted?: readonly Acceptance[];
}

/**
 * Checks a whole catalogue by every rule.
 *
 * @param snapshot - compiled for staff: what is not public is checked as well.
 * @param today - ISO date in Beijing.
 * @returns errors first, each group in the order of the catalogue.
 */
export function checkCatalogue(snapshot: Snapshot, today: string, options: CheckOptions = {}): Finding[] {
  const subjects = [
    ...snapshot.items.flatMap((item) => item.implementations.map(subjectOfImplementation)),
    ...(options.places ?? []).map(subjectOfPlace),
  ];
  const { findings, unused } = accept(
    checkSubjects(subjects, contextOf(snapshot, today)),
    options.accepted ?? [],
  );
  return errorsFirst([...findings, ...unused.map(unusedAcceptance)]);
}

/**
 * Checks files that were read but not published. What could not be read is a finding, too (`unreadable`).
 *
 * @param snapshot - the catalogue in force: its regions and the 文号 its sources have.
 */
export function checkDrafts(files: readonly ReadResult[], snapshot: Snapshot, today: string): Finding[] {
  const context = contextOf(snapshot, today);
  const faults = files.flatMap((file) => file.faults.map(unreadable));
  const doubles = files.flatMap((file) => sameMatterTwice(subjectsOfFile(file), context.regions));
  return errorsFirst([...faults, ...doubles, ...checkSubjects(files.flatMap(subjectsOfFile), context)]);
}

function contextOf(snapshot: Snapshot, today: string): CheckContext {
  return { today, regions: snapshot.regions, knownDocNumbers: knownDocNumbers(snapshot) };
}

/** @param rules - absent: all. */
export function checkSubjects(
  subjects: readonly Subject[],
  context: CheckContext,
  rules: readonly Rule[] = RULES,
): Finding[] {
  return subjects.flatMap((subject) =>
    rules.flatMap((rule) =>
      [...rule.check(subject, context)].map((problem) => toFinding(rule, problem, subject, context.regions)),
    ),
  );
}

function toFinding(rule: Rule, problem: Problem, subject: Subject, regions: RegionTree): Finding {
  const { element, source, message } = problem;
  const printed = source !== null && originOf(subject.sources[source]) === 'print';
  return {
    rule: rule.id,
    severity: rule.lenientInPrint && printed ? 'warning' : rule.severity,
    message,
    key: subject.key,
    name: subject.name,
    region: {
      code: subject.regionCode,
      name: regions.findByCode(subject.regionCode)?.name ?? subject.regionCode,
    },
    element,
    elementLabel: element && labelOf(element),
    place: placeOf(problem, subject),
  };
}

function placeOf({ element, source }: Problem, { sources, cells }: Subject): FindingPlace | null {
  const own = source === null ? undefined : sources[source];
  if (!own) return null;
  const { document, title, table, seq, line, key } = own;
  return { document, title, table, seq, line, cell: (element && cells[labelOf(element)]) ?? null, key };
}

function unreadable({ file, line, cell, message }: ImportFault): Finding {
  return {
    rule: 'unreadable',
    severity: 'error',
    message,
    key: '',
    name: '',
    region: { code: '', name: '' },
    element: null,
    elementLabel: null,
    place: { document: file, title: file, table: null, seq: null, line, cell: cell ?? null, key: '' },
  };
}

/** Two rows of one file about the same matter of the same agency: they would become one, and one of them wins by chance. */
function sameMatterTwice(subjects: readonly Subject[], regions: RegionTree): Finding[] {
  const rule: Rule = {
    id: 'duplicate-matter',
    title: '一份文件里同一机构的同一事项只出现一次',
    severity: 'error',
    lenientInPrint: true,
    check: () => [],
  };
  const first = new Map<string, Subject>();
  return subjects.flatMap((subject) => {
    const id = [subject.regionCode, subject.agency ?? '', subject.name].join('|');
    const earlier = first.get(id);
    if (!earlier) {
      first.set(id, subject);
      return [];
    }
    const message = `与第${earlier.sources[0]?.line ?? ''}行（序号 ${earlier.sources[0]?.seq ?? ''}）是同一机构的同一事项，请并成一行或改名。`;
    return [toFinding(rule, { element: 'name', source: 0, message }, subject, regions)];
  });
}

function unusedAcceptance({ rule, key, reason }: Acceptance): Finding {
  return {
    rule: 'acceptance-unused',
    severity: 'warning',
    message: `已接受的问题“${rule}”（${reason}）不再出现，请从 data/accepted-findings.json 删去。`,
    key,
    name: '',
    region: { code: '', name: '' },
    element: null,
    elementLabel: null,
    place: null,
  };
}

function errorsFirst(findings: readonly Finding[]): Finding[] {
  const of = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity);
  return [...of('error'), ...of('warning')];
}
