// Writes eight entries as fast as it can, from the compiled program: argument 1 the database, argument 2 who it is.
import { AuditLog } from '../../dist/src/staff/audit/audit-log.js';
import { createDataSource } from '../../dist/src/storage/data-source.js';

const [, , url, actor] = process.argv;
const ds = await createDataSource(url).initialize();
const audit = new AuditLog(ds);
for (let i = 0; i < 8; i++) await audit.change(actor, (_manager, record) => record('test.change', String(i)));
await ds.destroy();
