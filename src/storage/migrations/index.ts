import { CreateCatalogue1764000000000 } from './1764000000000-create-catalogue.js';
import { CreateFeedback1764100000000 } from './1764100000000-create-feedback.js';
import { CreateChannelTables1764200000000 } from './1764200000000-create-channel-tables.js';
import { CreateMiniProgramTables1764400000000 } from './1764400000000-create-mini-program-tables.js';
import { CreateStaff1764700000000 } from './1764700000000-create-staff.js';
import { CreateHotlineDesk1764710000000 } from './1764710000000-create-hotline-desk.js';
import { CreateCatalogueDesk1764800000000 } from './1764800000000-create-catalogue-desk.js';
import { CreateQualityLoop1764910000000 } from './1764910000000-create-quality-loop.js';
import { CreateNotices1764920000000 } from './1764920000000-create-notices.js';
import { CoverQuestionFigures1764921000000 } from './1764921000000-cover-question-figures.js';

/** Every migration, oldest first. The list only ever grows. */
export const migrations = [
  CreateCatalogue1764000000000,
  CreateFeedback1764100000000,
  CreateChannelTables1764200000000,
  CreateMiniProgramTables1764400000000,
  CreateStaff1764700000000,
  CreateHotlineDesk1764710000000,
  CreateCatalogueDesk1764800000000,
  CreateQualityLoop1764910000000,
  CreateNotices1764920000000,
  CoverQuestionFigures1764921000000,
];
