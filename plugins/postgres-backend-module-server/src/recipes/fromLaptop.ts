import {
  shellWord,
  type Recipe,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  caFileOf,
  forEach,
  type Login,
  tlsNotes,
  tlsOf,
  type LoginEndpoint,
} from './login';
import { psql } from './psql';

/** Beside 5432, where a PostgreSQL of one's own may listen. */
const LOCAL_PORT = 15432;
const NO_JUMP_HOST = 'JUMP_HOST';

const PASSWORD_NOTE =
  'psql asks for the password, unless a pgpass file or PGPASSWORD holds it.';

export function direct(login: Login): Recipe {
  const { database, user, credentials } = login;
  const usage = credentials?.usage;
  const [{ host, port }] = login.ways;
  return {
    id: 'laptop-direct',
    title: 'From a laptop that reaches the server',
    from: 'laptop',
    commands: [
      ...(usage
        ? [
            {
              label: 'psql with the stored credentials',
              command: usage,
              // The store holds the address to write to.
              endpoint: { host, port },
            },
          ]
        : []),
      ...forEach(login, 'psql', way =>
        psql({ ...way, caFile: caFileOf(way), database, user }),
      ),
    ],
    notes: [
      ...(usage
        ? [
            'The stored credentials need the files of the credential store on that machine.',
          ]
        : []),
      PASSWORD_NOTE,
      ...tlsNotes(login),
    ],
    needs: ['psql', 'Network access to the server'],
  };
}

/** The certificate names the server, not this end of the tunnel. */
const checksName = (way: LoginEndpoint) => tlsOf(way).sslmode === 'verify-full';

export function throughTunnel(login: Login): Recipe {
  const { database, user, jumpHost } = login;
  const tunnel = ({ host, port }: LoginEndpoint) => {
    // Bracketed, as an IPv6 address holds the separator.
    const target = host.includes(':') ? `[${host}]` : host;
    const from = `${LOCAL_PORT}:${target}:${port}`;
    return ['ssh', '-N', '-L', from, jumpHost ?? NO_JUMP_HOST]
      .map(shellWord)
      .join(' ');
  };
  return {
    id: 'laptop-tunnel',
    title: 'From a laptop through ssh',
    from: 'laptop',
    description: 'Leave the tunnel running while you use psql.',
    commands: [
      ...forEach(login, 'tunnel', tunnel),
      ...forEach(login, 'psql', way =>
        psql({
          ...(checksName(way)
            ? { host: way.host, hostaddr: '127.0.0.1' }
            : { host: 'localhost' }),
          port: LOCAL_PORT,
          sslMode: way.sslMode,
          caFile: caFileOf(way),
          database,
          user,
        }),
      ),
    ],
    notes: [
      ...(jumpHost
        ? []
        : [
            `No jump host is configured for this server: put the name of a host that reaches it for ${NO_JUMP_HOST}.`,
          ]),
      ...(login.ways.some(checksName)
        ? [
            'hostaddr is this end of the tunnel; host is the name to find in the certificate.',
          ]
        : []),
      PASSWORD_NOTE,
      ...tlsNotes(login),
    ],
    needs: [
      'psql',
      `ssh access to ${jumpHost ?? 'a host that reaches the server'}`,
    ],
  };
}
