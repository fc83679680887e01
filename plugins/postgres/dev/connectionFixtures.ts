import {
  Connection,
  DatabaseView,
} from '@pgstage/backstage-plugin-postgres-common';

export const endpoints = (): DatabaseView['endpoints'] => [
  {
    purpose: 'read-write',
    host: 'pg-main.example.com',
    port: 5432,
    sslMode: 'require',
  },
  {
    purpose: 'read-only',
    host: 'pg-standby.example.com',
    port: 5432,
    sslMode: 'require',
  },
];

export const credentials = () => ({
  store: 'file',
  secretRef: 'orders-db',
  usage: 'psql service=orders-db',
});

export function connection(changes: Partial<Connection> = {}): Connection {
  return {
    endpoints: endpoints(),
    database: 'orders-db',
    user: 'orders-db',
    credentials: credentials(),
    recipes: [
      {
        id: 'psql',
        title: 'psql on your machine',
        from: 'laptop',
        description: 'One line where the password file of the demo lies.',
        commands: [
          { label: 'Open a session', command: 'psql service=orders-db' },
        ],
        notes: ['The connection is encrypted, but the server is not verified.'],
        needs: ['psql 14 or newer'],
      },
      {
        id: 'ssh',
        title: 'Through a tunnel',
        from: 'laptop',
        commands: [
          {
            label: 'Keep a tunnel open',
            command:
              'ssh -N -L 15432:pg-main.example.com:5432 bastion.example.com',
          },
          {
            label: 'Use it',
            command:
              "psql 'host=localhost port=15432 dbname=orders-db user=orders-db'",
          },
        ],
        notes: [
          'The tunnel does not follow when the primary moves: open it again.',
        ],
        needs: ['An account on bastion.example.com'],
      },
    ],
    ...changes,
  };
}
