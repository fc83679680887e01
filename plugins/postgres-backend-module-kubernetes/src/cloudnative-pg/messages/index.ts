import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';
import { backups } from './backups';
import { conditions } from './conditions';
import { phases } from './phases';
import { recovery } from './recovery';

/** The texts of this provider. */
export const message = defineMessages('cloudnativePg', {
  ...phases,
  ...conditions,
  ...recovery,
  ...backups,
});
