import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { projectPath } from '../project-root.js';
import type { Finding } from './finding.js';

const text = z.string().trim().min(1);
const acceptance = z.strictObject({
  rule: text,
  key: text,
  /** Key of the guide, row or place that says it; absent: whoever does. */
  source: text.optional(),
  reason: text,
});

/** An error that somebody looked at and keeps, with the reason in Chinese. */
export type Acceptance = z.output<typeof acceptance>;

/** @throws {z.ZodError} when the file does not have the form that docs/CATALOGUE.md describes. */
export function loadAccepted(file = projectPath('data', 'accepted-findings.json')): Acceptance[] {
  return existsSync(file) ? z.array(acceptance).parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
}

/** @returns the findings, accepted errors as warnings with their reason; and the acceptances that fit none. */
export function accept(
  findings: readonly Finding[],
  accepted: readonly Acceptance[],
): { findings: Finding[]; unused: Acceptance[] } {
  const used = new Set<Acceptance>();
  const judged = findings.map((finding): Finding => {
    const fitting = accepted.find(
      ({ rule, key, source }) =>
        rule === finding.rule &&
        key === finding.key &&
        (source === undefined || source === finding.place?.key),
    );
    if (!fitting) return finding;
    used.add(fitting);
    return { ...finding, severity: 'warning', accepted: fitting.reason };
  });
  return { findings: judged, unused: accepted.filter((one) => !used.has(one)) };
}
