import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import pg from 'pg';

// For a laptop. What is set already stays.
if (existsSync('.env')) process.loadEnvFile();

/**
 * PGSSLMODE as PostgreSQL's own clients mean it, in TLS options of Node. By
 * itself node-postgres takes "prefer" as "require", and "require" as "verify-full".
 */
function tlsOptions({ PGHOST, PGSSLMODE, PGSSLROOTCERT }) {
  if (PGSSLMODE === 'disable') return false;
  if (!PGSSLMODE?.startsWith('verify')) return { rejectUnauthorized: false };
  // Without a file, by the certificates that Node trusts.
  const isFile = PGSSLROOTCERT && PGSSLROOTCERT !== 'system';
  const trust = isFile ? { ca: readFileSync(PGSSLROOTCERT) } : {};
  if (PGSSLMODE === 'verify-ca') {
    return { ...trust, checkServerIdentity: () => undefined };
  }
  return isIP(PGHOST)
    ? { ...trust, host: PGHOST }
    : { ...trust, servername: PGHOST };
}

async function connects(options) {
  const client = new pg.Client(options);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/**
 * A pool of connections to the database that the environment names: PGHOST,
 * PGPORT, PGDATABASE, PGUSER, PGPASSWORD or PGPASSFILE, PGSSLMODE and
 * PGSSLROOTCERT.
 */
export async function createPool(options) {
  const { PGHOST, PGHOSTADDR, PGSSLMODE = 'prefer' } = process.env;
  const host = PGHOSTADDR ?? PGHOST;
  const ssl = tlsOptions(process.env);
  // Both modes end without TLS where the server offers none.
  const mayBePlain = ['allow', 'prefer'].includes(PGSSLMODE);
  const isPlain = mayBePlain && !(await connects({ host, ssl }));
  return new pg.Pool({ ...options, host, ssl: isPlain ? false : ssl });
}
