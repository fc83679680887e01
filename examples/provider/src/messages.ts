import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';

/** The texts of this provider. Translations of the tab translate them by their ids. */
export const message = defineMessages('acorn', {
  backup: 'Backup by Acorn',
  creating: 'Creating',
  scaling: 'Adding or removing instances',
  switchingOver: 'Moving the primary',
  failed: 'The operator reports a problem.',
  changesWait:
    'The primary accepts connections. Changes may wait until the problem is solved.',
  checkOperator: 'Ask the platform team to check what the operator reports.',
  certificateChanges: 'A new certificate is being created.',
  backupsRemoved: 'Backups that were created here are deleted with it.',
});
