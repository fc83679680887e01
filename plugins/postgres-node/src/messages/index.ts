import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';

/** The message catalogue of this package. */
export const message = defineMessages('provider', {
  dryRun: 'Dry run: the database would be created',
});
