import { execFileSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import type { ServerConfig } from '../config';
import { connectionOf } from './connectionOf';

const config = {
  id: 'main',
  connection: {
    host: 'db.internal',
    port: 5432,
    user: 'pgstage',
    password: 'canary',
  },
  application: {
    ...{ host: 'db.example.net', port: 6432, sslMode: 'verify-full' },
    ca: 'PEM',
  },
  standbys: [
    {
      name: 's1',
      application: {
        ...{ host: 'ro.example.net', port: 5433, sslMode: 'verify-full' },
        ca: 'PEM of s1',
      },
    },
  ],
} as Partial<ServerConfig> as ServerConfig;

const credentials = {
  store: 'file',
  secretRef: 'pgpass',
  usage: 'psql service=orders',
};
const orders = {
  recorded: { name: 'orders', exists: true, system: '7', owner: 'orders_app' },
  credentials,
};
const commandsOf = (connection: ReturnType<typeof connectionOf>) =>
  connection.recipes.flatMap(({ commands }) =>
    commands.map(({ command }) => command),
  );

it('returns the endpoints, the credentials and the CA', () => {
  expect(connectionOf(config, orders)).toMatchObject({
    endpoints: [
      { purpose: 'read-write', host: 'db.example.net', port: 6432 },
      {
        ...{ purpose: 'read-only', host: 'ro.example.net', port: 5433 },
        caCertificate: 'PEM of s1',
      },
    ],
    database: 'orders',
    user: 'orders_app',
    caCertificate: 'PEM',
    credentials,
  });
});

it('returns commands for application, laptop and tunnel, for each endpoint', () => {
  const { recipes } = connectionOf(
    { ...config, jumpHost: 'bastion.example.net' },
    {
      ...orders,
      credentials: { ...credentials, passwordFile: '/keys/pgpass' },
    },
  );
  const commandsTo = (host: string, port: number) =>
    recipes
      .flatMap(({ commands }) => commands)
      .filter(({ endpoint }) => isDeepStrictEqual(endpoint, { host, port }))
      .map(({ command }) => command);
  const commands = (host: string, port: number) => [
    `PGHOST=${host}\nPGPORT=${port}\nPGDATABASE=orders\nPGUSER=orders_app\nPGSSLMODE=verify-full\nPGSSLROOTCERT=postgres-ca.crt\nPGPASSFILE=/keys/pgpass`,
    `psql 'host=${host} port=${port} dbname=orders user=orders_app sslmode=verify-full sslrootcert=postgres-ca.crt'`,
    `ssh -N -L 15432:${host}:${port} bastion.example.net`,
    `psql 'host=${host} hostaddr=127.0.0.1 port=15432 dbname=orders user=orders_app sslmode=verify-full sslrootcert=postgres-ca.crt'`,
  ];
  const [environment, ...others] = commands('db.example.net', 6432);
  expect(commandsTo('db.example.net', 6432)).toEqual([
    environment,
    // The stored entry has the read-write address.
    'psql service=orders',
    ...others,
  ]);
  expect(commandsTo('ro.example.net', 5433)).toEqual(
    commands('ro.example.net', 5433),
  );
});

it('uses the certificates of the system without a configured CA', () => {
  const { ca: _, ...application } = config.application;
  const connection = connectionOf(
    { ...config, application, standbys: [] },
    orders,
  );
  expect(connection.caCertificate).toBeUndefined();
  expect(commandsOf(connection)[0]).toMatch(/^PGSSLROOTCERT=system$/m);
  const notes = connection.recipes.flatMap(recipe => recipe.notes).join();
  expect(notes).toContain('libpq 16');
  expect(notes).not.toMatch(/[Ss]ave/);
});

it('returns an environment file without shell quoting', () => {
  const application = { ...config.application, host: '::1' };
  const name = 'a?b=c&d';
  const [command] = commandsOf(
    connectionOf(
      { ...config, application },
      { recorded: { ...orders.recorded, name } },
    ),
  );
  expect(command).toMatch(/^PGHOST=::1\nPGPORT=6432\nPGDATABASE=a[?]b=c&d\n/);
});

it('notes that no jump host is configured', () => {
  const tunnel = connectionOf(config, orders).recipes.find(
    ({ id }) => id === 'laptop-tunnel',
  );
  expect(tunnel?.notes[0]).toContain('No jump host is configured');
});

it.each([
  `o'; rm -rf ~ #`,
  'a b\n$(id)`id`',
  '"\\',
  'dbname=other host=evil',
  'ünïcödé',
])('quotes the name %j as one value of one argument', name => {
  const { recipes } = connectionOf(config, {
    recorded: { ...orders.recorded, name },
  });
  const direct = recipes.find(({ id }) => id === 'laptop-direct');
  const asArguments = `set -- ${
    direct!.commands[0].command
  }; printf '%s\\0' "$@"`;
  const [program, conninfo, ...more] = execFileSync('sh', ['-c', asArguments], {
    encoding: 'utf8',
  }).split('\0');
  expect([program, more]).toEqual(['psql', ['']]);
  const quoted = `'${name.replace(/[\\']/g, '\\$&')}'`;
  expect(conninfo).toContain(`dbname=${quoted} user=orders_app`);
});

it('contains no secret', () => {
  expect(JSON.stringify(connectionOf(config, orders))).not.toContain('canary');
});
