import { z } from 'zod';
import { regionInput, regionName, sourceView } from './common.js';

/** A fact about the citizen: an answer to one of the service's own questions. */
const factValue = z.union([z.string().max(200), z.number(), z.boolean()]);

/** Body of `POST /api/v1/eligibility`. */
export const eligibilityRequest = z.strictObject({
  facts: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_.]{0,63}$/, '应为字母开头的英文名称'), factValue)
    .refine((facts) => Object.keys(facts).length <= 100, '不能超过 100 项')
    .meta({ examples: [{ age: 82, householdRegistration: 'rural', 'illness.hypertension': true }] }),
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
      missing: z.array(z.string()).meta({ description: '还要知道的情况；孩子的带 child. 前缀' }),
      words: z.string().optional().meta({ description: '结论的中文：可能符合、看来不符合、还要知道……' }),
      person: z.enum(['main', 'child']).optional().meta({ description: '给本人还是给孩子' }),
      everyone: z.boolean().optional().meta({ description: '人人可享' }),
      note: z.string().optional().meta({ description: '对原文字句的理解' }),
    }),
  ),
  nextQuestion: z
    .object({
      fact: z.string(),
      question: z.string(),
      options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
    })
    .optional(),
  ignoredFacts: z.array(z.string()).optional().meta({ description: '不认识、没有用上的情况' }),
  notice: z.string().optional(),
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
      /** How it can be handled without going there, where a source says so. */
      online: z.string().nullable().optional(),
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
