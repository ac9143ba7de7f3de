import type { z } from 'zod';
import { type JsonSchema, jsonSchemaOf } from '../http/json-schema.js';
import { requiredDocument, schedule, service } from './schema.js';

/** HSDS version that the profile is based on. */
export const HSDS_VERSION = '3.0';
/** Version of the profile itself (semver). */
const PROFILE_VERSION = '1.0.0';

/** Objects of HSDS that the profile extends, by the name of their schema file. */
const EXTENDED: Readonly<Record<string, z.ZodObject>> = {
  'service.json': service,
  'required_document.json': requiredDocument,
  'schedule.json': schedule,
};

/** @returns for each HSDS schema file what the profile changes in it, as a JSON Merge Patch (RFC 7396). */
export function profileModifications(): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(EXTENDED).map(([file, schema]) => [file, { properties: ownProperties(schema) }]),
  );
}

/** Properties that begin with `x_`, which the standard does not have. */
function ownProperties(schema: z.ZodObject): JsonSchema {
  const shape = Object.entries(schema.shape).filter(([name]) => name.startsWith('x_'));
  return Object.fromEntries(
    shape.map(([name, property]) => [name, { name, ...jsonSchemaOf(property as z.ZodType, 'output') }]),
  );
}

/**
 * The document that describes the profile.
 * @param address - URI the profile is known by; its files stand below it.
 */
export function describeProfile(address: string): JsonSchema {
  const files = Object.keys(EXTENDED);
  return {
    title: '政务服务实施清单 HSDS Profile',
    version: PROFILE_VERSION,
    uri: address,
    extends: {
      name: 'Human Services Data Specification',
      version: HSDS_VERSION,
      uri: 'https://docs.openreferral.org/',
    },
    description:
      'Publishes Chinese government services as HSDS: one service for each 实施清单 (how one agency in one region ' +
      'handles one matter, 36 elements). Elements that HSDS has a term for use it; the others are properties that ' +
      'begin with x_. HSDS schemas are neither narrowed nor overridden, so the data is valid HSDS as well.',
    identifiers:
      'UUID version 5 of the region (GB/T 2260 code) and the 实施编码, or the row of the official list.',
    files: Object.fromEntries(files.map((file) => [file, `${address}/${file}`])),
    modifications: profileModifications(),
  };
}
