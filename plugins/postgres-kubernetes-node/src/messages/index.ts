import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';
import { access } from './access';
import { backups } from './backups';
import { changes } from './changes';
import { initSql } from './initSql';
import { instances } from './instances';
import { operations } from './operations';
import { operator } from './operator';
import { parts } from './parts';
import { pods } from './pods';
import { states } from './states';

/** The texts of this package. @public */
export const message = defineMessages('kubernetes', {
  ...instances,
  ...pods,
  ...operator,
  ...parts,
  ...backups,
  ...initSql,
  ...changes,
  ...states,
  ...operations,
  ...access,
});
