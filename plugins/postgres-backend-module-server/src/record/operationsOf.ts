import type {
  OfferedOperations,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ServerConfig } from '../config';
import type { LostDatabase } from './matchRecords';
import type { DatabaseRecord } from './record';

const yes: Support = { supported: true };
const no = (reason: string): Support => ({ supported: false, reason });

/**
 * What can be done to a database of a server. Without `record`: to one that
 * belongs to no entity yet.
 */
export function operationsOf(
  server: Pick<ServerConfig, 'restoreContact'>,
  record?: Pick<DatabaseRecord, 'adopted'>,
  missing?: LostDatabase,
) {
  const serverWide = no(
    'The server is shared by all its databases. Ask its administrator.',
  );
  const bound = record
    ? yes
    : no('The database belongs to no entity. Bind it first.');
  const credentials = record?.adopted
    ? no(
        'The database was adopted with the login that it had. Ask the owner of that login.',
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
              'It is not there under its name: no database is dropped. Its record, its credentials and its role are given up.',
          }
        : bound,
    'rotate-password': credentials,
    'reveal-credentials': credentials,
    backup: missing
      ? no('The database no longer exists under its name.')
      : bound,
    restore: no(
      `A restore would roll back every database on this server. ${
        server.restoreContact ?? "Ask the server's administrator."
      }`,
    ),
    restart: serverWide,
    switchover: serverWide,
    hibernate: serverWide,
    fence: serverWide,
    'destroy-instance': serverWide,
  } satisfies OfferedOperations;
}
