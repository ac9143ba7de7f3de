import { z } from 'zod';
import { regionInput, regionName, sourceView } from './common.js';

/** A fact about the citizen: an answer to one of the service's own questions. */
const factValue = z.union([z.string().max(200), z.number(), z.boolean()]);

/** Body of `POST /api/v1/eligibility`. */
export const eligibilityRequest = z.strictObject({
  facts: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_.]{0,63}$/, '应为字母开头的英文名称'), factValue)
    .refine((facts) => Object.keys(facts).length <= 100, '不能超过 100 项')
    .meta({ examples: [{ age: 82, urban: false }] }),
  region: regionInput.optional(),
});

/** Response of `POST /api/v1/eligibility`. */
export const eligibilityResult = z.object({
  benefits: z.array(
    z.object({
      itemId: z.string(),
      name: z.string(),
      verdict: z.enum(['met', 'unmet', 'unknown']),
      reasons: z.array(z.object({ sentence: z.string(), source: sourceView.nullable() })),
      missing: z.array(z.string()),
    }),
  ),
  nextQuestion: z
    .object({
      fact: z.string(),
      question: z.string(),
      options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
    })
    .optional(),
});

export const lifeEventsResult = z.object({
  lifeEvents: z.array(z.object({ id: z.string(), name: z.string(), summary: z.string(), steps: z.int() })),
});

export const lifeEventParams = z.strictObject({ id: z.string().min(1).max(100) });
export const lifeEventQuery = z.strictObject({ region: regionInput.optional() });

/** 一件事: steps over matters, and the papers of all steps merged. */
export const lifeEventView = z.object({
  id: z.string(),
  name: z.string(),
  summary: z.string(),
  region: regionName.nullable(),
  steps: z.array(
    z.object({
      title: z.string(),
      itemId: z.string().nullable(),
      name: z.string(),
      agency: z.string().nullable(),
      /** Positions of the steps that come before this one. */
      after: z.array(z.int()),
      note: z.string().nullable(),
      sources: z.array(sourceView),
    }),
  ),
  materials: z.array(
    z.object({
      name: z.string(),
      note: z.string().nullable(),
      /** Positions of the steps that need it. */
      steps: z.array(z.int()),
      sources: z.array(sourceView),
    }),
  ),
});

export type EligibilityRequest = z.output<typeof eligibilityRequest>;
export type EligibilityResult = z.output<typeof eligibilityResult>;
export type LifeEventSummary = z.output<typeof lifeEventsResult>['lifeEvents'][number];
export type LifeEventView = z.output<typeof lifeEventView>;
