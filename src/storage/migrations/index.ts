import { CreateCatalogue1764000000000 } from './1764000000000-create-catalogue.js';

/** Every migration, oldest first. The list only ever grows. */
export const migrations = [CreateCatalogue1764000000000];
