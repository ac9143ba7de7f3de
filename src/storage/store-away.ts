import { CannotExecuteNotConnectedError, ConnectionIsNotSetError, TypeORMError } from 'typeorm';

/** Codes of drivers and the system that say: the database cannot be reached, or cannot be written just now. */
const AWAY =
  /^(ECONN|ETIMEDOUT$|EPIPE$|ENOTFOUND$|EAI_AGAIN$|EHOSTUNREACH$|ENETUNREACH$|PROTOCOL_|POOL_CLOSED$|SQLITE_(BUSY|LOCKED|IOERR|CANTOPEN|FULL|READONLY|NOTADB|CORRUPT)|ER_(SERVER_SHUTDOWN|CON_COUNT_ERROR|OPTION_PREVENTS_STATEMENT|LOCK_WAIT_TIMEOUT|DISK_FULL|CONNECTION_KILLED)$)/;

/** @returns whether an error means that the database is away, as opposed to a fault of ours. */
export function isStoreAway(error: unknown): boolean {
  if (error instanceof CannotExecuteNotConnectedError || error instanceof ConnectionIsNotSetError)
    return true;
  if (!(error instanceof Error)) return false;
  const { code, driverError } = error as { code?: unknown; driverError?: unknown };
  // MySQL's driver of TypeORM says so in words only.
  if (error instanceof TypeORMError && error.message.startsWith('Connection is not established')) return true;
  if (typeof code === 'string' && AWAY.test(code)) return true;
  if (error instanceof TypeORMError && driverError !== undefined && driverError !== error)
    return isStoreAway(driverError);
  return error instanceof TypeError && error.message.includes('The database connection is not open');
}
