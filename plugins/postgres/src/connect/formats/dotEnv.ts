import {
  environmentFile,
  libpqTlsNotes,
  PASSWORD_FILE_NOTE,
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
    const passwordFile = target.credentials?.passwordFile;
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
          PGPASSFILE: passwordFile,
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
        ...(passwordFile ? [PASSWORD_FILE_NOTE] : []),
        'node-postgres does not read PGSSLROOTCERT, and takes PGSSLMODE prefer as require, and require as verify-full: give it the option ssl of its own snippet.',
        ...(target.hostaddr === undefined
          ? []
          : ['pgx does not read PGHOSTADDR: take its own snippet.']),
        ...libpqTlsNotes({ sslmode, sslrootcert }),
      ],
    };
  },
};
