import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';

/** The messages of the provider `memory`. */
export const memoryMessage = defineMessages('memory', {
  acceptsLogins: 'Accepts logins',
  archivesWal: 'Archives WAL',
  askPlatformTeam: 'Ask the platform team.',
  baseBackup: 'Base backup',
  called: '{{method}} {{input}}',
  managedByArgo: 'Managed by Argo CD.',
  volumeFull: 'The volume is full.',
  wholeServer: 'All',
});
