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

/** Creates a database with an owner of the same name, and runs the statements in it. */
async function createDatabase(name: string, ...statements: string[]) {
  await asAdmin(
    'postgres',
    `CREATE ROLE ${name}`,
    `GRANT ${name} TO ${postgres.roles.pgstage.user}`,
    `CREATE DATABASE ${name} OWNER ${name}`,
  );
  await asAdmin(name, ...statements);
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

it('creates a schema if there is no writable one, and is idempotent', async () => {
  const { ensure, owned } = await createDatabase('hard', ...HARDEN);
  await ensure();
  await ensure();
  expect(await owned()).toEqual([{ name: 'hard' }]);
});

it('creates no schema if there is a writable one, and leaves no table', async () => {
  const { ensure, owned } = await createDatabase('plain');
  await ensure();
  expect(await owned()).toEqual([]);
});

it('throws an error with the required rights if the role cannot write to the schema of its name', async () => {
  const { ensure } = await createDatabase(
    'blocked',
    ...HARDEN,
    'CREATE SCHEMA blocked',
  );
  await expect(ensure()).rejects.toThrow(
    /^main failed: role 'blocked' cannot create a table in database 'blocked': .*GRANT USAGE, CREATE ON SCHEMA public TO "blocked"/,
  );
});
