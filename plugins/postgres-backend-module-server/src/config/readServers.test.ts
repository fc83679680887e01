import { ConfigReader } from '@backstage/config';
import { readServers } from './readServers';

const connection = {
  host: 'db.example.net',
  user: 'pgstage',
  password: 'hunter2secret',
};
const read = (server: object) =>
  readServers(new ConfigReader({ postgres: { providers: { server } } }));

it('is empty without configuration', () => {
  expect(readServers(new ConfigReader({}))).toEqual([]);
});

it('returns the CA for applications, or the only verifying mode of libpq without one', () => {
  const application = (login: object) =>
    read({
      servers: [{ id: 'main', connection: { ...connection, ...login } }],
    })[0].application;
  expect(application({ sslMode: 'verify-ca', ca: 'PEM' })).toMatchObject({
    ...{ sslMode: 'verify-ca', ca: 'PEM' },
  });
  expect(application({ sslMode: 'verify-ca' }).sslMode).toBe('verify-full');
  expect(application({ sslMode: 'require', ca: 'PEM' })).not.toHaveProperty(
    'ca',
  );
});

it('applies defaults', () => {
  const [server] = read({
    servers: [
      {
        id: 'main',
        connection: { ...connection, port: '6432', sslMode: 'verify-full' },
        application: { host: 'apps.example.net' },
        standbys: [{ name: 's1', host: 'replica.example.net', port: 5433 }],
      },
    ],
  });
  expect(server).toEqual({
    id: 'main',
    title: 'main',
    connection: {
      ...connection,
      port: 6432,
      database: 'postgres',
      sslMode: 'verify-full',
    },
    application: {
      host: 'apps.example.net',
      port: 6432,
      sslMode: 'verify-full',
    },
    standbys: [
      {
        name: 's1',
        connection: {
          ...connection,
          host: 'replica.example.net',
          port: 5433,
          database: 'postgres',
          sslMode: 'verify-full',
        },
        application: {
          host: 'replica.example.net',
          port: 5433,
          sslMode: 'verify-full',
        },
      },
    ],
    extensions: [],
    hide: ['backstage_plugin_*'],
    reserved: [],
    template: 'template0',
    tablespaces: [],
    connectionLimit: { default: 20, max: 100 },
    credentialStore: 'file',
    baseBackups: { minimumIntervalMinutes: 60, keep: 7, keepDays: 30 },
    protected: false,
  });
});

it('limits the time of dumps and restores', () => {
  const [{ dumps }] = read({
    servers: [{ id: 'main', connection, dumps: { directory: '/dumps' } }],
  });
  expect(dumps).toMatchObject({ timeoutMinutes: 360 });
});

it.each([
  [{}, / postgres\.providers\.server\.servers is required/],
  [{ servers: [] }, /servers must contain at least one server/],
  [
    { servers: [{ id: 'Main', connection }] },
    /servers\[0\]\.id must be at most 63/,
  ],
  [{ servers: [{ id: 'main' }] }, /servers\[0\]\.connection is required/],
  [
    {
      servers: [
        { id: 'main', connection: { ...connection, sslmode: 'require' } },
      ],
    },
    /servers\[0\]\.connection\.sslmode is not a known field/,
  ],
  [
    { servers: [{ id: 'main', connection: { ...connection, sslMode: 'on' } }] },
    /servers\[0\]\.connection\.sslMode must be one of/,
  ],
  [
    { servers: [{ id: 'main', connection: { ...connection, port: 99999 } }] },
    /servers\[0\]\.connection\.port must be at most 65535/,
  ],
  [
    {
      servers: [
        { id: 'a', connection },
        { id: 'a', connection },
      ],
    },
    /servers must have a different id in each entry/,
  ],
  [
    {
      servers: [
        { id: 'a', connection, connectionLimit: { default: 9, max: 3 } },
      ],
    },
    /servers\[0\]\.connectionLimit must have a default that is at most max/,
  ],
  [
    { servers: [{ id: 'a', connection, backupDirectory: 'backups' }] },
    /servers\[0\]\.backupDirectory must be an absolute path/,
  ],
  [
    {
      servers: [
        { id: 'a', connection, dumps: { directory: '/d', timeoutMinutes: 0 } },
      ],
    },
    /servers\[0\]\.dumps\.timeoutMinutes must be/,
  ],
  [
    {
      servers: [
        {
          id: 'a',
          connection,
          dumps: { directory: '/d', timeoutMinutes: 10_081 },
        },
      ],
    },
    /servers\[0\]\.dumps\.timeoutMinutes must be/,
  ],
])('rejects %j with the key but not its value', (server, message) => {
  expect(() => read(server)).toThrow(message);
  expect(() => read(server)).not.toThrow('hunter2secret');
});

it.each([
  ['db.example.net', {}, 'verify-full', 'verify-full'],
  ['10.0.0.1', {}, 'verify-full', 'verify-full'],
  ['localhost', {}, 'prefer', 'prefer'],
  ['/var/run/postgresql', {}, 'prefer', 'prefer'],
  // Only Backstage is on the machine of the server.
  [
    '127.0.0.1',
    { application: { host: 'db.example.net' } },
    'prefer',
    'verify-full',
  ],
  ['db.example.net', { sslMode: 'require' }, 'require', 'require'],
  ['localhost', { sslMode: 'disable' }, 'disable', 'disable'],
  [
    'db.example.net',
    { sslMode: 'require', application: { sslMode: 'verify-full' } },
    'require',
    'verify-full',
  ],
] as const)(
  'for %s with %j: Backstage uses %s, applications %s',
  (
    host,
    { sslMode, application }: { sslMode?: string; application?: object },
    backstageMode,
    applicationMode,
  ) => {
    const [server] = read({
      servers: [
        { id: 'main', connection: { host, user: 'x', sslMode }, application },
      ],
    });
    expect(server.connection.sslMode).toBe(backstageMode);
    expect(server.application.sslMode).toBe(applicationMode);
  },
);

it('verifies a standby on another host, even if the primary is on this one', () => {
  const [{ standbys }] = read({
    servers: [
      {
        id: 'main',
        connection: { host: 'localhost', user: 'x' },
        standbys: [{ name: 's1', host: 'replica.example.net' }],
      },
    ],
  });
  expect(standbys[0]).toMatchObject({
    connection: { sslMode: 'verify-full' },
    application: { sslMode: 'verify-full' },
  });
});
