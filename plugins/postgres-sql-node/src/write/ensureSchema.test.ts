import { connectClient, startTestPostgres } from '@pgstage/example-postgres';
import { testConnections } from '../__testUtils__/testConnections';
import { ensureSchema } from './ensureSchema';

let postgres: Awaited<ReturnType<typeof startTestPostgres>>;
const { connect, close } = testConnections();
beforeAll(async () => {
  postgres = await startTestPostgres({ standby: false, archive: false });
});
afterAll(async () => {
  await close();
  await postgres?.remove();
});

async function asAdmin(database: string, ...statements: string[]) {
  const client = await connectClient({
    ...postgres.primary,
    ...postgres.admin,
    database,
  });
  for (const text of statements) await client.query(text);
  await client.end();
}

/** A database of a role of its name, in which `harden` was run. */
async function make(name: string, ...harden: string[]) {
  await asAdmin(
    'postgres',
    `CREATE ROLE ${name}`,
    `GRANT ${name} TO ${postgres.roles.pgstage.user}`,
    `CREATE DATABASE ${name} OWNER ${name}`,
  );
  await asAdmin(name, ...harden);
  const connections = connect(postgres);
  return {
    ensure: () =>
      connections.session(
        session =>
          ensureSchema(session, { system: 'main', database: name, role: name }),
        { database: name },
      ),
    owned: () =>
      connections.session(
        session =>
          session.query(
            `SELECT nspname AS name FROM pg_namespace WHERE nspowner = '${name}'::regrole
              UNION ALL SELECT relname FROM pg_class WHERE relowner = '${name}'::regrole`,
          ),
        { database: name },
      ),
  };
}

const HARDEN = [
  'ALTER SCHEMA public OWNER TO postgres',
  'REVOKE ALL ON SCHEMA public FROM PUBLIC',
];

it('makes a schema where there is none to write, and may be repeated', async () => {
  const { ensure, owned } = await make('hard', ...HARDEN);
  await ensure();
  await ensure();
  expect(await owned()).toEqual([{ name: 'hard' }]);
});

it('adds no schema where there is one to write, and leaves no table', async () => {
  const { ensure, owned } = await make('plain');
  await ensure();
  expect(await owned()).toEqual([]);
});

it('says what to grant where the search path leads to no schema of its own', async () => {
  const { ensure } = await make('blocked', ...HARDEN, 'CREATE SCHEMA blocked');
  await expect(ensure()).rejects.toThrow(
    /^main failed: role 'blocked' cannot make a table in database 'blocked': .*GRANT USAGE, CREATE ON SCHEMA public TO "blocked"/,
  );
});
