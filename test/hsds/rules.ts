/**
 * What HSDS 3.0 demands of each object we publish, written down from its schema reference
 * (https://docs.openreferral.org/) as JSON Schema: required properties, their types
 * and formats. The standard lets further properties pass; here they have to begin with `x_`, so that a misspelt term
 * is found.
 */
type Rules = Record<string, unknown>;

const text = { type: 'string' };
const uuid = { type: 'string', format: 'uuid' };
const uri = { type: 'string', format: 'uri' };
const number = { type: 'number' };
const oneOf = (...values: string[]): Rules => ({ enum: values });
const many = (items: Rules): Rules => ({ type: 'array', items });
const object = (required: readonly string[], properties: Rules): Rules => ({
  type: 'object',
  required,
  properties,
  patternProperties: { '^x_': {} },
  additionalProperties: false,
});

const taxonomy = object(['id', 'name', 'description'], {
  id: uuid,
  name: text,
  description: text,
  uri,
  version: text,
});
const term = object(['id', 'name', 'description'], {
  id: uuid,
  code: text,
  name: text,
  description: text,
  parent_id: uuid,
  taxonomy: text,
  taxonomy_detail: taxonomy,
  language: text,
  taxonomy_id: uuid,
  term_uri: uri,
});
const attributes = many(
  object(['id'], {
    id: uuid,
    link_id: uuid,
    taxonomy_term_id: uuid,
    link_type: text,
    link_entity: text,
    value: text,
    taxonomy_term: term,
  }),
);
const phones = many(
  object(['id', 'number'], {
    id: uuid,
    location_id: uuid,
    service_id: uuid,
    organization_id: uuid,
    contact_id: uuid,
    service_at_location_id: uuid,
    number: text,
    extension: number,
    type: text,
    description: text,
  }),
);
const schedules = many(
  object(['id'], {
    id: uuid,
    service_id: uuid,
    location_id: uuid,
    service_at_location_id: uuid,
    valid_from: text,
    valid_to: text,
    timezone: number,
    freq: oneOf('WEEKLY', 'MONTHLY'),
    wkst: oneOf('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'),
    byday: { type: 'string', pattern: '^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$' },
    description: text,
    opens_at: { type: 'string', pattern: '^[0-2][0-9]:[0-5][0-9]\\+08:00$' },
    closes_at: { type: 'string', pattern: '^[0-2][0-9]:[0-5][0-9]\\+08:00$' },
    schedule_link: uri,
    attending_type: text,
    notes: text,
  }),
);
const addresses = many(
  object(['id', 'address_1', 'city', 'state_province', 'postal_code', 'country', 'address_type'], {
    id: uuid,
    location_id: uuid,
    attention: text,
    address_1: text,
    address_2: text,
    city: text,
    region: text,
    state_province: text,
    postal_code: text,
    country: { type: 'string', pattern: '^[A-Z]{2}$' },
    address_type: oneOf('physical', 'postal', 'virtual'),
  }),
);
const location = object(['id', 'location_type'], {
  id: uuid,
  location_type: oneOf('physical', 'postal', 'virtual'),
  url: uri,
  organization_id: uuid,
  name: text,
  alternate_name: text,
  description: text,
  transportation: text,
  latitude: number,
  longitude: number,
  external_identifier: text,
  external_identifier_type: text,
  addresses,
  phones,
  schedules,
});
const organization = object(['id', 'name', 'description'], {
  id: uuid,
  name: text,
  alternate_name: text,
  description: text,
  website: uri,
  legal_status: text,
  uri,
  parent_organization_id: uuid,
});

const summary: Rules = {
  id: uuid,
  organization_id: uuid,
  program_id: uuid,
  name: text,
  alternate_name: text,
  description: text,
  url: uri,
  status: oneOf('active', 'inactive', 'defunct', 'temporarily closed'),
  application_process: text,
  fees_description: text,
  eligibility_description: text,
  minimum_age: number,
  maximum_age: number,
  assured_date: text,
  alert: text,
  last_modified: { type: 'string', format: 'date-time' },
  organization,
};

/** An entry of the list of services: properties that stand once. */
export const serviceListRules = object(['id', 'name', 'status'], summary);

/** A fully nested service. */
export const serviceRules = object(['id', 'name', 'status'], {
  ...summary,
  phones,
  schedules,
  service_areas: many(
    object(['id'], {
      id: uuid,
      service_id: uuid,
      name: text,
      description: text,
      extent: text,
      extent_type: text,
      uri: text,
    }),
  ),
  service_at_locations: many(
    object(['id'], { id: uuid, service_id: uuid, location_id: uuid, description: text, location }),
  ),
  required_documents: many(object(['id'], { id: uuid, service_id: uuid, document: text, uri })),
  cost_options: many(
    object(['id'], {
      id: uuid,
      service_id: uuid,
      valid_from: text,
      valid_to: text,
      option: text,
      currency: { type: 'string', pattern: '^[A-Z]{3}$' },
      amount: number,
      amount_description: text,
    }),
  ),
  attributes,
});

/** Formats that the rules name. */
export const formats: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  uri: /^[a-z][a-z0-9+.-]*:\/\/[^\s]+$/,
  email: /^[^\s@]+@[^\s@]+$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
};
