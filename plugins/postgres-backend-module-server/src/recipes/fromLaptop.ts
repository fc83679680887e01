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

/** Not 5432, which a local PostgreSQL may use. */
const LOCAL_PORT = 15432;
const NO_JUMP_HOST = 'JUMP_HOST';

const PASSWORD_NOTE =
  'psql prompts for the password, unless a pgpass file or PGPASSWORD contains it.';

export function direct(login: Login): Recipe {
  const { database, user, credentials } = login;
  const usage = credentials?.usage;
  const [{ host, port }] = login.endpoints;
  return {
    id: 'laptop-direct',
    title: 'From a laptop with network access to the server',
    from: 'laptop',
    commands: [
      ...(usage
        ? [
            {
              label: 'psql with the stored credentials',
              command: usage,
              // The entry of the store has the read-write address.
              endpoint: { host, port },
            },
          ]
        : []),
      ...forEach(login, 'psql', endpoint =>
        psql({ ...endpoint, caFile: caFileOf(endpoint), database, user }),
      ),
    ],
    notes: [
      ...(usage
        ? [
            'The stored credentials require the files of the credential store on the laptop.',
          ]
        : []),
      PASSWORD_NOTE,
      ...tlsNotes(login),
    ],
    needs: ['psql', 'Network access to the server'],
  };
}

/** Whether psql verifies the host name. The certificate contains the name of the server, not of the tunnel. */
const verifiesHost = (endpoint: LoginEndpoint) =>
  tlsOf(endpoint).sslmode === 'verify-full';

export function throughTunnel(login: Login): Recipe {
  const { database, user, jumpHost } = login;
  const tunnel = ({ host, port }: LoginEndpoint) => {
    // In brackets, because an IPv6 address contains the separator.
    const target = host.includes(':') ? `[${host}]` : host;
    const from = `${LOCAL_PORT}:${target}:${port}`;
    return ['ssh', '-N', '-L', from, jumpHost ?? NO_JUMP_HOST]
      .map(shellWord)
      .join(' ');
  };
  return {
    id: 'laptop-tunnel',
    title: 'From a laptop through an SSH tunnel',
    from: 'laptop',
    description: 'Leave the tunnel running while you use psql.',
    commands: [
      ...forEach(login, 'tunnel', tunnel),
      ...forEach(login, 'psql', endpoint =>
        psql({
          ...(verifiesHost(endpoint)
            ? { host: endpoint.host, hostaddr: '127.0.0.1' }
            : { host: 'localhost' }),
          port: LOCAL_PORT,
          sslMode: endpoint.sslMode,
          caFile: caFileOf(endpoint),
          database,
          user,
        }),
      ),
    ],
    notes: [
      ...(jumpHost
        ? []
        : [
            `No jump host is configured for this server: replace ${NO_JUMP_HOST} with a host that can reach it.`,
          ]),
      ...(login.endpoints.some(verifiesHost)
        ? [
            'hostaddr is the local end of the tunnel; host is the name in the certificate of the server.',
          ]
        : []),
      PASSWORD_NOTE,
      ...tlsNotes(login),
    ],
    needs: [
      'psql',
      `SSH access to ${jumpHost ?? 'a host that can reach the server'}`,
    ],
  };
}
