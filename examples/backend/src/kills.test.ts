import { readFile } from 'node:fs/promises';
import { connectClient } from '@pgstage/example-postgres';
import type { Client } from 'pg';
import { eventually } from './__testUtils__/eventually';
import type { ExampleBackend } from './__testUtils__/startBackend';
import { startExample } from './__testUtils__/startExample';
import type { Moment } from './__testUtils__/tappedPostgres';

jest.setTimeout(600_000);

/** When the backend is killed, and what exists afterwards, by the name of the created database. */
const kills: Record<string, Moment & { leaves: string[] }> = {
  nothing_yet: { statement: /CREATE ROLE "nothing_yet"/, leaves: [] },
  role_alone: { statement: /CREATE DATABASE "role_alone"/, leaves: ['role'] },
  no_response: {
    statement: /CREATE DATABASE "no_response"/,
    isSent: true,
    leaves: ['role', 'database'],
  },
  no_comment: {
    statement: /COMMENT ON DATABASE "no_comment"/,
    leaves: ['role', 'database'],
  },
  no_password: {
    statement: /ALTER ROLE "no_password" PASSWORD/,
    leaves: ['role', 'database', 'comment'],
  },
  stored_unrecorded: {
    statement: /COMMENT ON DATABASE "stored_unrecorded" IS .*"state":"stored"/,
    leaves: ['role', 'database', 'comment', 'password'],
  },
  // The key of the checkpoint, while it is written to the scaffolder's table.
  not_in_task: {
    statement: /create server:main\/not_in_task/,
    leaves: ['role', 'database', 'comment', 'password'],
  },
};
const names = Object.keys(kills);

/**
 * A catalog that is killed while it processes an entity does so again after its
 * processing interval, up to 150 s by default.
 */
const CATALOG_MS = 300_000;

const component = 'component:default/storefront';

let example: Awaited<ReturnType<typeof startExample>>;
let backend: ExampleBackend;
let superuser: Client;
const tasks = new Map<string, string>();
const left = new Map<string, string[]>();

async function startTask(name: string): Promise<string> {
  const { id } = await eventually('the template', async () =>
    backend.call('/scaffolder/v2/tasks', {
      templateRef: 'template:default/postgresql-database',
      values: {
        entityRef: component,
        location: { provider: 'server', location: 'main' },
        name,
        settings: { extensions: ['hstore'], protected: false },
      },
    }),
  );
  return id;
}

/** For the primary; each standby has a separate line. */
async function passwordsOf(name: string): Promise<string[]> {
  const { port } = example.tap;
  // The store creates the file with the first password.
  const text = await readFile(example.passwordFile, 'utf8').catch(() => '');
  return text.split('\n').filter(line => line.includes(`:${port}:${name}:`));
}

async function whatIsThere(name: string): Promise<string[]> {
  const { rows } = await superuser.query(
    `SELECT 'role' AS what FROM pg_roles WHERE rolname = $1
      UNION ALL SELECT 'database' FROM pg_database WHERE datname = $1
      UNION ALL SELECT 'comment' FROM pg_database
                 WHERE datname = $1 AND shobj_description(oid, 'pg_database') IS NOT NULL`,
    [name],
  );
  return [
    ...rows.map(({ what }) => what),
    ...(await passwordsOf(name)).map(() => 'password'),
  ];
}

async function killDuring(name: string) {
  const [task] = await Promise.all([
    startTask(name),
    example.tap.stopAt(kills[name], () => backend.kill()),
  ]);
  tasks.set(name, task);
  left.set(name, await whatIsThere(name));
  backend = await example.startBackend();
}

beforeAll(async () => {
  example = await startExample();
  superuser = await connectClient({
    ...example.postgres.primary,
    ...example.postgres.admin,
    database: 'postgres',
  });
  backend = await example.startBackend();
  // It is created at the first start, and is not part of this test.
  await eventually("the demo's own database", async () =>
    (await passwordsOf('orders-db')).length ? true : undefined,
  );
  for (const name of names) await killDuring(name);
});

afterAll(async () => {
  await backend?.kill();
  await superuser?.end();
  await example?.stop();
});

describe.each(names)('a create that was killed at %s', name => {
  it('was killed at this point', () => {
    expect(left.get(name)).toEqual(kills[name].leaves);
  });

  it('ends in success', async () => {
    const path = `/scaffolder/v2/tasks/${tasks.get(name)}`;
    const status = await eventually('the end of the task', async () => {
      const task = await backend.call(path);
      return /open|processing/.test(task.status) ? undefined : task.status;
    });
    const events = await backend.call(`${path}/events?after=0`);
    expect({ status, events }).toEqual({
      status: 'completed',
      events: expect.arrayContaining([
        expect.objectContaining({ type: 'recovered' }),
      ]),
    });
  });

  it('created one database, bound and complete', async () => {
    const { rows } = await superuser.query(
      `SELECT shobj_description(d.oid, 'pg_database') AS record,
              shobj_description(r.oid, 'pg_authid') = shobj_description(d.oid, 'pg_database') AS "isSame",
              has_database_privilege('backstage', d.oid, 'CONNECT') AS anyone
         FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba AND r.rolname = d.datname
        WHERE datname = $1`,
      [name],
    );
    expect(rows).toEqual([
      { record: expect.any(String), isSame: true, anyone: false },
    ]);
    expect(JSON.parse(rows[0].record)).toMatchObject({
      spec: { extensions: ['hstore'] },
      binding: { entityRefs: [component], owner: 'group:default/team-orders' },
      created: { by: 'user:default/ada', taskId: tasks.get(name) },
      credentials: { state: 'stored' },
    });
  });

  it('can be used with the stored credentials', async () => {
    const lines = await passwordsOf(name);
    expect(lines).toHaveLength(1);
    const [host, port, database, user, password] = lines[0].split(':');
    const login = { host, port: Number(port), database, user, password };
    const client = await connectClient(login);
    try {
      await client.query('CREATE TABLE written AS SELECT 1 AS row');
      const { rows } = await client.query(
        `SELECT current_user AS me, row, '"a"=>"b"'::hstore -> 'a' AS extension FROM written`,
      );
      expect(rows).toEqual([{ me: name, row: 1, extension: 'b' }]);
    } finally {
      await client.end();
    }
  });

  it('is in the catalog and in the tab', async () => {
    expect(
      await eventually(
        'the resource',
        () =>
          backend.call(`/catalog/entities/by-name/resource/default/${name}`),
        CATALOG_MS,
      ),
    ).toMatchObject({
      metadata: {
        annotations: expect.objectContaining({
          'pgstage.io/database-ref': `server:main/${name}`,
        }),
      },
      spec: { owner: 'group:default/team-orders', dependencyOf: [component] },
    });
    const view = await backend.call(
      `/postgres/databases/${encodeURIComponent(`server:main/${name}`)}`,
    );
    expect(view).toMatchObject({ usable: { value: true } });
    expect(
      view.steps.filter(({ id, state }: Record<string, string>) =>
        id === 'backup' ? false : state !== 'done',
      ),
    ).toEqual([]);
  });
});

it('all these kills left nothing else behind', async () => {
  const { rows } = await superuser.query(
    `SELECT datname AS name FROM pg_database
      WHERE NOT datistemplate AND datname <> 'postgres' AND datname NOT LIKE 'backstage_plugin_%'
      UNION ALL
     SELECT rolname FROM pg_roles
      WHERE rolname NOT LIKE 'pg\\_%' AND rolname NOT IN ('postgres', 'pgstage', 'backstage', 'replicator')`,
  );
  const expected = [...names, 'orders-db'];
  expect(rows.map(row => row.name).sort()).toEqual(
    [...expected, ...expected].sort(),
  );
});
