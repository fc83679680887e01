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

/** Stops the timers of `within`, so that it waits for its probe even on a slow machine. */
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

describe('sslMode works as in libpq', () => {
  it.each(['disable', 'allow', 'prefer'] as const)(
    '%s logs in without TLS',
    async sslMode => {
      expect(await encrypted(connect(plain, { sslMode }))).toBe(false);
    },
  );

  it.each(['require', 'verify-ca', 'verify-full'] as const)(
    '%s rejects a server without TLS',
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
    '%s accepts a server with TLS without verifying its certificate',
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

  it('verify-full verifies the host name, verify-ca does not', async () => {
    // An address of this machine that is not in the certificate.
    const host = '0.0.0.0';
    expect(
      await encrypted(connect(tls, { host, sslMode: 'verify-ca', ca })),
    ).toBe(true);
    await expect(
      encrypted(connect(tls, { host, sslMode: 'verify-full', ca })),
    ).rejects.toThrow(/failed: TLS: .*altnames/);
  });

  it.each(['verify-ca', 'verify-full'] as const)(
    '%s rejects an unknown CA',
    async sslMode => {
      await expect(encrypted(connect(tls, { sslMode }))).rejects.toThrow(
        /failed: TLS: /,
      );
    },
  );
});

describe('errors', () => {
  it.each(['disable', 'allow', 'prefer'] as const)(
    'reports a rejected login without the password, with %s',
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

  it('reports a missing password, and does not use PGPASSWORD', async () => {
    process.env.PGPASSWORD = plain.roles.pgstage.password;
    try {
      await expect(
        connect(plain, { password: undefined }).query('SELECT 1'),
      ).rejects.toThrow(
        'PostgreSQL server main failed: it requires a password, and none is configured. Set the password',
      );
    } finally {
      delete process.env.PGPASSWORD;
    }
  });

  it('reports a server that cannot be reached', async () => {
    await expect(connect(plain, { port: 1 }).query('SELECT 1')).rejects.toThrow(
      'PostgreSQL server main failed: it cannot be reached (ECONNREFUSED). Check that it runs',
    );
  });

  it('reports why a primary is read-only', async () => {
    const failure = connect(plain).session(async session => {
      await session.query('SET default_transaction_read_only = on');
      await session.query('CREATE ROLE reporting');
    });
    await expect(failure).rejects.toMatchObject({ name: 'ConflictError' });
    await expect(failure).rejects.toThrow(
      /in a read-only transaction\. The server accepts no writes: default_transaction_read_only is on/,
    );
  });

  it('reports DETAIL of a missing right', async () => {
    await expect(
      connect(plain).query('CREATE ROLE mighty SUPERUSER'),
    ).rejects.toThrow(
      'permission denied to create role (Only roles with the SUPERUSER attribute may create roles with the SUPERUSER attribute). Grant this right',
    );
  });

  it('reports a missing right as UpstreamForbiddenError', async () => {
    const failure = connect(plain).query('SELECT * FROM pg_authid');
    await expect(failure).rejects.toBeInstanceOf(UpstreamForbiddenError);
    await expect(failure).rejects.toThrow(
      'permission denied for table pg_authid. Grant this right',
    );
  });
});

it('rejects and cancels the statement when the signal is aborted', async () => {
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
  ['work without a statement', () => new Promise<void>(() => {})],
])(
  'has released the locks of an aborted session when its call ends, with %s',
  async (_, work) => {
    const connections = connect(plain);
    stopTimeouts();
    // More rounds than concurrent sessions.
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
      const rejected = call.catch(error => error.message);
      await Promise.race([once(taken, 'taken'), call]);
      controller.abort(new Error('enough'));
      expect(await rejected).toBe('enough');
    }
    const [{ count }] = await connections.query<{ count: number }>(
      `SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory'`,
    );
    expect(count).toBe(0);
  },
);

it('does not wait for the end of a session with another application_name, as behind a pooler', async () => {
  const connections = connect(plain);
  // A wait until its timeout would never end.
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

it('rejects while it opens a connection when the signal is aborted', async () => {
  const unresponsive = createServer(() => {}).listen(0, '127.0.0.1');
  await once(unresponsive, 'listening');
  const { port } = unresponsive.address() as AddressInfo;
  const connections = connect(plain, { host: '127.0.0.1', port });
  const startedAt = Date.now();
  const signal = AbortSignal.timeout(50);
  await Promise.all(
    [
      connections.query('SELECT 1', [], { signal }),
      connections.session(session => session.query('SELECT 1'), { signal }),
    ].map(wait => expect(wait).rejects.toMatchObject({ name: 'TimeoutError' })),
  );
  // The timeout of a connection is five seconds.
  expect(Date.now() - startedAt).toBeLessThan(4_000);
  unresponsive.close();
});

it('reconnects after idle connections were closed', async () => {
  const connections = connect(plain);
  await connections.query('SELECT 1');
  await plain.stopPrimary();
  await expect(connections.query('SELECT 1')).rejects.toThrow(
    /PostgreSQL server main failed: /,
  );
  await plain.startPrimary();
  expect(await connections.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it('survives a connection that the server ends right after a response', async () => {
  // Buffers the response until it contains the end of the session, so that both are read at once.
  let buffered: Buffer[] | undefined;
  const responses = new EventEmitter();
  const proxy = createServer(client => {
    const server = dial(plain.primary.port, plain.primary.host);
    client.pipe(server);
    server.on('data', data => {
      if (!buffered) return client.write(data);
      buffered.push(data);
      responses.emit('response');
      const all = Buffer.concat(buffered);
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

  buffered = [];
  const first = once(responses, 'response');
  const result = connections.query('SELECT 1 AS one');
  await first;
  await connect(plain).query('SELECT pg_terminate_backend($1, 5000)', [pid]);

  expect(await result).toEqual([{ one: 1 }]);
  buffered = undefined;
  expect(await connections.query('SELECT 2 AS two')).toEqual([{ two: 2 }]);
  await connections.close();
  proxy.close();
});
