import { stat } from 'fs/promises';
import path from 'path';
import { Client, ClientConfig } from 'pg';

import { ADMIN_GRANTS } from './roles';
import { connectClient } from './connectClient';
import { startTestPostgres } from './testPostgres';

let demo: Awaited<ReturnType<typeof startTestPostgres>>;
beforeAll(async () => {
  demo = await startTestPostgres({ standby: false });
});
afterAll(() => demo?.remove(), 60_000);

async function query(
  sql: string,
  connection: ClientConfig & { replication?: string } = demo.roles.pgstage,
) {
  const client = await connectClient({
    ...demo.primary,
    database: 'postgres',
    ...connection,
  });
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}
const asSuperuser = (sql: string) => query(sql, demo.admin);

async function create(name: string) {
  await query(`CREATE ROLE ${name} LOGIN PASSWORD 'test'`);
  await query(`CREATE DATABASE ${name} OWNER ${name}`);
}
let backups = 0;
const baseBackup = () => {
  backups += 1;
  const folder = path.join(demo.backupDir, String(backups));
  return query(
    `BASE_BACKUP (TARGET 'server', TARGET_DETAIL '${folder}', CHECKPOINT 'fast', WAL true, MANIFEST 'yes')`,
    { ...demo.roles.pgstage, replication: 'true' },
  ).then(() => folder);
};

it('can run all operations of the plugin with the granted rights', async () => {
  await create('life');
  await query(`COMMENT ON DATABASE life IS 'test'`);
  await query('REVOKE CONNECT ON DATABASE life FROM PUBLIC');
  await query('ALTER ROLE life CONNECTION LIMIT 5');
  await query('CREATE EXTENSION pg_trgm', {
    ...demo.roles.pgstage,
    database: 'life',
  });
  const session = await connectClient({
    ...demo.primary,
    user: 'life',
    password: 'test',
    database: 'life',
  });
  await query('DROP DATABASE life WITH (FORCE)');
  await query('DROP ROLE life');
  await session.end();
  expect(
    (await stat(path.join(await baseBackup(), 'base.tar'))).size,
  ).toBeGreaterThan(1e6);
});

/** An operation of the plugin for each right. */
const uses: Record<string, () => Promise<unknown>> = {
  CREATEDB: async () => {
    await query('CREATE DATABASE only_db');
    await query('DROP DATABASE only_db');
  },
  CREATEROLE: async () => {
    await query('CREATE ROLE only_role');
    await query('DROP ROLE only_role');
  },
  REPLICATION: baseBackup,
  pg_write_server_files: baseBackup,
  pg_read_server_files: () =>
    query(`SELECT pg_ls_dir('${demo.backupDir}', true, true)`),
  'pg_ls_dir(text, boolean, boolean)': () =>
    query(`SELECT pg_ls_dir('${demo.backupDir}', true, true)`),
  'pg_stat_file(text, boolean)': () =>
    query(`SELECT pg_stat_file('${demo.backupDir}', true)`),
  'pg_read_binary_file(text, bigint, bigint, boolean)': () =>
    query(`SELECT pg_read_binary_file('PG_VERSION', 0, 10, true)`),
  pg_monitor: async () => {
    await query('SELECT * FROM pg_ls_waldir()');
  },
  pg_signal_backend: async () => {
    await query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'backstage'`,
    );
  },
};

describe('each right is required', () => {
  let other: Client;
  beforeAll(async () => {
    other = await connectClient({
      ...demo.primary,
      ...demo.roles.backstage,
      database: 'postgres',
    });
  });
  afterAll(() => other.end());

  it.each([
    ...Object.keys(ADMIN_GRANTS.attributes).map(name => [
      name,
      `ALTER ROLE pgstage NO${name}`,
      `ALTER ROLE pgstage ${name}`,
    ]),
    ...Object.keys(ADMIN_GRANTS.memberships).map(name => [
      name,
      `REVOKE ${name} FROM pgstage`,
      `GRANT ${name} TO pgstage`,
    ]),
    ...Object.keys(ADMIN_GRANTS.functions).map(name => [
      name,
      `REVOKE EXECUTE ON FUNCTION ${name} FROM pgstage`,
      `GRANT EXECUTE ON FUNCTION ${name} TO pgstage`,
    ]),
  ])(
    '%s',
    async (name, revoke, grant) => {
      await asSuperuser(revoke);
      try {
        await expect(uses[name]()).rejects.toThrow(
          /permission denied|must be|not allowed/,
        );
      } finally {
        await asSuperuser(grant);
      }
      await uses[name]();
    },
    60_000,
  );

  it('createrole_self_grant', async () => {
    await asSuperuser('ALTER ROLE pgstage RESET createrole_self_grant');
    try {
      await expect(create('self_grant')).rejects.toThrow(
        'must be able to SET ROLE',
      );
    } finally {
      await asSuperuser(
        `ALTER ROLE pgstage SET createrole_self_grant = 'set, inherit'`,
      );
    }
  });
});

it('allows Backstage to create only its own databases', async () => {
  const { backstage } = demo.roles;
  await query('CREATE DATABASE backstage_plugin_catalog', backstage);
  await expect(query('CREATE ROLE more', backstage)).rejects.toThrow(
    'permission denied',
  );
});
