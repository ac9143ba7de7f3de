import { createDataSource } from './src/storage/data-source.js';

/**
 * For the typeorm command line on the built program, e.g.
 * `npx typeorm migration:show --dataSource dist/ormconfig.js`.
 */
export default createDataSource(process.env.DATABASE_URL ?? 'sqlite:var/wenban.sqlite');
