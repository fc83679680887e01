import {
  ENVIRONMENT_FILE_NOTE,
  environmentFile,
  libpqTlsNotes,
  NODE_POSTGRES_NOTE,
  PASSWORD_FILE_NOTE,
} from '@pgstage/backstage-plugin-postgres-common';
import { describeCredentialLocation } from '../credentials';
import { tlsOf } from '../connectionParameters';
import { connectionUri } from '../uri';
import { SnippetFormat } from './types';

/** An environment file; the user adds the password. */
export const dotEnv: SnippetFormat = {
  id: 'dotenv',
  label: '.env',
  build(t, target) {
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
          // libpq reads the rest from the variables above, and other drivers
          // treat "system" as a file name.
          DATABASE_URL: connectionUri(target, {
            sslmode,
            sslrootcert: target.caFile,
          }),
        }),
        `# ${t('formats.passwordLeftOut', {
          where: describeCredentialLocation(t, target.credentials),
        })}`,
      ].join('\n'),
      notes: [
        ENVIRONMENT_FILE_NOTE,
        ...(passwordFile ? [PASSWORD_FILE_NOTE] : []),
        NODE_POSTGRES_NOTE,
        ...(target.hostaddr === undefined ? [] : [t('formats.pgxHostaddr')]),
        ...libpqTlsNotes({ sslmode, sslrootcert }),
      ],
    };
  },
};
