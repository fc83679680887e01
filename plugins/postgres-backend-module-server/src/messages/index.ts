import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';
import { backups } from './backups';
import { existence } from './existence';
import { login } from './login';
import { notices } from './notices';
import { replication } from './replication';
import { server } from './server';

/** The message catalogue of this package. */
export const message = defineMessages('server', {
  ...server,
  ...replication,
  ...backups,
  ...existence,
  ...login,
  ...notices,
});
