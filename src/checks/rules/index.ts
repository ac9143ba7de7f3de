import type { Rule } from '../finding.js';
import { CONTACT_RULES } from './contacts.js';
import { DATE_RULES } from './dates.js';
import { DISCLOSURE_RULES } from './disclosure.js';
import { FEE_RULES } from './fees.js';
import { REQUIRED_RULES } from './required.js';
import { SOURCE_RULES } from './sources.js';
import { TERM_RULES } from './terms.js';
import { TIME_LIMIT_RULES } from './time-limits.js';
import { WORDING_RULES } from './wording.js';

/** Every rule that is checked before anything is published; docs/CATALOGUE.md lists the same. */
export const RULES: readonly Rule[] = [
  ...REQUIRED_RULES,
  ...FEE_RULES,
  ...TIME_LIMIT_RULES,
  ...WORDING_RULES,
  ...CONTACT_RULES,
  ...DATE_RULES,
  ...SOURCE_RULES,
  ...DISCLOSURE_RULES,
  ...TERM_RULES,
];
