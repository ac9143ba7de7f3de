import type { Finding } from './finding.js';

/** Warnings of one rule that are printed unless all are asked for. */
const SHOWN = 3;
const SEVERITIES = { error: '错误', warning: '提示' } as const;

/**
 * Findings as lines for a terminal: every error, and of each rule's warnings the first few.
 *
 * @param all - print every warning.
 */
export function findingLines(findings: readonly Finding[], { all = false } = {}): string[] {
  const lines: string[] = [];
  const seen = new Map<string, number>();
  for (const finding of findings) {
    const count = (seen.get(`${finding.severity} ${finding.rule}`) ?? 0) + 1;
    seen.set(`${finding.severity} ${finding.rule}`, count);
    if (all || finding.severity === 'error' || count <= SHOWN) lines.push(findingLine(finding));
  }
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  for (const [id, count] of seen)
    if (!all && id.startsWith('warning') && count > SHOWN)
      lines.push(`提示 ${id.slice('warning '.length)}：另有 ${count - SHOWN} 处，加 --all 全部列出。`);
  lines.push(`共 ${errors} 处错误，${findings.length - errors} 处提示。`);
  return lines;
}

function findingLine({
  severity,
  rule,
  message,
  key,
  name,
  region,
  elementLabel,
  place,
  accepted,
}: Finding): string {
  const matter = [region.name, key, name].filter((part) => part !== '').join(' ');
  const parts = [
    `${SEVERITIES[severity]} ${rule}`,
    [matter, elementLabel].filter(Boolean).join('·'),
    placeText(place),
    message,
  ];
  const text = parts.filter((part) => part !== '').join('｜');
  return accepted === undefined ? text : `${text}（已接受：${accepted}）`;
}

function placeText(place: Finding['place']): string {
  if (!place) return '';
  const { document, seq, line, cell, key } = place;
  const where = [
    seq === null ? '' : `序号${seq}`,
    cell ?? (line === null ? '' : `第${line}行`),
    seq === null ? key : '',
  ].filter((part) => part !== '');
  return [document, ...where].join(' ');
}
