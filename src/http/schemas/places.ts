import { z } from 'zod';
import { itemId, queryInteger, regionInput, regionName, sourceView } from './common.js';

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

const opening = z.object({
  open: z.boolean().nullable().meta({ description: 'null：无法判断，见 note' }),
  nextOpening: z.string().nullable(),
  closesAt: z.string().nullable(),
  note: z.string().nullable(),
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
      domains: z.array(z.string()).meta({ description: '业务领域，如 医保' }),
      itemIds: z.array(z.string()).meta({ description: '来源写明在此办理的事项，和所查的事项' }),
      opening: opening.nullable().meta({ description: '此刻是否开放；没有载明时间时为 null' }),
      verify: z.string().nullable().meta({ description: '出门前应核实的提示' }),
      sources: z.array(sourceView),
    }),
  ),
  counters: z
    .array(z.object({ level: z.enum(LEVELS), name: z.string(), region: z.string().nullable() }))
    .optional()
    .meta({ description: '按清单载明的层级推算的办理窗口种类，由近到远；给出 itemId 时才有' }),
  note: z.string().optional().meta({ description: '只知道窗口种类、不知道地址时的说明' }),
});

export type PlacesResult = z.output<typeof placesResult>;
export type PlacesQuery = z.output<typeof placesQuery>;
export type Place = z.output<typeof placesResult>['places'][number];
