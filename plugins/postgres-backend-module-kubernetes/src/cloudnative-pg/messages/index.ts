import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';
import { backups } from './backups';
import { phases } from './phases';

/** The texts of this provider. */
export const message = defineMessages('cloudnativePg', {
  ...phases,
  ...backups,
});
