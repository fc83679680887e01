import { conninfoValue, shellWord } from '../quoting';
import { SnippetFormat } from './types';

/** A psql command; psql asks for the password unless PGPASSWORD or pgpass has it. */
export const psql: SnippetFormat = {
  id: 'psql',
  label: 'psql',
  copies: 'psql command',
  build({ host, port, database, user, sslMode }) {
    const conninfo = [
      `host=${conninfoValue(host)}`,
      `port=${port}`,
      `dbname=${conninfoValue(database)}`,
      ...(user === undefined ? [] : [`user=${conninfoValue(user)}`]),
      `sslmode=${sslMode}`,
    ].join(' ');
    return {
      code: `psql ${shellWord(conninfo)}`,
      note: 'psql takes the password from PGPASSWORD or your pgpass file, and asks for it otherwise.',
    };
  },
};
