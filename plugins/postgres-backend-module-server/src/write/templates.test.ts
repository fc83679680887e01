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

/** Creates a template database and runs the statements in it. */
async function createTemplate(name: string, ...statements: string[]) {
  await server.admin.query(`CREATE DATABASE ${name} OWNER pgstage`);
  const client = await connectClient({
    ...server.postgres.primary,
    ...server.postgres.admin,
    database: name,
  });
  for (const text of statements) await client.query(text);
  await client.end();
  return server.connect({ template: name });
}

it('creates a schema for the role if the template has no writable one', async () => {
  const connections = await createTemplate(
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

it('creates no schema if there is a writable one, and leaves no table', async () => {
  await server.create(requestFor('plain'));
  expect(
    await server.asApplication(
      'plain',
      `SELECT nspname FROM pg_namespace WHERE nspowner = 'plain'::regrole
       UNION ALL SELECT relname FROM pg_class WHERE relowner = 'plain'::regrole`,
    ),
  ).toEqual([]);
});

it('does not complete if the role cannot write to the schema of its name, and names the required rights', async () => {
  const connections = await createTemplate(
    'dead_end',
    'ALTER SCHEMA public OWNER TO postgres',
    'REVOKE ALL ON SCHEMA public FROM PUBLIC',
    // A schema with the name of the role and another owner.
    'CREATE SCHEMA blocked',
  );
  const target = server.targetOf('blocked', { connections });
  await expect(server.create(requestFor('blocked'), target)).rejects.toThrow(
    /role 'blocked' cannot create a table in database 'blocked': .*GRANT USAGE, CREATE ON SCHEMA/,
  );
  expect((await server.find('blocked'))?.record?.finished).toBeUndefined();
});
