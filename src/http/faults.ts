import type { z } from 'zod';
import type { FieldFault } from '../errors.js';
import { faultPhrases, fill, typeNames } from '../phrases/zh-CN.js';

type Issue = z.core.$ZodIssue;

/** More are never listed: a caller corrects a few at a time, and an attacker gets no long answers. */
const MAX_FAULTS = 20;
const MAX_NAME_LENGTH = 60;

/**
 * @param input - what was parsed.
 * @param whole - what to call the input itself, e.g. `body`.
 * @returns the issues of a failed parse as fields with Chinese words; at least one.
 */
export function faultsOf(error: z.core.$ZodError, input: unknown, whole: string): FieldFault[] {
  return error.issues.flatMap((issue) => faultsOfIssue(issue, input, whole)).slice(0, MAX_FAULTS);
}

function faultsOfIssue(issue: Issue, input: unknown, whole: string): FieldFault[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: (path ? `${path}.${key}` : key).slice(0, MAX_NAME_LENGTH),
      message: faultPhrases.unknownField,
    }));
  }
  return [
    { field: path.slice(0, MAX_NAME_LENGTH) || whole, message: messageOf(issue, valueAt(input, issue.path)) },
  ];
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return value;
}

function messageOf(issue: Issue, value: unknown): string {
  if (value === undefined) return faultPhrases.missing;
  // Words given beside a schema are Chinese and say more than a rule can; zod's own are English.
  if (/\p{Script=Han}/u.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return fill(faultPhrases.type, { expected: typeNames[issue.expected] ?? issue.expected });
    case 'invalid_value':
      return fill(faultPhrases.option, { options: issue.values.map(String).join('、') });
    case 'too_small':
      return fill(smallPhrase(issue.origin, Number(issue.minimum)), { limit: issue.minimum });
    case 'too_big':
      return fill(bigPhrase(issue.origin), { limit: issue.maximum });
    case 'invalid_format':
      return faultPhrases.format;
    default:
      return faultPhrases.other;
  }
}

function smallPhrase(origin: string, minimum: number): string {
  if (origin === 'string') return minimum === 1 ? faultPhrases.empty : faultPhrases.tooShort;
  return origin === 'array' ? faultPhrases.tooFew : faultPhrases.tooSmall;
}

function bigPhrase(origin: string): string {
  if (origin === 'string') return faultPhrases.tooLong;
  return origin === 'array' ? faultPhrases.tooMany : faultPhrases.tooBig;
}
