import type {
  Message,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';

const no = (reason: Message): Extract<Support, { supported: false }> => ({
  supported: false,
  reason,
});

/** Further roles and databases, which are not supported on a shared server. */
export const furtherContents = {
  roles: no(message('noFurtherRoles')),
  databases: no(message('noFurtherDatabases')),
};
