import { z } from 'zod';
import { itemId, queryInteger, regionInput, regionName } from './common.js';

const LEVELS = ['nation', 'province', 'city', 'county', 'town', 'village'] as const;

/** Query of `GET /api/v1/regions`: all regions, or the children of one, or one level. */
export const regionsQuery = z.strictObject({
  parent: regionInput.optional(),
  level: z.enum(LEVELS).optional(),
});
export const regionsResult = z.object({
  regions: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      shortNames: z.array(z.string()),
      level: z.enum(LEVELS),
      parent: z.string().nullable(),
    }),
  ),
});

export const themesResult = z.object({
  themes: z.array(z.object({ name: z.string(), items: z.int().meta({ description: '事项数' }) })),
});

export const agenciesQuery = z.strictObject({ region: regionInput.optional() });
export const agenciesResult = z.object({
  agencies: z.array(z.object({ name: z.string(), region: regionName, items: z.int() })),
});

/** A point as `latitude,longitude` in degrees (WGS84). */
const near = z
  .string()
  .regex(/^-?\d{1,3}(\.\d{1,10})?,-?\d{1,3}(\.\d{1,10})?$/, '应为“纬度,经度”，如 29.70,105.72')
  .transform((text) => {
    const [latitude = 0, longitude = 0] = text.split(',').map(Number);
    return { latitude, longitude };
  })
  .refine(
    ({ latitude, longitude }) => Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180,
    '纬度应在 ±90、经度应在 ±180 之间',
  )
  .meta({ type: 'string', description: '纬度,经度（WGS84）', examples: ['29.70,105.72'] });

export const placesQuery = z.strictObject({
  near: near.optional(),
  region: regionInput.optional(),
  itemId: itemId.optional(),
  limit: queryInteger(1, 100).default(20),
});

/** Offices and counters, nearest first when `near` is given and their position is known. */
export const placesResult = z.object({
  places: z.array(
    z.object({
      name: z.string(),
      address: z.string().nullable(),
      window: z.string().nullable(),
      hours: z.string().nullable(),
      phones: z.array(z.string()),
      latitude: z.number().nullable(),
      longitude: z.number().nullable(),
      distanceMeters: z.number().nullable(),
      region: regionName,
      agency: z.string().nullable(),
      itemIds: z.array(z.string()),
    }),
  ),
});

export type PlacesQuery = z.output<typeof placesQuery>;
export type Place = z.output<typeof placesResult>['places'][number];
