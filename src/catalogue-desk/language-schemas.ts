import { z } from 'zod';
import { ADDITION_KINDS } from '../../entities/language-addition.js';
import { itemId } from '../http/schemas/common.js';

const text = z.string();
const maybe = text.nullable();

const wordingTexts = z.array(z.string().trim().min(1).max(200)).min(1).max(50);
const advice = z
  .string()
  .trim()
  .max(100)
  .nullable()
  .default(null)
  .meta({ description: '一句话：该找谁；不写则请拨打12345' });

/** Words that a keeper wants to add. */
export const languageProposal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('wording'), itemId, texts: wordingTexts }),
  z.strictObject({
    kind: z.literal('synonym'),
    concept: z.string().min(1).max(100).meta({ description: '词库里的概念' }),
    form: z.string().trim().min(1).max(20).meta({ description: '同义词' }),
  }),
  z.strictObject({
    kind: z.literal('notOurs'),
    topic: z.string().trim().min(2).max(40),
    advice,
    texts: wordingTexts,
  }),
]);

export const saveLanguageRequest = z.strictObject({
  version: z.int().positive(),
  texts: wordingTexts,
  advice,
});

/** An addition as views show it. */
export const additionContent = {
  kind: z.enum(ADDITION_KINDS),
  target: text.meta({ description: '事项编号、概念或话题' }),
  text,
  advice: maybe,
};

export const additionsResult = z.object({
  additions: z.array(
    z.object({
      id: z.int(),
      ...additionContent,
      targetName: text,
      addedBy: text,
      addedAt: text,
      sinceRevision: z.int(),
      draftId: text,
    }),
  ),
});
export const additionParams = z.strictObject({
  id: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, '编号不正确')
    .transform(Number)
    .meta({ type: 'integer', pattern: undefined, minimum: 1 }),
});

export const conceptsQuery = z.strictObject({ q: z.string().trim().min(1).max(20) });
export const conceptsResult = z.object({
  concepts: z.array(z.object({ id: text, kind: text, forms: z.array(text) })),
});

export type AdditionView = z.output<typeof additionsResult>['additions'][number];
export type ConceptView = z.output<typeof conceptsResult>['concepts'][number];
