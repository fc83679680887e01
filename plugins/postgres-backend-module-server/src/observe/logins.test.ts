import { escapeLiteral } from 'pg';
import {
  eventually,
  startObservedServer,
} from '../__testUtils__/observedServer';
import { requestFor } from '../__testUtils__/testServer';
import { DatabaseBackups } from '../backups';
import { message } from '../messages';
import { rotatePassword } from '../write';

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
/** Puts lines in front of pg_hba.conf, in place of those that stood there before. */
async function hba(...lines: string[]) {
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

it('has tried the login when a create answers, and says yes from then on', async () => {
  expect(await create('tried')).toMatchObject({
    usable: { value: true },
    status: { state: 'working', reason: 'Accepting connections' },
  });
  await server.until('tried', ({ usable }) => usable.value);
});

it('finds out on a repeated create that the password was changed by others, and that a rotation heals it', async () => {
  await create('changed');
  await dba(`ALTER ROLE changed PASSWORD 'other'`);
  expect(await create('changed')).toMatchObject({
    usable: { value: false },
    status: { state: 'attention', reason: 'The stored password is refused' },
    attention: [
      { id: 'password-refused', nextStep: message('rotatePassword') },
      {},
    ],
  });
  await rotatePassword(server.targetOf('changed'), undefined);
  expect((await observe('changed')).usable.value).toBe(true);
});

it('finds it out when all logins are tried, and then offers no dump', async () => {
  await create('looked');
  await dba(`ALTER ROLE looked PASSWORD 'other'`);
  await server.observer.tryLogins('main');
  await server.until('looked', ({ usable }) => usable.value === false);
  const backups = new DatabaseBackups(server.observer, server.services);
  const { methods } = await backups.list('server:main/looked');
  expect(methods.find(({ id }) => id === 'logical')?.supported).toBe(false);
});

it('knows nothing where the host of Backstage is not let in', async () => {
  await create('outside');
  await hba('host outside outside all reject');
  const refused = await eventually(
    () => observe('outside'),
    ({ usable }) => usable.value === null,
  );
  expect(refused).toMatchObject({
    status: { state: 'unknown' },
    attention: [
      {
        id: 'login-unknown',
        evidence: expect.stringContaining('pg_hba.conf'),
      },
      {},
    ],
  });
  await hba();
  await eventually(
    () => observe('outside'),
    ({ usable }) => usable.value === true,
  );
});

it('knows nothing where the address of applications does not respond, and no more of its TLS', async () => {
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

it('keeps to the role of the record where the owner was changed', async () => {
  await create('owned');
  await dba('CREATE ROLE dba_team LOGIN');
  await dba('ALTER DATABASE owned OWNER TO dba_team');
  expect(await observe('owned')).toMatchObject({
    user: 'owned',
    usable: { value: false },
    status: {
      reason:
        'The role owned may not connect or create schemas: the owner was changed outside of Backstage',
    },
  });
  await dba('ALTER DATABASE owned OWNER TO owned');
  expect((await observe('owned')).usable.value).toBe(true);
});

it('says that a database no longer exists, and which name it has now', async () => {
  await create('vanishing');
  await dba('ALTER DATABASE vanishing RENAME TO vanished');
  await server.until('vanishing', database =>
    ids(database).includes('renamed'),
  );
  await dba('DROP DATABASE vanished');
  expect(
    await server.until('vanishing', database => ids(database).includes('gone')),
  ).toMatchObject({
    usable: { value: false },
    binding: { owner: 'group:default/shop' },
    operations: { backup: { supported: false }, remove: { supported: true } },
    status: {
      state: 'attention',
      reason:
        'Database vanishing no longer exists: it was dropped or renamed outside of Backstage',
    },
  });
});
