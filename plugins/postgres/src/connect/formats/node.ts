import { SslMode } from '@pgstage/backstage-plugin-postgres-common';
import { literal } from '../quoting';
import { Snippet, SnippetFormat } from './types';

// node-postgres has no sslmode: each of libpq's modes as Node's TLS options.
const ca = 'ca: readFileSync(process.env.PGSSLROOTCERT)';
const tls: Record<SslMode, string> = {
  disable: 'false',
  allow: 'false',
  prefer: 'false',
  require: '{ rejectUnauthorized: false }',
  'verify-ca': `{ ${ca}, checkServerIdentity: () => undefined }`,
  'verify-full': `{ ${ca} }`,
};

/** A pool of node-postgres. */
export const node: SnippetFormat = {
  id: 'node',
  label: 'Node (pg)',
  copies: 'Node snippet',
  build({ host, port, database, user, sslMode }): Snippet {
    return {
      code: [
        ...(sslMode.startsWith('verify')
          ? ["import { readFileSync } from 'node:fs';"]
          : []),
        "import pg from 'pg';",
        '',
        'const pool = new pg.Pool({',
        `  host: ${literal(host)},`,
        `  port: ${port},`,
        `  database: ${literal(database)},`,
        `  user: ${user === undefined ? 'process.env.PGUSER' : literal(user)},`,
        '  password: process.env.PGPASSWORD,',
        `  ssl: ${tls[sslMode]},`,
        '});',
      ].join('\n'),
    };
  },
};
