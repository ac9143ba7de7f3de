import { feeSection, onlineSection, processSection } from './how.js';
import { locationSection } from './location.js';
import type { SectionBuilder } from './section.js';
import { standardSection } from './standard.js';
import { timeLimitSection } from './time-limit.js';
import {
  basisSection,
  conditionsSection,
  contentSection,
  faqSection,
  materialsSection,
  resultSection,
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
