import { literal } from '../quoting';
import { ConnectionParameters, verifies } from '../connectionParameters';
import { caNotes } from './caNotes';
import { SnippetFormat } from './types';

/** Returns the TLS options of Node for a mode of libpq: node-postgres has no sslmode. */
function tlsOptions(target: ConnectionParameters): string {
  const { sslMode, host, hostaddr, caFile } = target;
  if (sslMode === 'disable') return 'false';
  if (!verifies(target)) return '{ rejectUnauthorized: false }';
  const ca = caFile ? [`ca: readFileSync(${literal(caFile)})`] : [];
  if (sslMode === 'verify-ca')
    return `{ ${[...ca, 'checkServerIdentity: () => undefined'].join(', ')} }`;
  const isAddress = /:|^[\d.]+$/.test(host);
  const name = isAddress
    ? // Older versions compare an address only if it is set here.
      [`host: ${literal(host)}`]
    : hostaddr !== undefined && [`servername: ${literal(host)}`];
  const options = [...ca, ...(name || [])];
  return options.length ? `{ ${options.join(', ')} }` : 'true';
}

/**
 * Both modes fall back to plain text if the server does not support TLS;
 * node-postgres tries only one mode.
 */
const FALLBACK = [
  'async function connectsWith(ssl) {',
  '  const client = new pg.Client({ ...options, ssl });',
  '  return client.connect().then(() => client.end()).then(() => true, () => false);',
  '}',
  'const encrypted = { rejectUnauthorized: false };',
  'const ssl = (await connectsWith(encrypted)) ? encrypted : false;',
  'const pool = new pg.Pool({ ...options, ssl });',
];

/** A pool of node-postgres. */
export const node: SnippetFormat = {
  id: 'node',
  label: 'Node (pg)',
  build(t, target) {
    const { host, hostaddr, port, database, user, sslMode, caFile } = target;
    const falls = sslMode === 'prefer' || sslMode === 'allow';
    const options = [
      `  host: ${literal(hostaddr ?? host)},`,
      `  port: ${port},`,
      `  database: ${literal(database)},`,
      `  user: ${user === undefined ? 'process.env.PGUSER' : literal(user)},`,
      '  password: process.env.PGPASSWORD,',
    ];
    return {
      code: [
        ...(caFile ? ["import { readFileSync } from 'node:fs';"] : []),
        "import pg from 'pg';",
        '',
        ...(falls
          ? [
              'const options = {',
              ...options,
              '};',
              `// ${t('formats.nodeFallback', { mode: sslMode })}`,
              ...FALLBACK,
            ]
          : [
              'const pool = new pg.Pool({',
              ...options,
              `  ssl: ${tlsOptions(target)},`,
              '});',
            ]),
      ].join('\n'),
      notes: [t('formats.nodePassword'), ...caNotes(target)],
    };
  },
};
