import type {
  Attention,
  Backup,
} from '@pgstage/backstage-plugin-postgres-common';
import { archivingOf } from '@pgstage/backstage-plugin-postgres-sql-node';
import { isGood } from '../../backups/recovery';
import type { Observation } from '../observation';
import { ADMIN, type Cause } from './cause';
import { LOGIN_UNKNOWN } from './login';

const NO_BACKUP = 'no-backup';
const BACKUPS_UNKNOWN = 'backups-unknown';

/** Whether a cause makes the database's state `attention`. A missing backup does not: it works, and is not safe. Nor does what is not known. */
export function alarms({ id }: Pick<Attention, 'id'>): boolean {
  return ![NO_BACKUP, BACKUPS_UNKNOWN, LOGIN_UNKNOWN].includes(id);
}

/** What keeps a database from being restored, of the server as a whole. */
export function serverBackupCauses(observation: Observation): Cause[] {
  const { backups } = observation;
  return [
    ...archiving(observation),
    ...(backups?.problem ? [backupsUnknown(backups.problem)] : []),
    ...failedBackup('backup-failed', 'base backup', backups?.base ?? []),
  ];
}

/** The same of one database. @param unsafe - it is known that it cannot be restored */
export function databaseBackupCauses(
  dumps: Backup[],
  unsafe: boolean,
): Cause[] {
  return [
    ...failedBackup('dump-failed', 'dump', dumps),
    ...(unsafe
      ? [
          {
            id: NO_BACKUP,
            severity: 'warning' as const,
            what: 'No backup holds this database yet.',
            meaning: 'If it is lost now, it cannot be restored.',
            nextStep: 'Take a backup.',
          },
        ]
      : []),
  ];
}

function archiving({ server }: Observation): Cause[] {
  const { state, reason, lastFailedAt } = archivingOf(server);
  // Archiving that is off on purpose is told by the backups.
  if (state !== 'attention' || server.archiver.mode === 'off') return [];
  return [
    {
      id: 'archiving',
      severity: 'error',
      what: `${reason}.`,
      meaning:
        'They cannot be restored, and the disk of the server fills up with WAL.',
      nextStep: `${ADMIN} to repair archive_command and its target.`,
      ...(lastFailedAt && { evidence: `Last failure at ${lastFailedAt}` }),
    },
  ];
}

function backupsUnknown(problem: string): Cause {
  return {
    id: BACKUPS_UNKNOWN,
    severity: 'warning',
    what: 'Backstage cannot see the backups of this server.',
    meaning: 'Whether this database can be restored is not known here.',
    nextStep: ADMIN,
    evidence: problem,
  };
}

function failedBackup(id: string, what: string, backups: Backup[]): Cause[] {
  const last = backups.find(({ status }) => status !== 'running');
  if (!last || isGood(last)) return [];
  const good = backups.find(isGood);
  return [
    {
      id,
      severity: 'warning',
      what: `The last ${what} failed.`,
      since: last.startedAt,
      meaning: good
        ? `The last good one is of ${good.startedAt}.`
        : 'There is no good one.',
      nextStep:
        'Take a new one; if it fails too, ask the administrator of the server.',
      evidence: last.error ?? last.verified?.message,
    },
  ];
}
