import { z } from 'zod';
import type { ElementValues } from '../../../entities/elements.js';

const text = z.string();
const texts = z.array(z.string());

const timeLimit = z.object({
  days: z.number().optional(),
  unit: z.enum(['workingDay', 'calendarDay']).optional(),
  text,
});
const phone = z.object({ number: text, label: text.optional() });
const legalBasis = z.object({
  title: text,
  docNumber: text.optional(),
  article: text.optional(),
  text,
});
const exerciseLevel = z.object({
  level: z.enum(['nation', 'province', 'city', 'county', 'town', 'village']),
  role: text.optional(),
  note: text.optional(),
});
const material = z.object({
  name: text,
  form: text.optional(),
  copies: z.number().optional(),
  issuer: text.optional(),
  note: text.optional(),
  verifiedOnline: z.boolean().optional(),
  substitute: text.optional(),
});
const fee = z.object({
  amount: z.number().optional(),
  per: text.optional(),
  exemptions: text.optional(),
  text,
});
const location = z.object({
  name: text,
  address: text.optional(),
  window: text.optional(),
  hours: text.optional(),
  phones: texts.optional(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
});

/** Shape of each of the 36 elements, in the order of the form. */
export const elementSchemas = {
  basicCode: text,
  implementationCode: text,
  name: text,
  type: text,
  legalBases: z.array(legalBasis),
  exerciseLevels: z.array(exerciseLevel),
  authorityDivision: text,
  content: text,
  agency: text,
  agencyNature: text,
  legalTimeLimit: timeLimit,
  conditions: texts,
  materials: z.array(material),
  jointAgencies: texts,
  intermediaryServices: text,
  process: z.array(z.object({ text, time: text.optional() })),
  quota: text,
  resultName: text,
  resultSample: text,
  feeCharged: z.boolean(),
  feeStandard: z.array(fee),
  feeBasis: text,
  audience: text,
  handlingType: text,
  promisedTimeLimit: timeLimit,
  serviceScope: text,
  handlingForms: texts,
  appointment: z.boolean(),
  onlinePayment: z.boolean(),
  courier: z.boolean(),
  system: text,
  locations: z.array(location),
  serviceHours: text,
  consultPhones: z.array(phone),
  faqs: z.array(z.object({ question: text, answer: text })),
  supervisePhones: z.array(phone),
} satisfies { [K in keyof ElementValues]: z.ZodType<ElementValues[K]> };

/** Shape of what lists print beside the 36 elements; `disclosed` is decided on, never shown. */
export const listFieldSchemas = {
  standard: text,
  fundingDuty: text,
  convenience: texts,
  filingType: text,
  themes: texts,
  section: text,
};
