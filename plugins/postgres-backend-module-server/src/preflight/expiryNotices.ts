import type { ServerConfig } from '../config';
import { message } from '../messages';
import type { Notice } from './noticesOf';

/** What removes the expired backups of one method. */
export interface Expiring {
  /** Why the last removal failed; absent: it did not. */
  readonly expiryError: string | undefined;
}

/** The methods of backups of a server. */
export interface ExpiringBackups {
  baseBackups: Expiring;
  dumps: Expiring;
}

/** Notices for expired backups that could not be removed, which fill a disk. */
export function expiryNotices(
  { baseBackups, dumps }: ExpiringBackups,
  server: Pick<ServerConfig, 'backupDirectory' | 'dumps'>,
): Notice[] {
  const notices: Notice[] = [];
  if (baseBackups.expiryError)
    notices.push({
      id: 'expired-base-backups',
      severity: 'warning',
      what: message('baseBackupsNotRemoved', {
        error: baseBackups.expiryError,
      }),
      nextStep: message('allowBaseBackupRemoval', {
        directory: String(server.backupDirectory),
      }),
    });
  if (dumps.expiryError)
    notices.push({
      id: 'expired-dumps',
      severity: 'warning',
      what: message('dumpsNotRemoved', { error: dumps.expiryError }),
      nextStep: message('allowDumpRemoval', {
        directory: String(server.dumps?.directory),
      }),
    });
  return notices;
}
