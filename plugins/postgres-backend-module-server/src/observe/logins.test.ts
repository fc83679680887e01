import { connectClient } from '@pgstage/example-postgres';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { escapeLiteral } from 'pg';
import {
  eventually,
  startObservedServer,
} from '../__testUtils__/observedServer';
import { requestFor } from '../__testUtils__/testServer';
import { connectionOf } from '../recipes';
import { DatabaseBackups } from '../backups';
import { message } from '../messages';
import { rotateLogin, rotatePassword } from '../write';

jest.setTimeout(180_000);

type Observed = Awaited<ReturnType<typeof startObservedServer>>;

let server: Observed;
beforeAll(async () => {
  server = await startObservedServer({}, { standby: false, archive: false });
});
afterAll(() => server?.stop());

const dba = (text: string) => server.admin.query(text);
const observe = (name: string) =>
  server.observer.observe(`server:main/${name}`);
const create = async (name: string) => {
  await server.create(requestFor(name));
  return observe(name);
};
let rules: string | undefined;
/** Replaces the lines that a previous call added at the start of pg_hba.conf. */
async function prependHba(...lines: string[]) {
  const { rows } = await dba(`SELECT current_setting('hba_file') AS file`);
  const file = escapeLiteral(rows[0].file);
  rules ??= (await dba(`SELECT pg_read_file(${file}) AS text`)).rows[0].text;
  const text = [...lines, rules!.replace(/\t/g, ' ')].join('\n');
  await dba(
    `COPY (SELECT regexp_split_to_table(${escapeLiteral(
      text,
    )}, E'\\n')) TO ${file}`,
  );
  await dba('SELECT pg_reload_conf()');
}
const ids = ({ attention }: { attention: { id: string }[] }) =>
  attention.map(({ id }) => id);

it('has checked the login when a create returns, and reports it as usable from then on', async () => {
  expect(await create('checked')).toMatchObject({
    usable: { value: true },
    status: { state: 'working', reason: message('acceptsConnections') },
  });
  await server.until('checked', ({ usable }) => usable.value);
});

it('detects on a repeated create that the password was changed outside, and that a rotation fixes it', async () => {
  await create('changed');
  await dba(`ALTER ROLE changed PASSWORD 'other'`);
  expect(await create('changed')).toMatchObject({
    usable: { value: false },
    status: {
      state: 'attention',
      reason: message('passwordRejected'),
    },
    attention: [
      { id: 'password-rejected', nextStep: providerMessage('rotatePassword') },
      {},
    ],
  });
  await rotatePassword(server.targetOf('changed'));
  expect((await observe('changed')).usable.value).toBe(true);
});

it('shows the overlap of two logins with its end and the sessions of the previous one', async () => {
  const limited = { connectionLimit: 5 };
  await server.create(requestFor('turned', limited));
  const { host, port, user, password, database } = (await server.store.read(
    'server:main/turned',
  ))!;
  const client = await connectClient({ host, port, user, password, database });
  await rotateLogin(server.targetOf('turned'), { overlapMinutes: 60 });
  const { until } = (await server.find('turned'))!.record!.overlap!;
  const overlap = await observe('turned');
  expect(overlap).toMatchObject({
    user: 'turned_b',
    usable: { value: true },
    status: { state: 'working' },
    operations: {
      'rotate-login': { obstacle: message('overlapRuns', { until: until! }) },
      'rotate-password': { supported: true },
    },
    summary: { connections: { used: 0, allowed: 5 } },
  });
  expect(overlap.attention).toContainEqual(
    expect.objectContaining({
      id: 'other-login',
      what: message('otherLoginWorks', { login: 'turned', until: until! }),
      meaning: message('otherLoginSessions', { count: 1 }),
    }),
  );
  expect(
    await server.observer
      .readCached('server:main/turned')
      .then(({ observation, observed }) =>
        connectionOf(observation.config, observed),
      ),
  ).toMatchObject({ user: 'turned_b' });

  await server.reconcile(name => ({
    ...server.targetOf(name),
    now: () => new Date(Date.now() + 61 * 60_000),
  }));
  const sessions = await observe('turned');
  expect(sessions.attention).toContainEqual(
    expect.objectContaining({
      what: message('otherLoginEnded', { login: 'turned' }),
    }),
  );
  await client.end();
  await eventually(
    () => observe('turned'),
    result => !ids(result).includes('other-login'),
  );
});

it('says nothing about a previous login while the store has no new one', async () => {
  await server.create(requestFor('halfway', { connectionLimit: 5 }));
  const { host, port, user, password, database } = (await server.store.read(
    'server:main/halfway',
  ))!;
  const client = await connectClient({ host, port, user, password, database });
  const store: typeof server.store = Object.assign(
    Object.create(server.store),
    { write: async () => Promise.reject(new Error('no space left')) },
  );
  await expect(
    rotateLogin(server.targetOf('halfway', { store }), {}),
  ).rejects.toThrow('no space left');
  const interrupted = await observe('halfway');
  expect(ids(interrupted)).not.toContain('other-login');
  expect(interrupted.summary.connections).toEqual({ used: 1, allowed: 5 });
  await client.end();
});

it('detects it when all logins are checked, and then does not offer dumps', async () => {
  await create('looked');
  await dba(`ALTER ROLE looked PASSWORD 'other'`);
  await server.observer.checkLogins('main');
  await server.until('looked', ({ usable }) => usable.value === false);
  const backups = new DatabaseBackups(server.observer, server.services);
  const { methods } = await backups.list('server:main/looked');
  expect(methods.find(({ id }) => id === 'logical')?.supported).toBe(false);
});

it('reports `usable` as unknown if pg_hba.conf rejects the host of Backstage', async () => {
  await create('outside');
  await prependHba('host outside outside all reject');
  const rejected = await eventually(
    () => observe('outside'),
    ({ usable }) => usable.value === null,
  );
  expect(rejected).toMatchObject({
    status: { state: 'unknown' },
    attention: [
      {
        id: 'login-unknown',
        evidence: expect.stringContaining('pg_hba.conf'),
      },
      {},
    ],
  });
  await prependHba();
  await eventually(
    () => observe('outside'),
    ({ usable }) => usable.value === true,
  );
});

it('reports `usable` as unknown if the address of applications is unreachable or its TLS fails', async () => {
  const { port } = server.postgres.primary;
  await create('addressed');
  const entry = (await server.store.read('server:main/addressed'))!;
  await server.store.write({ ...entry, port: 1 });
  expect((await observe('addressed')).usable.value).toBeNull();
  await server.store.write({ ...entry, port, sslMode: 'verify-full' });
  const unverified = await observe('addressed');
  expect(unverified.usable.value).toBeNull();
  expect(ids(unverified)).toContain('login-unknown');
});

it('uses the role of the record after a change of the owner', async () => {
  await create('owned');
  await dba('CREATE ROLE dba_team LOGIN');
  await dba('ALTER DATABASE owned OWNER TO dba_team');
  expect(await observe('owned')).toMatchObject({
    user: 'owned',
    usable: { value: false },
    status: {
      reason: message('ownerChangedMayNothing', { role: 'owned' }),
    },
  });
  await dba('ALTER DATABASE owned OWNER TO owned');
  expect((await observe('owned')).usable.value).toBe(true);
});

it('reports a renamed and a dropped database', async () => {
  await create('vanishing');
  await dba('ALTER DATABASE vanishing RENAME TO vanished');
  await server.until('vanishing', database =>
    ids(database).includes('renamed'),
  );
  await dba('DROP DATABASE vanished');
  expect(
    await server.until('vanishing', database =>
      ids(database).includes('missing'),
    ),
  ).toMatchObject({
    usable: { value: false },
    binding: { owner: 'group:default/shop' },
    operations: { backup: { supported: false }, remove: { supported: true } },
    status: {
      state: 'attention',
      reason: message('missing', { name: 'vanishing' }),
    },
  });
});
