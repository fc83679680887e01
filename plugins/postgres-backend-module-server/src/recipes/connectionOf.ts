import type {
  Connection,
  Recipe,
} from '@pgstage/backstage-plugin-postgres-common';
import { quote } from 'shell-quote';
import type { ServerConfig } from '../config';
import type { ObservedDatabase } from '../observe';
import { endpointsOf } from '../observe/toDatabase';

/** Beside 5432, where a PostgreSQL of one's own may listen. */
const LOCAL_PORT = 15432;
const NO_JUMP_HOST = 'JUMP_HOST';

/** Section `connection`: from memory alone, and without a secret. */
export function connectionOf(
  config: ServerConfig,
  { recorded, credentials }: Pick<ObservedDatabase, 'recorded' | 'credentials'>,
): Connection {
  const user = recorded.exists || recorded.record ? recorded.owner : undefined;
  const login: Login = {
    config,
    database: recorded.name,
    user,
    usage: credentials?.usage,
  };
  return {
    endpoints: endpointsOf({ config }),
    database: recorded.name,
    user,
    caCertificate: config.connection.ca,
    credentials,
    recipes: [fromApplication(login), direct(login), throughTunnel(login)],
  };
}

interface Login {
  config: ServerConfig;
  database: string;
  user?: string;
  usage?: string;
}

const PASSWORD_NOTE =
  'psql asks for the password, unless a pgpass file or PGPASSWORD holds it.';
const needsCa = ({ application }: ServerConfig) =>
  ['verify-ca', 'verify-full'].includes(application.sslMode)
    ? [
        `sslmode ${application.sslMode} needs the CA certificate: save it and name it in PGSSLROOTCERT.`,
      ]
    : [];

function fromApplication({ config, database, user }: Login): Recipe {
  const { host, port, sslMode } = config.application;
  const values = {
    PGHOST: host,
    PGPORT: port,
    PGDATABASE: database,
    PGUSER: user,
    PGSSLMODE: sslMode,
  };
  const command = Object.entries(values)
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${quote([String(value)])}`],
    )
    .join('\n');
  return {
    id: 'application',
    title: 'From an application',
    from: 'application',
    description:
      'Every driver and tool that is built on libpq reads these variables.',
    commands: [{ label: 'environment', command }],
    notes: [
      'The password comes from where the credentials lie, as PGPASSWORD or in a pgpass file.',
      ...needsCa(config),
    ],
    needs: ['Network access from the application to the server'],
  };
}

function direct({ config, database, user, usage }: Login): Recipe {
  return {
    id: 'laptop-direct',
    title: 'From a laptop that reaches the server',
    from: 'laptop',
    commands: [
      ...(usage
        ? [{ label: 'psql with the stored credentials', command: usage }]
        : []),
      {
        label: 'psql',
        command: psql({ ...config.application, database, user }),
      },
    ],
    notes: [
      ...(usage
        ? [
            'The first command needs the files of the credential store on that machine.',
          ]
        : []),
      PASSWORD_NOTE,
      ...needsCa(config),
    ],
    needs: ['psql', 'Network access to the server'],
  };
}

function throughTunnel({ config, database, user }: Login): Recipe {
  const { host, port, sslMode } = config.application;
  const { jumpHost } = config;
  // Bracketed, as an IPv6 address holds the separator.
  const target = host.includes(':') ? `[${host}]` : host;
  // The certificate names the server, not this end of the tunnel.
  const tunnelMode = sslMode === 'verify-full' ? 'verify-ca' : sslMode;
  return {
    id: 'laptop-tunnel',
    title: 'From a laptop through ssh',
    from: 'laptop',
    description: 'Leave the first command running while you use the second.',
    commands: [
      {
        label: 'tunnel',
        command: `ssh -N -L ${LOCAL_PORT}:${quote([target])}:${port} ${quote([
          jumpHost ?? NO_JUMP_HOST,
        ])}`,
      },
      {
        label: 'psql',
        command: psql({
          host: 'localhost',
          port: LOCAL_PORT,
          sslMode: tunnelMode,
          database,
          user,
        }),
      },
    ],
    notes: [
      ...(jumpHost
        ? []
        : [
            `No jump host is configured for this server: put the name of a host that reaches it for ${NO_JUMP_HOST}.`,
          ]),
      ...(tunnelMode === sslMode
        ? []
        : [
            'Through the tunnel the name in the certificate cannot match, so verify-ca is used.',
          ]),
      PASSWORD_NOTE,
      ...needsCa(config),
    ],
    needs: [
      'psql',
      `ssh access to ${jumpHost ?? 'a host that reaches the server'}`,
    ],
  };
}

function psql(to: {
  host: string;
  port: number;
  sslMode: string;
  database: string;
  user?: string;
}): string {
  const conninfo = Object.entries({
    host: to.host,
    port: to.port,
    dbname: to.database,
    user: to.user,
    sslmode: to.sslMode,
  })
    .flatMap(([key, value]) =>
      value === undefined ? [] : [`${key}=${conninfoValue(String(value))}`],
    )
    .join(' ');
  return quote(['psql', conninfo]);
}

/** Quoted where libpq would otherwise end the value early. */
function conninfoValue(value: string): string {
  return /^[\w.:/-]+$/.test(value)
    ? value
    : `'${value.replace(/[\\']/g, '\\$&')}'`;
}
