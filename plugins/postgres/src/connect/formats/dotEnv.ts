import {
  environmentFile,
  libpqTlsNotes,
} from '@pgstage/backstage-plugin-postgres-common';
import { whereCredentialsLie } from '../credentials';
import { tlsOf } from '../target';
import { connectionUri } from '../uri';
import { SnippetFormat } from './types';

/** An environment file; the password is added by its reader. */
export const dotEnv: SnippetFormat = {
  id: 'dotenv',
  label: '.env',
  copies: '.env file',
  build(target) {
    const { sslmode, sslrootcert } = tlsOf(target);
    return {
      code: [
        ...environmentFile({
          PGHOST: target.host,
          PGHOSTADDR: target.hostaddr,
          PGPORT: target.port,
          PGDATABASE: target.database,
          PGUSER: target.user,
          PGSSLMODE: sslmode,
          PGSSLROOTCERT: sslrootcert,
          // libpq finds the rest above, and other drivers take "system" for a file.
          DATABASE_URL: connectionUri(target, {
            sslmode,
            sslrootcert: target.caFile,
          }),
        }),
        `# PGPASSWORD is left out. ${whereCredentialsLie(target.credentials)}`,
      ].join('\n'),
      notes: [
        'For docker --env-file, systemd, Kubernetes, dotenv and node --env-file. It is no shell script.',
        'node-postgres does not read PGSSLROOTCERT, and PGSSLMODE only in part: give it the option ssl of its own snippet.',
        ...libpqTlsNotes({ sslmode, sslrootcert }),
      ],
    };
  },
};
