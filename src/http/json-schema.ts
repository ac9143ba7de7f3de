import fastJson from 'fast-json-stringify';
import { z } from 'zod';

/** A JSON Schema as plain data. */
export type JsonSchema = Record<string, unknown>;

/**
 * @param io - `input`: what a caller sends; `output`: what a caller gets.
 * @returns JSON Schema 2020-12, as OpenAPI 3.1 embeds it.
 */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...body } = z.toJSONSchema(schema, {
    io,
    override: dropSafeIntegerBounds,
  }) as JsonSchema;
  return body;
}

/**
 * Compiles a schema to a function that writes JSON. What the schema does not declare is left out, at any
 * depth; compile once, at the start.
 */
export function serializerOf(schema: z.ZodType): (value: unknown) => string {
  return fastJson(forSerializing(jsonSchemaOf(schema, 'output')) as fastJson.AnySchema);
}

/** Bounds that only say "a JavaScript integer" tell a reader nothing. */
function dropSafeIntegerBounds({ jsonSchema }: { jsonSchema: { minimum?: number; maximum?: number } }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

/**
 * Keeps what the serialiser writes by (types, properties, items) and drops what it would check: a value
 * without an optional detail must still reach the resident, and unions are slow. `X | null` becomes `nullable`.
 */
function forSerializing(schema: JsonSchema): JsonSchema {
  const { type, properties, items, additionalProperties, anyOf } = schema;
  if (Array.isArray(anyOf)) {
    const kinds = (anyOf as JsonSchema[]).filter((kind) => kind.type !== 'null');
    if (kinds.length === 1 && kinds[0]) return { ...forSerializing(kinds[0]), nullable: true };
    throw new Error('A response schema may be nullable but not a union');
  }
  if (Array.isArray(type)) {
    return { ...forSerializing({ ...schema, type: type.find((name) => name !== 'null') }), nullable: true };
  }
  const result: JsonSchema = type === undefined ? {} : { type: type === 'integer' ? 'number' : type };
  if (properties) {
    result.properties = Object.fromEntries(
      Object.entries(properties).map(([name, child]) => [name, forSerializing(child as JsonSchema)]),
    );
  }
  if (items) result.items = forSerializing(items as JsonSchema);
  if (additionalProperties && typeof additionalProperties === 'object') {
    const values = forSerializing(additionalProperties as JsonSchema);
    result.additionalProperties = Object.keys(values).length === 0 ? true : values;
  }
  return result;
}
