import {
  CA_FILE,
  type Connection,
  environmentFile,
  libpqTls,
  libpqTlsNotes,
  type Recipe,
} from '@pgstage/backstage-plugin-postgres-common';
import { quote } from 'shell-quote';
import type { ServerConfig } from '../config';
import type { ObservedDatabase } from '../observe';
import { endpointsOf } from '../observe/toDatabase';
import { psql } from './psql';

/** Beside 5432, where a PostgreSQL of one's own may listen. */
const LOCAL_PORT = 15432;
const NO_JUMP_HOST = 'JUMP_HOST';

/** Section `connection`: from memory alone, and without a secret. */
export function connectionOf(
  config: ServerConfig,
  { recorded, credentials }: Pick<ObservedDatabase, 'recorded' | 'credentials'>,
): Connection {
  // The login that is kept, whoever owns the database now.
  const user = recorded.role ?? recorded.owner;
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

/** File under which a person saves the CA; absent where the system's certificates are meant. */
const caFileOf = ({ connection }: ServerConfig) =>
  connection.ca ? CA_FILE : undefined;

const tlsOf = (config: ServerConfig) =>
  libpqTls(config.application.sslMode, caFileOf(config));

function fromApplication({ config, database, user }: Login): Recipe {
  const { host, port } = config.application;
  const { sslmode, sslrootcert } = tlsOf(config);
  const lines = environmentFile({
    PGHOST: host,
    PGPORT: port,
    PGDATABASE: database,
    PGUSER: user,
    PGSSLMODE: sslmode,
    PGSSLROOTCERT: sslrootcert,
  });
  return {
    id: 'application',
    title: 'From an application',
    from: 'application',
    description:
      'Every driver and tool that is built on libpq reads these variables. A file of them is for docker --env-file, systemd, Kubernetes, dotenv or node --env-file; it is no shell script.',
    commands: [{ label: 'environment', command: lines.join('\n') }],
    notes: [
      'The password comes from where the credentials lie, as PGPASSWORD or in a pgpass file.',
      ...libpqTlsNotes(tlsOf(config)),
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
        command: psql({
          ...config.application,
          caFile: caFileOf(config),
          database,
          user,
        }),
      },
    ],
    notes: [
      ...(usage
        ? [
            'The first command needs the files of the credential store on that machine.',
          ]
        : []),
      PASSWORD_NOTE,
      ...libpqTlsNotes(tlsOf(config)),
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
  const checksName = tlsOf(config).sslmode === 'verify-full';
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
          ...(checksName
            ? { host, hostaddr: '127.0.0.1' }
            : { host: 'localhost' }),
          port: LOCAL_PORT,
          sslMode,
          caFile: caFileOf(config),
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
      ...(checksName
        ? [
            'hostaddr is this end of the tunnel; host is the name to find in the certificate.',
          ]
        : []),
      PASSWORD_NOTE,
      ...libpqTlsNotes(tlsOf(config)),
    ],
    needs: [
      'psql',
      `ssh access to ${jumpHost ?? 'a host that reaches the server'}`,
    ],
  };
}
