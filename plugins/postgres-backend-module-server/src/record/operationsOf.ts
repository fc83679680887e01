import type {
  Message,
  OfferedOperations,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { ServerConfig } from '../config';
import { message } from '../messages';
import type { MissingDatabase } from './matchRecords';
import { isRestoring, type DatabaseRecord } from './record';

const yes = { supported: true } as const;
const no = (reason: Message): Support => ({ supported: false, reason });

/**
 * Returns which operations a database of a server offers. Without `record`: a
 * database that belongs to no entity yet.
 */
export function operationsOf(
  server: Pick<ServerConfig, 'restoreContact' | 'dumps'>,
  record?: Pick<DatabaseRecord, 'adopted' | 'restore' | 'overlap'>,
  missing?: MissingDatabase,
) {
  const serverWide = no(message('serverIsShared'));
  const bound: Support = record ? yes : no(providerMessage('notBound'));
  // An incomplete database can only be bound and removed.
  const complete: Support =
    record && isRestoring(record)
      ? { ...yes, obstacle: message('waitForRestore') }
      : bound;
  const credentials = record?.adopted
    ? no(message('loginNotManaged'))
    : complete;
  const contact = server.restoreContact ?? message('askAdministrator');
  return {
    bind: yes,
    change: complete,
    remove:
      record && missing
        ? { ...yes, reason: message('removesNoDatabase') }
        : bound,
    'rotate-password': credentials,
    'rotate-login': missing
      ? no(message('noLongerExists'))
      : rotateLoginOf(credentials, record?.overlap?.until),
    'reveal-credentials': credentials,
    backup: missing ? no(message('noLongerExists')) : complete,
    // Also of a missing database, from its dumps.
    restore: server.dumps
      ? restoreOf(complete, message('restoresDumps', { contact }))
      : no(message('restoreRollsBackAll', { contact })),
    restart: serverWide,
    switchover: serverWide,
    hibernate: serverWide,
    fence: serverWide,
    'destroy-instance': serverWide,
  } satisfies OfferedOperations;
}

function rotateLoginOf(credentials: Support, until?: string): Support {
  return credentials.supported && until
    ? { ...credentials, obstacle: message('overlapRuns', { until }) }
    : credentials;
}

function restoreOf(complete: Support, reason: Message): Support {
  return complete.supported ? { ...complete, reason } : complete;
}
