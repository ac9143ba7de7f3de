import { feeSection, onlineSection, processSection, timeLimitSection } from './how.js';
import { locationSection } from './location.js';
import type { SectionBuilder } from './section.js';
import {
  basisSection,
  conditionsSection,
  contentSection,
  faqSection,
  materialsSection,
  resultSection,
  standardSection,
} from './what.js';
import { hoursSection } from './where.js';
import { complaintSection, phoneSection, progressSection } from './whom.js';

/** All sections an answer can have, by key. */
export const SECTION_BUILDERS: Readonly<Record<string, SectionBuilder>> = {
  content: contentSection,
  standard: standardSection,
  conditions: conditionsSection,
  materials: materialsSection,
  location: locationSection,
  hours: hoursSection,
  phone: phoneSection,
  fee: feeSection,
  timeLimit: timeLimitSection,
  process: processSection,
  online: onlineSection,
  basis: basisSection,
  result: resultSection,
  faq: faqSection,
  complaint: complaintSection,
  progress: progressSection,
};
