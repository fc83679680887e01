import type {
  Message,
  OfferedOperations,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ServerConfig } from '../config';
import { message } from '../messages';
import type { MissingDatabase } from './matchRecords';
import type { DatabaseRecord } from './record';

const yes: Support = { supported: true };
const no = (reason: Message): Support => ({ supported: false, reason });

/**
 * Returns which operations a database of a server offers. Without `record`: a
 * database that belongs to no entity yet.
 */
export function operationsOf(
  server: Pick<ServerConfig, 'restoreContact'>,
  record?: Pick<DatabaseRecord, 'adopted'>,
  missing?: MissingDatabase,
) {
  const serverWide = no(message('serverIsShared'));
  const bound = record ? yes : no(message('notBound'));
  const credentials = record?.adopted ? no(message('loginNotManaged')) : bound;
  return {
    bind: yes,
    change: bound,
    remove:
      record && missing
        ? { ...yes, reason: message('removesNoDatabase') }
        : bound,
    'rotate-password': credentials,
    'reveal-credentials': credentials,
    backup: missing ? no(message('noBackupOfMissing')) : bound,
    restore: no(
      message('restoreRollsBackAll', {
        contact: server.restoreContact ?? message('askAdministrator'),
      }),
    ),
    restart: serverWide,
    switchover: serverWide,
    hibernate: serverWide,
    fence: serverWide,
    'destroy-instance': serverWide,
  } satisfies OfferedOperations;
}
