import {
  libpqConninfo,
  libpqTlsNotes,
  shellWord,
} from '@pgstage/backstage-plugin-postgres-common';
import { tlsOf } from '../connectionParameters';
import { SnippetFormat } from './types';

/** A psql command; psql asks for the password unless PGPASSWORD or pgpass has it. */
export const psql: SnippetFormat = {
  id: 'psql',
  label: 'psql',
  build(t, target) {
    const { host, hostaddr, port, database: dbname, user } = target;
    const tls = tlsOf(target);
    const conninfo = libpqConninfo({
      ...{ host, hostaddr, port, dbname, user },
      ...tls,
    });
    return {
      code: `psql ${shellWord(conninfo)}`,
      notes: [t('formats.psqlPassword'), ...libpqTlsNotes(tls)],
    };
  },
};
