import { literal } from '../quoting';
import { SnippetFormat } from './types';

/** A connection of psycopg 3. */
export const python: SnippetFormat = {
  id: 'python',
  label: 'Python (psycopg)',
  copies: 'Python snippet',
  build: ({ host, port, database, user, sslMode }) => ({
    code: [
      'import os',
      '',
      'import psycopg',
      '',
      'conn = psycopg.connect(',
      `    host=${literal(host)},`,
      `    port=${port},`,
      `    dbname=${literal(database)},`,
      `    user=${
        user === undefined ? 'os.environ["PGUSER"]' : literal(user)
      },`,
      '    password=os.environ["PGPASSWORD"],',
      `    sslmode=${literal(sslMode)},`,
      ')',
    ].join('\n'),
  }),
};
