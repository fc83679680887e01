/** Note about `passwordFile` of a credential reference. @public */
export const PASSWORD_FILE_NOTE =
  'PGPASSFILE is a file on the machine of the Backstage backend. On other machines, omit it and set PGPASSWORD.';

/** How node-postgres reads the environment variables of libpq. @public */
export const NODE_POSTGRES_NOTE =
  'node-postgres ignores PGSSLROOTCERT, and treats PGSSLMODE prefer, require and verify-ca like verify-full: use the option ssl of the snippet for node-postgres.';

/** Note about an environment file. @public */
export const ENVIRONMENT_FILE_NOTE =
  'For docker --env-file, systemd, Kubernetes, dotenv and node --env-file. It is not a shell script.';
