/** What to know of `passwordFile` of a credential reference. @public */
export const PASSWORD_FILE_NOTE =
  'PGPASSFILE names a file on the machine of Backstage: anywhere else leave it out, and give PGPASSWORD.';

/** How node-postgres reads the variables of libpq. @public */
export const NODE_POSTGRES_NOTE =
  'node-postgres does not read PGSSLROOTCERT, and takes PGSSLMODE prefer as require, and require as verify-full: give it the option ssl of its own snippet.';

/** What a file of variables is for. @public */
export const ENVIRONMENT_FILE_NOTE =
  'For docker --env-file, systemd, Kubernetes, dotenv and node --env-file. It is no shell script.';
