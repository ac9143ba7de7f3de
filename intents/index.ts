import { basisIntent } from './basis.js';
import { complaintIntent } from './complaint.js';
import { conditionsIntent } from './conditions.js';
import type { Intent } from './define-intent.js';
import { eligibilityIntent } from './eligibility.js';
import { emergencyIntent } from './emergency.js';
import { faqIntent } from './faq.js';
import { feeIntent } from './fee.js';
import { greetingIntent } from './greeting.js';
import { hoursIntent } from './hours.js';
import { humanIntent } from './human.js';
import { lifeEventIntent } from './life-event.js';
import { locationIntent } from './location.js';
import { materialsIntent } from './materials.js';
import { onlineIntent } from './online.js';
import { outOfScopeIntent } from './out-of-scope.js';
import { overviewIntent } from './overview.js';
import { phoneIntent } from './phone.js';
import { processIntent } from './process.js';
import { progressIntent } from './progress.js';
import { resultIntent } from './result.js';
import { standardIntent } from './standard.js';
import { thanksIntent } from './thanks.js';
import { timeLimitIntent } from './time-limit.js';

/** All intents. Where two are equally strong, the earlier one wins. */
export const INTENTS: readonly Intent[] = [
  emergencyIntent,
  humanIntent,
  progressIntent,
  lifeEventIntent,
  eligibilityIntent,
  complaintIntent,
  basisIntent,
  resultIntent,
  faqIntent,
  onlineIntent,
  hoursIntent,
  phoneIntent,
  materialsIntent,
  timeLimitIntent,
  standardIntent,
  feeIntent,
  locationIntent,
  conditionsIntent,
  processIntent,
  overviewIntent,
  greetingIntent,
  thanksIntent,
  outOfScopeIntent,
];
