import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';
import { backups } from './backups';
import { conditions } from './conditions';
import { instances } from './instances';
import { operations } from './operations';
import { parts } from './parts';
import { phases } from './phases';
import { recovery } from './recovery';
import { upgrade } from './upgrade';

/** The texts of this provider. */
export const message = defineMessages('cloudnativePg', {
  ...phases,
  ...conditions,
  ...recovery,
  ...backups,
  ...instances,
  ...parts,
  ...operations,
  ...upgrade,
});
