import type { Support } from '@pgstage/backstage-plugin-postgres-common';

const no = (reason: string): Extract<Support, { supported: false }> => ({
  supported: false,
  reason,
});

/** Why a database of a shared server has nothing beside itself and its owner. */
export const furtherContents = {
  roles: no(
    'Backstage makes one role for each database of a shared server. Ask its administrator for further ones.',
  ),
  databases: no(
    'The server holds the databases of others as well: create another database instead.',
  ),
};
