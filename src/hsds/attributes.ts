import type { RegionTree } from '../catalogue/regions.js';
import type { ImplementationView } from '../http/schemas/items.js';
import { levelNames } from '../phrases/zh-CN.js';
import type { HsdsAttribute } from './schema.js';
import { uuidV5 } from './uuid.js';

/** Classifications we publish; the description is a term's and its taxonomy's alike. */
const TAXONOMIES = {
  service_type: '事项类型',
  exercise_level: '行使层级',
  audience: '服务对象',
  handling_type: '办件类型',
  handling_form: '办理形式',
  theme: '服务主题',
  convenience: '便民程度',
} as const;
type Taxonomy = keyof typeof TAXONOMIES;

/**
 * Codes and classifications of a service, each once.
 * @param themes - of the matter; those of the implementation are added.
 */
export function attributesOf(
  serviceId: string,
  view: ImplementationView,
  themes: readonly string[],
): HsdsAttribute[] {
  const attributes = new Map<string, HsdsAttribute>();
  const add = (linkType: string, value: string, more: Partial<HsdsAttribute> = {}): void => {
    const id = uuidV5(`attribute/${serviceId}/${linkType}/${value}`);
    const link = { link_id: serviceId, link_type: linkType, link_entity: 'service' };
    attributes.set(id, { id, ...link, value, ...more });
  };
  const addValue = (linkType: string, value: string | null): void => {
    if (value) add(linkType, value);
  };
  const addTerm = (taxonomy: Taxonomy, name: string, code?: string): void => {
    const term = termOf(taxonomy, name, code);
    add(taxonomy, name, { taxonomy_term_id: term.id, taxonomy_term: term });
  };
  addValue('basic_code', view.basicCode);
  addValue('impl_code', view.implementationCode);
  if (view.type) addTerm('service_type', view.type);
  for (const { level } of view.exerciseLevels ?? []) addTerm('exercise_level', levelNames[level], level);
  for (const name of (view.audience ?? '').split(/[、，,/／;；\n]/))
    if (name.trim()) addTerm('audience', name.trim());
  if (view.handlingType) addTerm('handling_type', view.handlingType);
  for (const form of view.handlingForms ?? []) addTerm('handling_form', form);
  for (const theme of [...themes, ...(view.themes ?? [])]) addTerm('theme', theme);
  for (const degree of view.convenience ?? []) addTerm('convenience', degree);
  addValue('system', view.system);
  for (const { number } of view.supervisePhones ?? []) if (isUrl(number)) add('supervision_url', number);
  return [...attributes.values()];
}

/** Whether a 监督电话 is in truth the address of a page. */
export function isUrl(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text);
}

/** @returns names of the county or city and of the province that a region lies in, as postal addresses take them. */
export function cityAndProvince(regionCode: string, regions: RegionTree): { city: string; province: string } {
  const path = regions.pathOf(regionCode).flatMap((code) => regions.findByCode(code) ?? []);
  const nameOf = (...levels: string[]) => path.find(({ level }) => levels.includes(level))?.name;
  const province = nameOf('province') ?? '';
  return { city: nameOf('county', 'city') ?? province, province };
}

function termOf(
  taxonomy: Taxonomy,
  name: string,
  code?: string,
): NonNullable<HsdsAttribute['taxonomy_term']> {
  const label = TAXONOMIES[taxonomy];
  const taxonomyId = uuidV5(`taxonomy/${taxonomy}`);
  return {
    id: uuidV5(`term/${taxonomy}/${name}`),
    ...(code ? { code } : {}),
    name,
    description: `${label}：${name}`,
    taxonomy: label,
    taxonomy_id: taxonomyId,
    taxonomy_detail: { id: taxonomyId, name: label, description: `实施清单中的“${label}”` },
  };
}
