import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';
import { backups } from './backups';
import { existence } from './existence';
import { login } from './login';
import { notices } from './notices';
import { operations } from './operations';
import { replication } from './replication';
import { server } from './server';
import { state } from './state';
import { steps } from './steps';

/** The message catalogue of this package. */
export const message = defineMessages('server', {
  ...server,
  ...state,
  ...steps,
  ...operations,
  ...replication,
  ...backups,
  ...existence,
  ...login,
  ...notices,
});
