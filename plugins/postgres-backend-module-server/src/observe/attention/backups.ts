import type {
  Attention,
  Backup,
} from '@pgstage/backstage-plugin-postgres-common';
import { archivingOf } from '@pgstage/backstage-plugin-postgres-sql-node';
import { isGood } from '../../backups/recovery';
import { message } from '../../messages';
import type { Observation } from '../observation';
import type { AttentionDraft } from './attentionDraft';
import { LOGIN_UNKNOWN } from './login';

const NO_BACKUP = 'no-backup';
const BACKUPS_UNKNOWN = 'backups-unknown';

const baseBackup = {
  failed: message('baseBackupFailed'),
  good: (startedAt: string) => message('goodBaseBackup', { startedAt }),
  noneGood: message('noGoodBaseBackup'),
};
const dump: typeof baseBackup = {
  failed: message('dumpFailed'),
  good: startedAt => message('goodDump', { startedAt }),
  noneGood: message('noGoodDump'),
};

/** Whether a cause makes the database's state `attention`. A missing backup does not: it works, and is not safe. Nor does what is not known. */
export function needsAttention({ id }: Pick<Attention, 'id'>): boolean {
  return ![NO_BACKUP, BACKUPS_UNKNOWN, LOGIN_UNKNOWN].includes(id);
}

/** What keeps a database from being restored, of the server as a whole. */
export function serverBackupAttention(
  observation: Observation,
): AttentionDraft[] {
  const { backups } = observation;
  return [
    ...archiving(observation),
    ...(backups?.problem ? [backupsUnknown(backups.problem)] : []),
    ...failedBackup('backup-failed', baseBackup, backups?.base ?? []),
  ];
}

/** The same of one database. @param unsafe - it is known that it cannot be restored */
export function databaseBackupAttention(
  dumps: Backup[],
  unsafe: boolean,
): AttentionDraft[] {
  return [
    ...failedBackup('dump-failed', dump, dumps),
    ...(unsafe
      ? [
          {
            id: NO_BACKUP,
            severity: 'warning' as const,
            what: message('noBackup'),
            meaning: message('cannotBeRestored'),
            nextStep: message('takeBackup'),
          },
        ]
      : []),
  ];
}

function archiving({ server }: Observation): AttentionDraft[] {
  const { state, lastFailedAt, lastArchivedAt } = archivingOf(server);
  const { mode, configured, lastFailedWal } = server.archiver;
  // Archiving that is off on purpose is told by the backups.
  if (state !== 'attention' || mode === 'off') return [];
  return [
    {
      id: 'archiving',
      severity: 'error',
      what: configured
        ? message('archivingFails', { file: String(lastFailedWal) })
        : message('archiveCommandMissing'),
      meaning: lastArchivedAt
        ? message('changesNotProtected', { since: lastArchivedAt })
        : message('nothingArchived'),
      nextStep: message('repairArchiving'),
      ...(lastFailedAt && { evidence: `Last failure at ${lastFailedAt}` }),
    },
  ];
}

function backupsUnknown(problem: string): AttentionDraft {
  return {
    id: BACKUPS_UNKNOWN,
    severity: 'warning',
    what: message('backupsUnknown'),
    meaning: message('restorableUnknown'),
    nextStep: message('askAdministrator'),
    evidence: problem,
  };
}

function failedBackup(
  id: string,
  says: typeof baseBackup,
  backups: Backup[],
): AttentionDraft[] {
  const last = backups.find(({ status }) => status !== 'running');
  if (!last || isGood(last)) return [];
  const good = backups.find(isGood);
  return [
    {
      id,
      severity: 'warning',
      what: says.failed,
      since: last.startedAt,
      meaning: good ? says.good(good.startedAt) : says.noneGood,
      nextStep: message('tryBackupAgain'),
      evidence: last.error ?? last.verified?.message,
    },
  ];
}
