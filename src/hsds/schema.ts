import { z } from 'zod';
import { queryInteger, searchText } from '../http/schemas/common.js';

/**
 * The part of HSDS 3.0 (Open Referral, https://openreferral.org/) that we publish. Names and meanings are the
 * standard's; properties that begin with `x_` are our profile's, for what the standard has no term for.
 */

const text = z.string();
const id = z.uuid();
const url = z.url();

const taxonomyTerm = z.object({
  id,
  code: text.optional(),
  name: text,
  description: text,
  taxonomy: text,
  taxonomy_id: id,
  taxonomy_detail: z.object({ id, name: text, description: text }),
});

/** A code, or a term of a classification, that belongs to a service. */
export const attribute = z.object({
  id,
  link_id: id,
  link_type: text,
  link_entity: text,
  value: text.optional(),
  taxonomy_term_id: id.optional(),
  taxonomy_term: taxonomyTerm.optional(),
});

export const phone = z.object({
  id,
  service_id: id.optional(),
  location_id: id.optional(),
  number: text,
  type: text,
  description: text,
});

export const schedule = z.object({
  id,
  service_id: id.optional(),
  location_id: id.optional(),
  timezone: z.number().optional(),
  freq: z.enum(['WEEKLY']).optional(),
  byday: text.optional(),
  opens_at: text.optional(),
  closes_at: text.optional(),
  description: text.optional(),
  attending_type: text.optional(),
  x_holiday_rule: z
    .enum(['closed', 'open', 'unstated'])
    .optional()
    .meta({ description: 'What the printed hours say of public holidays' }),
});

const address = z.object({
  id,
  location_id: id,
  address_1: text,
  city: text,
  state_province: text,
  /** Required by the standard; empty where no source states it. */
  postal_code: text,
  country: text,
  address_type: z.enum(['physical']),
});

export const serviceAtLocation = z.object({
  id,
  service_id: id,
  location_id: id,
  description: text.optional(),
  location: z.object({
    id,
    location_type: z.enum(['physical']),
    name: text,
    latitude: z.number().optional(),
    longitude: z.number().optional(),
    addresses: z.array(address).optional(),
    phones: z.array(phone).optional(),
    schedules: z.array(schedule).optional(),
  }),
});

export const requiredDocument = z.object({
  id,
  service_id: id,
  document: text,
  x_material: z
    .object({
      form: text.optional(),
      copies: z.number().optional(),
      issuer: text.optional(),
      note: text.optional(),
      verified_online: z.boolean().optional(),
      substitute: text.optional(),
    })
    .meta({ description: '申请材料: form, copies, issuing body, when needed, what may replace it' }),
});

const timeLimit = z.object({
  value: z.number().optional(),
  unit: z.enum(['working_day', 'calendar_day']).optional(),
  raw: text,
});

/** Fields of a service that stand once: what the list of services gives. */
export const serviceSummary = z.object({
  id,
  organization_id: id.optional(),
  name: text,
  alternate_name: text.optional(),
  description: text.optional(),
  url: url.optional(),
  status: z.enum(['active']),
  application_process: text.optional(),
  fees_description: text.optional(),
  eligibility_description: text.optional(),
  alert: text.optional(),
  last_modified: text,
  organization: z.object({ id, name: text, description: text, legal_status: text.optional() }).optional(),
  x_item_id: text.meta({
    description: 'Id of the matter (政务服务事项), shared by the services of all regions',
  }),
});

/** A service with everything that belongs to it: one 实施清单. */
export const service = serviceSummary.extend({
  phones: z.array(phone).optional(),
  schedules: z.array(schedule).optional(),
  service_areas: z.array(z.object({ id, service_id: id, name: text, description: text.optional() })),
  service_at_locations: z.array(serviceAtLocation).optional(),
  required_documents: z.array(requiredDocument).optional(),
  cost_options: z
    .array(
      z.object({
        id,
        service_id: id,
        option: text.optional(),
        currency: text,
        amount: z.number().optional(),
        amount_description: text,
      }),
    )
    .optional(),
  attributes: z.array(attribute).optional(),
  x_legal_basis: z
    .array(z.object({ title: text, doc_number: text.optional(), article: text.optional(), text }))
    .optional()
    .meta({ description: '设定依据' }),
  x_authority_split: text.optional().meta({ description: '权限划分' }),
  x_statutory_limit: timeLimit.optional().meta({ description: '法定办结时限' }),
  x_promised_limit: timeLimit.optional().meta({ description: '承诺办结时限' }),
  x_conditions: z.array(text).optional().meta({ description: '受理条件, one a line' }),
  x_situations: z
    .array(
      z.object({
        name: text,
        conditions: z.array(text).optional(),
        documents: z.array(text).optional(),
        steps: z.array(text).optional(),
        fees: z.array(text).optional(),
      }),
    )
    .optional()
    .meta({ description: '办理情形: what holds in one situation only' }),
  x_co_organizations: z.array(text).optional().meta({ description: '联办机构' }),
  x_intermediary: text.optional().meta({ description: '中介服务' }),
  x_steps: z
    .array(z.object({ text, time: text.optional() }))
    .optional()
    .meta({ description: '办理流程, step by step' }),
  x_quota: text.optional().meta({ description: '数量限制' }),
  x_output: z
    .object({ name: text.optional(), sample: text.optional() })
    .optional()
    .meta({ description: '结果名称, 结果样本' }),
  x_fee_basis: text.optional().meta({ description: '收费依据' }),
  x_bookable: z.boolean().optional().meta({ description: '是否支持预约办理' }),
  x_online_payment: z.boolean().optional().meta({ description: '是否支持网上支付' }),
  x_delivery: z.boolean().optional().meta({ description: '是否支持物流快递' }),
  x_faq: z
    .array(z.object({ question: text, answer: text }))
    .optional()
    .meta({ description: '常见问题' }),
  x_benefit_standard: text.optional().meta({ description: '服务指导标准: how much is paid out or provided' }),
  x_similar_questions: z.array(text).optional().meta({ description: '相似问: wordings of residents' }),
  x_sources: z
    .array(
      z.object({
        document: text,
        title: text,
        doc_number: text.optional(),
        date: text.optional(),
        table: text.optional(),
        key: text,
        url: url.optional(),
      }),
    )
    .meta({ description: '出处: the official documents the service was read from' }),
});

/** Query of `GET /hsds/services`; conditions add up. */
export const servicesQuery = z.strictObject({
  search: searchText.optional().meta({ description: '要找的文字' }),
  organization_id: id.optional(),
  modified_after: z.iso
    .datetime({ offset: true })
    .or(z.iso.date())
    .optional()
    .meta({ description: 'ISO 8601 日期或时间' }),
  page: queryInteger(1, 1_000_000).default(1),
  per_page: queryInteger(1, 100).default(20),
  full: z.enum(['true', 'false']).default('false').meta({ description: 'true：给出完整内容' }),
});

/** A page of services; with `full=false` only the fields that stand once are filled. */
export const servicesPage = z.object({
  total_items: z.int(),
  total_pages: z.int(),
  page_number: z.int(),
  size: z.int(),
  first_page: z.boolean(),
  last_page: z.boolean(),
  empty: z.boolean(),
  contents: z.array(service.partial().required({ id: true, name: true, status: true })),
});

export const serviceParams = z.strictObject({ id: text.min(1).max(100) });

/** Response of `GET /hsds/`. */
export const apiInformation = z.object({ version: text, profile: url, openapi_url: url });

export type HsdsService = z.output<typeof service>;
export type HsdsServiceSummary = z.output<typeof serviceSummary>;
export type HsdsAttribute = z.output<typeof attribute>;
export type HsdsPhone = z.output<typeof phone>;
export type HsdsSchedule = z.output<typeof schedule>;
export type HsdsServiceAtLocation = z.output<typeof serviceAtLocation>;
export type ServicesQuery = z.output<typeof servicesQuery>;
export type ServicesPage = z.output<typeof servicesPage>;
