import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';
import { backups } from './backups';
import { initSql } from './initSql';
import { instances } from './instances';
import { operator } from './operator';
import { parts } from './parts';
import { pods } from './pods';

/** The texts of this package. @public */
export const message = defineMessages('kubernetes', {
  ...instances,
  ...pods,
  ...operator,
  ...parts,
  ...backups,
  ...initSql,
});
