import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';

/** The message catalogue of the provider in memory. */
export const message = defineMessages('memory', {
  acceptsLogins: 'accepts logins',
  copy: 'Copy',
  archives: 'archives',
  dryRun: 'a dry run',
  managedByFlux: 'managed by Flux',
  schedule: '{{text}}',
  noEntity: 'it belongs to no entity',
  responds: 'responds',
  shared: 'it is shared',
  stopped: 'stopped',
});
