import { z } from 'zod';
import type { FieldKey, Statement } from '../../entities/elements.js';
import { printedSourceView } from '../http/schemas/common.js';
import { elementSchemas, listFieldSchemas } from '../http/schemas/elements.js';
import { FIELD_LABELS } from './fields.js';

const VALUES: Readonly<Record<FieldKey, z.ZodType>> = {
  ...elementSchemas,
  ...listFieldSchemas,
  disclosed: z.boolean(),
};

/** One statement by one source about a field. */
function statementOf(value: z.ZodType) {
  return z.object({
    value,
    source: z.int().min(0).meta({ description: 'Position in `sources`, counted from 0' }),
    printed: z.string().optional().meta({ description: 'The words as printed' }),
    validFrom: z.string().optional().meta({ description: 'ISO date from which the value holds' }),
    validTo: z.string().optional().meta({ description: 'ISO date until which the value holds, inclusive' }),
    confidence: z
      .enum(['high', 'medium', 'low'])
      .optional()
      .meta({ description: 'Absent: an official list. `low` is never shown to residents' }),
    note: z.string().optional().meta({ description: 'What the keeper must know' }),
    situation: z
      .string()
      .optional()
      .meta({ description: '办理情形: the part of the matter for which alone the value holds' }),
  } satisfies Record<keyof Statement<unknown>, z.ZodType>);
}

const elements = Object.fromEntries(
  FIELD_LABELS.map(([key, label]) => [
    key,
    z.array(statementOf(VALUES[key])).optional().meta({ description: label }),
  ]),
);

/** An implementation (实施清单) as the export writes it. */
export const implementationSchema = z.object({
  itemId: z.string().meta({ description: '事项编号' }),
  regionCode: z.string().meta({ description: '行政区划代码 (GB/T 2260)' }),
  agency: z.string().nullable().meta({ description: '实施机构 as printed' }),
  name: z.string().meta({ description: '事项名称 as this list prints it' }),
  elements: z.object(elements).meta({
    description:
      'The 36 elements of an 实施清单 and what lists print beside them; absent where no source states one',
  }),
  sources: z.array(printedSourceView).meta({ description: '出处, with the row as printed' }),
});

/** @returns JSON Schema 2020-12 of an exported implementation. */
export function implementationJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(implementationSchema, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  return {
    $schema,
    title: '实施清单',
    description: 'How one agency in one region handles one matter. Made from the program’s own schemas.',
    ...schema,
  };
}
