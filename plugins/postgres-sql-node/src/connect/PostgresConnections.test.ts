import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, connect as dial, createServer } from 'node:net';
import { UpstreamForbiddenError } from '@pgstage/backstage-plugin-postgres-common';
import { startTestPostgres } from '@pgstage/example-postgres';
import { testConnections } from '../__testUtils__/testConnections';
import type { PostgresConnections } from './PostgresConnections';
import type { Session } from './Session';
import { takeLock } from './takeLock';

type TestPostgres = Awaited<ReturnType<typeof startTestPostgres>>;

let plain: TestPostgres;
let tls: TestPostgres;
let ca: string;
const { connect, close } = testConnections();

/** Stops the clock of `within`: what it waits for is waited for, however slow the machine is. */
const stopTimeouts = () =>
  jest.useFakeTimers({
    doNotFake: [
      'Date',
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
    ],
  });
afterEach(() => jest.useRealTimers());

const encrypted = async (connections: PostgresConnections) => {
  const [row] = await connections.query<{ ssl: boolean }>(
    'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
  );
  const inSession = await connections.session(session =>
    session.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()'),
  );
  expect(inSession).toEqual([row]);
  return row.ssl;
};

beforeAll(async () => {
  plain = await startTestPostgres({ standby: false, archive: false });
  tls = await startTestPostgres({ standby: false, archive: false, tls: true });
  ca = await readFile(tls.caFile!, 'utf8');
});
afterAll(async () => {
  await close();
  await Promise.all([plain?.remove(), tls?.remove()]);
});

describe('sslMode means what it means to libpq', () => {
  it.each(['disable', 'allow', 'prefer'] as const)(
    '%s logs in without TLS',
    async sslMode => {
      expect(await encrypted(connect(plain, { sslMode }))).toBe(false);
    },
  );

  it.each(['require', 'verify-ca', 'verify-full'] as const)(
    '%s refuses a server without TLS',
    async sslMode => {
      await expect(encrypted(connect(plain, { sslMode }))).rejects.toThrow(
        /PostgreSQL server main failed: TLS: .*Check sslMode and ca/,
      );
    },
  );

  it.each([
    ['disable', false],
    ['allow', false],
    ['prefer', true],
    ['require', true],
  ] as const)(
    '%s takes a server with TLS and asks for no certificate',
    async (sslMode, is) => {
      expect(await encrypted(connect(tls, { sslMode }))).toBe(is);
    },
  );

  it('verify-ca and verify-full accept the CA that signed the server', async () => {
    expect(await encrypted(connect(tls, { sslMode: 'verify-ca', ca }))).toBe(
      true,
    );
    expect(await encrypted(connect(tls, { sslMode: 'verify-full', ca }))).toBe(
      true,
    );
  });

  it('verify-ca does not mind the name, verify-full does', async () => {
    // Reaches this machine, and is not a name that the certificate holds.
    const host = '0.0.0.0';
    expect(
      await encrypted(connect(tls, { host, sslMode: 'verify-ca', ca })),
    ).toBe(true);
    await expect(
      encrypted(connect(tls, { host, sslMode: 'verify-full', ca })),
    ).rejects.toThrow(/failed: TLS: .*altnames/);
  });

  it.each(['verify-ca', 'verify-full'] as const)(
    '%s refuses an unknown CA',
    async sslMode => {
      await expect(encrypted(connect(tls, { sslMode }))).rejects.toThrow(
        /failed: TLS: /,
      );
    },
  );
});

describe('errors', () => {
  it.each(['disable', 'allow', 'prefer'] as const)(
    'tells of a refused login without the password, with %s',
    async sslMode => {
      const failure = connect(plain, {
        sslMode,
        password: 'wrong-secret',
      }).query('SELECT 1');
      await expect(failure).rejects.toThrow(
        /^PostgreSQL server main failed: password authentication failed for user "pgstage"\. Check user and password/,
      );
      await expect(failure).rejects.not.toThrow('wrong-secret');
    },
  );

  it('tells of a missing password, and takes none from the environment', async () => {
    process.env.PGPASSWORD = plain.roles.pgstage.password;
    try {
      await expect(
        connect(plain, { password: undefined }).query('SELECT 1'),
      ).rejects.toThrow(
        'PostgreSQL server main failed: it asks for a password that Backstage does not have. Set the password',
      );
    } finally {
      delete process.env.PGPASSWORD;
    }
  });

  it('tells where nothing listens', async () => {
    await expect(connect(plain, { port: 1 }).query('SELECT 1')).rejects.toThrow(
      'PostgreSQL server main failed: it cannot be reached (ECONNREFUSED). Check that it runs',
    );
  });

  it('asks a primary that takes no writes why', async () => {
    const failure = connect(plain).session(async session => {
      await session.query('SET default_transaction_read_only = on');
      await session.query('CREATE ROLE nobody');
    });
    await expect(failure).rejects.toMatchObject({ name: 'ConflictError' });
    await expect(failure).rejects.toThrow(
      /in a read-only transaction\. The server takes no writes: default_transaction_read_only is on/,
    );
  });

  it('tells the right that is missing, as PostgreSQL names it', async () => {
    await expect(
      connect(plain).query('CREATE ROLE mighty SUPERUSER'),
    ).rejects.toThrow(
      'permission denied to create role (Only roles with the SUPERUSER attribute may create roles with the SUPERUSER attribute). Give the role',
    );
  });

  it('names a missing right', async () => {
    const failure = connect(plain).query('SELECT * FROM pg_authid');
    await expect(failure).rejects.toBeInstanceOf(UpstreamForbiddenError);
    await expect(failure).rejects.toThrow(
      'permission denied for table pg_authid. Give the role',
    );
  });
});

it('ends the wait and the statement when the signal says so', async () => {
  const connections = connect(plain);
  const running = async () => {
    const rows = await connections.query(
      `SELECT FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep%'`,
    );
    return rows.length;
  };
  const until = async (expected: number) => {
    while ((await running()) !== expected) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  };
  const controller = new AbortController();
  const { signal } = controller;
  const waits = [
    connections.query('SELECT pg_sleep(300)', [], { signal }),
    connections.session(session => session.query('SELECT pg_sleep(300)'), {
      signal,
    }),
  ].map(wait => expect(wait).rejects.toThrow('enough'));
  await until(2);
  controller.abort(new Error('enough'));
  await Promise.all(waits);
  await until(0);
  expect(await connections.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it.each([
  [
    'a statement that a cancel does not end',
    (session: Session) =>
      session.execute(
        'DO $$ BEGIN PERFORM pg_sleep(300); EXCEPTION WHEN query_canceled THEN PERFORM pg_sleep(300); END $$',
      ),
  ],
  ['work that is not the server’s', () => new Promise<void>(() => {})],
])(
  'has let go of the locks of a session when its call ends, with %s',
  async (_, work) => {
    const connections = connect(plain);
    stopTimeouts();
    // More often than there are sessions at once.
    for (let round = 0; round < 6; round += 1) {
      const controller = new AbortController();
      const taken = new EventEmitter();
      const call = connections.session(
        async session => {
          expect(await takeLock(session, 'one', { waitMs: 0 })).toBeUndefined();
          taken.emit('taken');
          await work(session);
        },
        { signal: controller.signal },
      );
      const refused = call.catch(error => error.message);
      await Promise.race([once(taken, 'taken'), call]);
      controller.abort(new Error('enough'));
      expect(await refused).toBe('enough');
    }
    const [{ left }] = await connections.query<{ left: number }>(
      `SELECT count(*)::int AS left FROM pg_locks WHERE locktype = 'advisory'`,
    );
    expect(left).toBe(0);
  },
);

it('does not wait for the end of a session that the server does not know by our name', async () => {
  const connections = connect(plain);
  // Nothing that takes its full time would end.
  stopTimeouts();
  const controller = new AbortController();
  const call = connections.session(
    async session => {
      await session.execute("SET application_name = 'pooled'");
      controller.abort(new Error('enough'));
      await new Promise<void>(() => {});
    },
    { signal: controller.signal },
  );
  await expect(call).rejects.toThrow('enough');
});

it('ends the wait for a connection, too, with the signal', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const connections = connect(plain, { host: '127.0.0.1', port });
  const begun = Date.now();
  const signal = AbortSignal.timeout(50);
  await Promise.all(
    [
      connections.query('SELECT 1', [], { signal }),
      connections.session(session => session.query('SELECT 1'), { signal }),
    ].map(wait => expect(wait).rejects.toMatchObject({ name: 'TimeoutError' })),
  );
  // A connection alone may take five seconds.
  expect(Date.now() - begun).toBeLessThan(4_000);
  silent.close();
});

it('survives the end of idle connections', async () => {
  const connections = connect(plain);
  await connections.query('SELECT 1');
  await plain.stopPrimary();
  await expect(connections.query('SELECT 1')).rejects.toThrow(
    /PostgreSQL server main failed: /,
  );
  await plain.startPrimary();
  expect(await connections.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it('survives a connection that the server ends right after an answer', async () => {
  // Holds the answer back until the end is in it, so that both are read at once.
  let held: Buffer[] | undefined;
  const answered = new EventEmitter();
  const proxy = createServer(client => {
    const server = dial(plain.primary.port, plain.primary.host);
    client.pipe(server);
    server.on('data', data => {
      if (!held) return client.write(data);
      held.push(data);
      answered.emit('answer');
      const all = Buffer.concat(held);
      if (all.includes('57P01')) client.write(all);
      return undefined;
    });
    for (const socket of [client, server])
      socket.on('error', () => {}).on('close', () => server.destroy());
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  const connections = connect(plain, { host: '127.0.0.1', port });
  const [{ pid }] = await connections.query<{ pid: number }>(
    'SELECT pg_backend_pid() AS pid',
  );

  held = [];
  const first = once(answered, 'answer');
  const answer = connections.query('SELECT 1 AS one');
  await first;
  await connect(plain).query('SELECT pg_terminate_backend($1, 5000)', [pid]);

  expect(await answer).toEqual([{ one: 1 }]);
  held = undefined;
  expect(await connections.query('SELECT 2 AS two')).toEqual([{ two: 2 }]);
  await connections.close();
  proxy.close();
});
