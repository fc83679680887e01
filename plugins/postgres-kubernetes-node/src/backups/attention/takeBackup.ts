import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../../messages';
import type { BackupFacts } from '../BackupFacts';
import { shownBackups } from '../ownBackups';

/** Returns the next step to get a backup. */
export function nextStepTo(backups: BackupFacts): Message {
  if (shownBackups(backups).some(({ status }) => status === 'running'))
    return message('waitForBackup');
  return backups.firstBegins
    ? message('waitForFirstBackup', { when: backups.firstBegins })
    : providerMessage('takeBackup');
}
