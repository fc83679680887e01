import type {
  OfferedOperations,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ServerConfig } from '../config';
import type { MissingDatabase } from './matchRecords';
import type { DatabaseRecord } from './record';

const yes: Support = { supported: true };
const no = (reason: string): Support => ({ supported: false, reason });

/**
 * Returns which operations a database of a server offers. Without `record`: a
 * database that belongs to no entity yet.
 */
export function operationsOf(
  server: Pick<ServerConfig, 'restoreContact'>,
  record?: Pick<DatabaseRecord, 'adopted'>,
  missing?: MissingDatabase,
) {
  const serverWide = no(
    'The server is shared by all its databases. Ask the administrator of the server.',
  );
  const bound = record
    ? yes
    : no('The database belongs to no entity. Bind it first.');
  const credentials = record?.adopted
    ? no(
        'The database was adopted, and Backstage does not manage its login. Ask the owner of the login.',
      )
    : bound;
  return {
    bind: yes,
    change: bound,
    remove:
      record && missing
        ? {
            ...yes,
            reason:
              'The database does not exist under its name: no database is dropped. Its record, credentials and role are removed.',
          }
        : bound,
    'rotate-password': credentials,
    'reveal-credentials': credentials,
    backup: missing
      ? no('The database no longer exists under its name.')
      : bound,
    restore: no(
      `A restore would roll back every database on this server. ${
        server.restoreContact ?? 'Ask the administrator of the server.'
      }`,
    ),
    restart: serverWide,
    switchover: serverWide,
    hibernate: serverWide,
    fence: serverWide,
    'destroy-instance': serverWide,
  } satisfies OfferedOperations;
}
