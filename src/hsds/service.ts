import type { RegionTree } from '../catalogue/regions.js';
import type { ImplementationView, ItemView } from '../http/schemas/items.js';
import { attributesOf, isUrl } from './attributes.js';
import { phonesOf, schedulesOf, serviceAtLocationsOf } from './locations.js';
import type { HsdsService, HsdsServiceSummary } from './schema.js';
import { uuidV5 } from './uuid.js';

/** What one service is made of. */
export interface ServiceParts {
  id: string;
  item: Pick<ItemView, 'id' | 'name' | 'questions' | 'themes'>;
  /** Of what holds for the whole service. */
  view: ImplementationView;
  /** What holds in some situations only. */
  situations: NonNullable<HsdsService['x_situations']>;
  regions: RegionTree;
  /** ISO time: of the publication that holds it. */
  lastModified: string;
}

const VERIFY = '部分内容来自转载资料，办理前请电话核实。';

/** @returns id of the agency that carries out a service; undefined where no source names one. */
export function organizationId(regionCode: string, agency: string | null): string | undefined {
  return agency ? uuidV5(`organization/${regionCode}/${agency}`) : undefined;
}

/** The fields of a service that stand once. */
export function presentServiceSummary({ id, item, view, lastModified }: ServiceParts): HsdsServiceSummary {
  const { region, agency } = view;
  const organization = organizationId(region.code, agency);
  const name = view.name ?? item.name;
  const online = view.system && /https?:\/\/[^\s，。；、）)]+/.exec(view.system)?.[0];
  return withoutEmpty({
    id,
    organization_id: organization,
    name,
    alternate_name: item.name === name ? null : item.name,
    description: view.content,
    url: online,
    status: 'active' as const,
    application_process: view.process?.map(({ text }) => text).join('\n'),
    fees_description: feesOf(view),
    eligibility_description: view.conditions?.join('\n') ?? view.audience,
    alert: hasMediumConfidence(view) ? VERIFY : null,
    last_modified: lastModified,
    organization:
      organization && agency
        ? withoutEmpty({
            id: organization,
            name: agency,
            description: `${region.name}政务服务事项的实施机构`,
            legal_status: view.agencyNature,
          })
        : null,
    x_item_id: item.id,
  });
}

/** One 实施清单 as a service with everything that belongs to it. Empty lists and unknown values are left out. */
export function presentService(parts: ServiceParts): HsdsService {
  const { id, item, view, regions } = parts;
  return withoutEmpty({
    ...presentServiceSummary(parts),
    phones: phonesOf(id, view),
    schedules: schedulesOf({ service_id: id }, view.serviceHours, view.handlingForms?.join('、') ?? null),
    service_areas: [
      withoutEmpty({
        id: uuidV5(`service_area/${id}`),
        service_id: id,
        name: view.region.name,
        description: view.serviceScope,
      }),
    ],
    service_at_locations: serviceAtLocationsOf(id, view, regions),
    required_documents: view.materials?.map(({ name, verifiedOnline, ...material }, index) => ({
      id: uuidV5(`required_document/${id}/${index}/${name}`),
      service_id: id,
      document: name,
      x_material: withoutEmpty({ ...material, verified_online: verifiedOnline }),
    })),
    cost_options: view.feeStandard?.map(({ amount, per, exemptions, text }, index) =>
      withoutEmpty({
        id: uuidV5(`cost_option/${id}/${index}`),
        service_id: id,
        option: per,
        currency: 'CNY',
        amount,
        amount_description: exemptions ? `${text}\n减免：${exemptions}` : text,
      }),
    ),
    attributes: attributesOf(id, view, item.themes),
    x_legal_basis: view.legalBases?.map(({ title, docNumber, article, text }) =>
      withoutEmpty({ title, doc_number: docNumber, article, text }),
    ),
    x_authority_split: view.authorityDivision,
    x_statutory_limit: limitOf(view.legalTimeLimit),
    x_promised_limit: limitOf(view.promisedTimeLimit),
    x_situations: parts.situations,
    x_conditions: view.conditions,
    x_co_organizations: view.jointAgencies,
    x_intermediary: view.intermediaryServices,
    x_steps: view.process,
    x_quota: view.quota,
    x_output:
      view.resultName || view.resultSample
        ? withoutEmpty({ name: view.resultName, sample: view.resultSample })
        : null,
    x_fee_basis: view.feeBasis,
    x_bookable: view.appointment,
    x_online_payment: view.onlinePayment,
    x_delivery: view.courier,
    x_faq: view.faqs,
    x_benefit_standard: view.standard,
    x_similar_questions: item.questions,
    x_sources: view.sources.map(({ document, title, docNumber, date, table, key, url }) =>
      withoutEmpty({
        document,
        title,
        doc_number: docNumber,
        date,
        table,
        key,
        url: url && isUrl(url) ? url : null,
      }),
    ),
  });
}

function feesOf({ feeCharged, feeStandard }: ImplementationView): string | null {
  if (feeStandard?.length) return feeStandard.map(({ text }) => text).join('\n');
  if (feeCharged === null) return null;
  return feeCharged ? '收费，标准未载明' : '不收费';
}

function limitOf(limit: ImplementationView['legalTimeLimit']): HsdsService['x_statutory_limit'] | null {
  if (!limit) return null;
  const unit =
    limit.unit && ({ workingDay: 'working_day', calendarDay: 'calendar_day' } as const)[limit.unit];
  return withoutEmpty({ value: limit.days, unit, raw: limit.text });
}

function hasMediumConfidence({ statements }: ImplementationView): boolean {
  return Object.values(statements).some((all) => all.some(({ confidence }) => confidence === 'medium'));
}

/** What has a value: HSDS leaves out what is not known, it does not write null. */
type WithoutEmpty<T> = {
  [K in keyof T as null extends T[K] ? never : undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as null extends T[K] ? K : undefined extends T[K] ? K : never]?: NonNullable<T[K]>;
};

function withoutEmpty<T extends object>(record: T): WithoutEmpty<T> {
  const kept = Object.entries(record).filter(
    ([, value]) =>
      value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(kept) as WithoutEmpty<T>;
}
