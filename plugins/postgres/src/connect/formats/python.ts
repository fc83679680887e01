import { libpqTlsNotes } from '@pgstage/backstage-plugin-postgres-common';
import { literal } from '../quoting';
import { tlsOf } from '../connectionParameters';
import { SnippetFormat } from './types';

/** A connection of psycopg 3. */
export const python: SnippetFormat = {
  id: 'python',
  label: 'Python (psycopg)',
  build(t, target) {
    const { host, hostaddr, port, database, user } = target;
    const tls = tlsOf(target);
    const optional = (name: string, value?: string) =>
      value === undefined ? [] : [`    ${name}=${literal(value)},`];
    return {
      code: [
        ...(user === undefined ? ['import os', ''] : []),
        'import psycopg',
        '',
        'conn = psycopg.connect(',
        `    host=${literal(host)},`,
        ...optional('hostaddr', hostaddr),
        `    port=${port},`,
        `    dbname=${literal(database)},`,
        `    user=${
          user === undefined ? 'os.environ["PGUSER"]' : literal(user)
        },`,
        `    sslmode=${literal(tls.sslmode)},`,
        ...optional('sslrootcert', tls.sslrootcert),
        ')',
      ].join('\n'),
      notes: [t('formats.pythonPassword'), ...libpqTlsNotes(tls)],
    };
  },
};
