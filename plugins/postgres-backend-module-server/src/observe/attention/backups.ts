import type {
  Attention,
  Backup,
} from '@pgstage/backstage-plugin-postgres-common';
import { archivingOf } from '@pgstage/backstage-plugin-postgres-sql-node';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { isGood } from '../../backups/recovery';
import { message } from '../../messages';
import type { Observation, ObservedDatabase } from '../observation';
import type { AttentionDraft } from './attentionDraft';
import { LOGIN_UNKNOWN } from './login';
import { OTHER_LOGIN } from './otherLogin';

const NO_BACKUP = 'no-backup';
const BACKUPS_UNKNOWN = 'backups-unknown';

const baseBackupTexts = {
  failed: message('baseBackupFailed'),
  lastGood: (startedAt: string) => message('goodBaseBackup', { startedAt }),
  noneGood: message('noGoodBaseBackup'),
};
const dumpTexts: typeof baseBackupTexts = {
  failed: message('dumpFailed'),
  lastGood: startedAt => message('goodDump', { startedAt }),
  noneGood: message('noGoodDump'),
};

/**
 * Returns whether an attention changes the state of the database to `attention`.
 * A missing backup or an overlap of logins does not, because the database works,
 * and neither does an unknown value.
 */
export function needsAttention({ id }: Pick<Attention, 'id'>): boolean {
  return ![NO_BACKUP, BACKUPS_UNKNOWN, LOGIN_UNKNOWN, OTHER_LOGIN].includes(id);
}

/** Problems of the server that prevent a restore of its databases. */
export function serverBackupAttention(
  observation: Observation,
): AttentionDraft[] {
  const { backups } = observation;
  return [
    ...archiving(observation),
    ...(backups?.problem ? [backupsUnknown(backups.problem)] : []),
    ...failedBackup('backup-failed', baseBackupTexts, backups?.base ?? []),
  ];
}

/** Problems that prevent a restore of one database. @param unsafe - whether `safe` is false */
export function databaseBackupAttention(
  dumps: Backup[],
  unsafe: boolean,
): AttentionDraft[] {
  return [
    ...failedBackup('dump-failed', dumpTexts, dumps),
    ...(unsafe
      ? [
          {
            id: NO_BACKUP,
            severity: 'warning' as const,
            what: message('noBackup'),
            meaning: message('cannotBeRestored'),
            nextStep: providerMessage('takeBackup'),
          },
        ]
      : []),
  ];
}

/** The last attempt to restore a dump into this database failed. */
export function restoreAttention({
  recorded,
  restore,
}: ObservedDatabase): AttentionDraft[] {
  const {
    failedAt,
    finishedAt,
    dumpMissingSince: since,
    backup = '',
  } = recorded.record?.restore ?? {};
  if (!failedAt || finishedAt) return [];
  return [
    {
      id: 'restore-failed',
      severity: 'error',
      what: message('restoreFailed', { backup }),
      since: failedAt,
      meaning: message('restoreIncomplete'),
      nextStep: message('repeatRestore'),
      evidence: since ? message('dumpMissing', { since }) : restore?.error,
    },
  ];
}

function archiving({ server }: Observation): AttentionDraft[] {
  const { state, lastFailedAt, lastArchivedAt } = archivingOf(server);
  const { mode, configured, lastFailedWal } = server.archiver;
  // archive_mode off is intended; section `backups` reports it.
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
      ...(lastFailedAt && {
        evidence: message('lastFailedAt', { at: lastFailedAt }),
      }),
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
  texts: typeof baseBackupTexts,
  backups: Backup[],
): AttentionDraft[] {
  const last = backups.find(({ status }) => status !== 'running');
  if (!last || isGood(last)) return [];
  const good = backups.find(isGood);
  return [
    {
      id,
      severity: 'warning',
      what: texts.failed,
      since: last.startedAt,
      meaning: good ? texts.lastGood(good.startedAt) : texts.noneGood,
      nextStep: message('tryBackupAgain'),
      evidence: last.error ?? last.verified?.message,
    },
  ];
}
