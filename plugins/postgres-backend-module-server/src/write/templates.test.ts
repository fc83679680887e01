import { connectClient } from '@pgstage/example-postgres';
import {
  requestFor,
  startTestServer,
  type TestServer,
} from '../__testUtils__/testServer';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.stop());

/** A template of the platform team, from which `harden` has taken something. */
async function template(name: string, ...harden: string[]) {
  await server.admin.query(`CREATE DATABASE ${name} OWNER pgstage`);
  const client = await connectClient({
    ...server.postgres.primary,
    ...server.postgres.admin,
    database: name,
  });
  for (const text of harden) await client.query(text);
  await client.end();
  return server.connect({ template: name });
}

it('gives the role a schema where the template has none that it may write', async () => {
  const connections = await template(
    'hardened',
    'ALTER SCHEMA public OWNER TO postgres',
    'REVOKE ALL ON SCHEMA public FROM PUBLIC',
  );
  await server.create(
    requestFor('hard'),
    server.targetOf('hard', { connections }),
  );
  await server.asApplication('hard', 'CREATE TABLE t ()');
  expect(
    await server.asApplication(
      'hard',
      `SELECT relnamespace::regnamespace::text AS schema FROM pg_class WHERE relname = 't'`,
    ),
  ).toEqual([{ schema: 'hard' }]);
});

it('adds no schema where there is one to write, and leaves no table', async () => {
  await server.create(requestFor('plain'));
  expect(
    await server.asApplication(
      'plain',
      `SELECT nspname FROM pg_namespace WHERE nspowner = 'plain'::regrole
       UNION ALL SELECT relname FROM pg_class WHERE relowner = 'plain'::regrole`,
    ),
  ).toEqual([]);
});

it('does not end, and says what to grant, where the search path leads to no schema of its own', async () => {
  const connections = await template(
    'dead_end',
    'ALTER SCHEMA public OWNER TO postgres',
    'REVOKE ALL ON SCHEMA public FROM PUBLIC',
    // A schema of the role's name that belongs to somebody else.
    'CREATE SCHEMA blocked',
  );
  const target = server.targetOf('blocked', { connections });
  await expect(server.create(requestFor('blocked'), target)).rejects.toThrow(
    /role 'blocked' cannot make a table in database 'blocked': .*GRANT USAGE, CREATE ON SCHEMA/,
  );
  expect((await server.find('blocked'))?.record?.finished).toBeUndefined();
});
