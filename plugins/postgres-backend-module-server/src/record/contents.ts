import type { Support } from '@pgstage/backstage-plugin-postgres-common';

const no = (reason: string): Extract<Support, { supported: false }> => ({
  supported: false,
  reason,
});

/** Further roles and databases, which are not supported on a shared server. */
export const furtherContents = {
  roles: no(
    'Backstage creates one role for each database of a shared server. Ask the administrator of the server for further roles.',
  ),
  databases: no(
    'The server is shared: create another database with a separate request instead.',
  ),
};
