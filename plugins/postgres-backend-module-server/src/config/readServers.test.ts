import { ConfigReader } from '@backstage/config';
import { readServers } from './readServers';

const connection = {
  host: 'db.example.net',
  user: 'pgstage',
  password: 'hunter2secret',
};
const read = (server: object) =>
  readServers(new ConfigReader({ postgres: { providers: { server } } }));

it('is empty where nothing is configured', () => {
  expect(readServers(new ConfigReader({}))).toEqual([]);
});

it('gives applications the CA, or the only mode that libpq takes without one', () => {
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

it('fills in what is not given', () => {
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

it.each([
  [{}, /^postgres\.providers\.server\.servers is wrong/],
  [{ servers: [] }, /servers must hold at least one server/],
  [
    { servers: [{ id: 'Main', connection }] },
    /servers\[0\]\.id must be at most 63/,
  ],
  [{ servers: [{ id: 'main' }] }, /servers\[0\]\.connection is wrong/],
  [
    {
      servers: [
        { id: 'main', connection: { ...connection, sslmode: 'require' } },
      ],
    },
    /servers\[0\]\.connection\.sslmode is not a known key/,
  ],
  [
    { servers: [{ id: 'main', connection: { ...connection, sslMode: 'on' } }] },
    /servers\[0\]\.connection\.sslMode is wrong/,
  ],
  [
    { servers: [{ id: 'main', connection: { ...connection, port: 99999 } }] },
    /servers\[0\]\.connection\.port is wrong/,
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
])('refuses %j by key, without its values', (server, message) => {
  expect(() => read(server)).toThrow(message);
  expect(() => read(server)).not.toThrow('hunter2secret');
});

it.each([
  ['db.example.net', {}, 'verify-full', 'verify-full'],
  ['10.0.0.1', {}, 'verify-full', 'verify-full'],
  ['localhost', {}, 'prefer', 'prefer'],
  ['/var/run/postgresql', {}, 'prefer', 'prefer'],
  // Applications are elsewhere, Backstage is not.
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
  'of %s with %j logs in by %s, and tells applications %s',
  (
    host,
    { sslMode, application }: { sslMode?: string; application?: object },
    own,
    theirs,
  ) => {
    const [server] = read({
      servers: [
        { id: 'main', connection: { host, user: 'x', sslMode }, application },
      ],
    });
    expect(server.connection.sslMode).toBe(own);
    expect(server.application.sslMode).toBe(theirs);
  },
);

it('verifies a standby on another host, where the primary is on this one', () => {
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
