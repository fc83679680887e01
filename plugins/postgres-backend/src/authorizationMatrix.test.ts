import type { Test } from 'supertest';
import {
  AuthorizeResult,
  type QueryPermissionRequest,
} from '@backstage/plugin-permission-common';
import type { startPlugin } from './__testUtils__/startPlugin';
import { operations } from './__testUtils__/aDatabase';
import { routesOfPlugin } from './__testUtils__/routesOf';
import { admin, at, owner, reader } from './__testUtils__/startPlugin';
import { orders, startWithDatabases } from './__testUtils__/startWithDatabases';

type Client = ReturnType<Awaited<ReturnType<typeof startPlugin>>['as']>;

interface Row {
  /** The required permission without `postgres.database.`; absent: all signed-in users. */
  permission?: string;
  /** `orders` by default. */
  send: (client: Client, ref: string) => Test;
  /** Owners of the database are not enough. */
  admins?: boolean;
}

const planned = {
  provider: 'memory',
  location: 'main',
  name: 'fresh',
  entityRef: 'component:default/orders',
};
const copy = { name: 'copy', entityRef: planned.entityRef };
const read = (path: string): Row => ({
  permission: 'read',
  send: (client, ref) => client.get(at(ref, path)),
});
const write = (permission: string, path: string, body = {}): Row => ({
  permission,
  send: (client, ref) => client.post(at(ref, path), body),
});

/** Who may call each route. A route without a row fails the first test. */
const rows: Record<string, Row> = {
  'GET /providers': { send: client => client.get('/providers') },
  'GET /quotas': {
    send: client => client.get(`/quotas?entityRef=${planned.entityRef}`),
  },
  'GET /openapi.json': { send: client => client.get('/openapi.json') },
  'GET /databases': { send: client => client.get('/databases') },
  'POST /databases': {
    permission: 'create',
    send: client => client.post('/databases', planned),
  },
  'POST /manifests': {
    permission: 'create',
    send: client => client.post('/manifests', planned),
  },
  'GET /databases/:ref': read(''),
  'GET /databases/:ref/connection': read('/connection'),
  'GET /databases/:ref/health': read('/health'),
  'GET /databases/:ref/backups': read('/backups'),
  'PATCH /databases/:ref': {
    permission: 'change',
    send: (client, ref) => client.patch(at(ref), { connectionLimit: 3 }),
  },
  'DELETE /databases/:ref': {
    permission: 'remove',
    send: (client, ref) => client.delete(at(ref)),
  },
  'DELETE /databases/:ref?force=true': {
    permission: 'force-remove',
    send: (client, ref) => client.delete(`${at(ref)}?force=true`),
    admins: true,
  },
  'POST /databases/:ref/bindings': write('bind', '/bindings', {
    add: ['component:default/returns'],
  }),
  // The response contains the result of each database.
  'POST /bindings/confirm': {
    permission: 'bind',
    send: (client, ref) =>
      client.post('/bindings/confirm', {
        items: [{ ref, confirm: { [planned.entityRef]: 'uid' } }],
      }),
  },
  'POST /databases/:ref/backups': write('backup', '/backups'),
  'POST /databases/:ref/delete-backup': write(
    'delete-backup',
    '/delete-backup',
    { backup: 'a' },
  ),
  'POST /databases/:ref/restores': write('restore', '/restores', copy),
  'POST /databases/:ref/rotate-password': write(
    'rotate-password',
    '/rotate-password',
  ),
  'POST /databases/:ref/rotate-login': write(
    'rotate-password',
    '/rotate-login',
  ),
  'POST /databases/:ref/rotate-certificate': write(
    'operate',
    '/rotate-certificate',
  ),
  'POST /databases/:ref/restart': write('operate', '/restart'),
  'POST /databases/:ref/switchover': write('operate', '/switchover'),
  'POST /databases/:ref/promote': write('operate', '/promote', {
    instance: 'a',
  }),
  'POST /databases/:ref/hibernate': write('operate', '/hibernate'),
  'POST /databases/:ref/fence': write('operate', '/fence'),
  'POST /databases/:ref/destroy-instance': write(
    'operate',
    '/destroy-instance',
    {
      instance: 'a',
    },
  ),
  'POST /databases/:ref/credentials/reveal': write(
    'reveal-credentials',
    '/credentials/reveal',
  ),
  'POST /databases/:ref/logs': write('read-logs', '/logs'),
};

const DONE = 'done';
const REVEAL = 'POST /databases/:ref/credentials/reveal';

let isGranted: (permission: string) => boolean = () => true;
let people = 0;

/** The same groups as `owner`, without cached data. */
const newOwner = () => `${owner}-${(people += 1)}`;

it('has a row for every route', () => {
  const routes = Object.keys(rows).map(row => row.replace(/\?.*/, ''));
  expect([...new Set(routes)].sort()).toEqual(routesOfPlugin().sort());
});

describe.each([true, false])('with reveal %s', reveal => {
  const config = {
    postgres: {
      reveal: { enabled: reveal },
      rateLimits: { writesPerMinute: 10_000 },
    },
  };
  const whenAllowed = (route: string) =>
    route === REVEAL && !reveal ? '501' : DONE;

  describe('ownership decides', () => {
    let started: Awaited<ReturnType<typeof startWithDatabases>>;
    beforeAll(async () => {
      started = await startWithDatabases({ config });
    });

    it.each(Object.entries(rows))(
      '%s',
      async (route, { permission, admins, send }) => {
        const { as, asService, asNobody } = started;
        const outcome = (client: Client, ref = orders.ref) =>
          outcomeOf(started, () => send(client, ref));
        const allowed = whenAllowed(route);
        const refused = `403 postgres.database.${permission}`;
        const isOpen = !permission || permission === 'read';
        const ofDatabase = route.includes(':ref');
        const hidden = route.startsWith('DELETE') ? DONE : '404';
        expect({
          nobody: await outcome(asNobody),
          admin: await outcome(as(admin)),
          owner: await outcome(as(owner)),
          reader: await outcome(as(reader)),
          service: await outcome(asService),
          hidden:
            ofDatabase && (await outcome(as(owner), 'memory:main/secret')),
          unbound:
            ofDatabase && (await outcome(as(owner), 'memory:main/loose')),
        }).toEqual({
          nobody: '401',
          admin: allowed,
          owner: admins ? refused : allowed,
          reader: isOpen ? DONE : refused,
          service: allowed,
          hidden: ofDatabase && hidden,
          unbound: ofDatabase && hidden,
        });
        expect([...started.provider.databases.keys()]).toContain(
          'memory:main/secret',
        );
      },
    );
  });

  describe('a policy decides', () => {
    let started: Awaited<ReturnType<typeof startWithDatabases>>;
    beforeAll(async () => {
      started = await startWithDatabases({
        config,
        policy: ({ permission }: QueryPermissionRequest) => ({
          result: isGranted(permission.name)
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
        }),
      });
    });

    it.each(Object.entries(rows))('%s', async (route, { permission, send }) => {
      const outcome = async (
        granted: (name: string) => boolean,
        client = started.as(newOwner()),
      ) => {
        isGranted = name => granted(name.replace('postgres.database.', ''));
        return outcomeOf(started, () => send(client, orders.ref));
      };
      // A restore creates a database, too.
      const needed = [
        'read',
        permission,
        ...(permission === 'restore' ? ['create'] : []),
      ];
      const allowed = whenAllowed(route);
      const refused =
        permission === 'read' ? '404' : `403 postgres.database.${permission}`;
      expect({
        all: await outcome(() => true),
        needed: await outcome(name => needed.includes(name)),
        without: await outcome(name => name !== permission),
        nobody: await outcome(() => true, started.asNobody),
        service: await outcome(() => false, started.asService),
      }).toEqual({
        all: allowed,
        needed: allowed,
        without: permission ? refused : DONE,
        nobody: '401',
        service: allowed,
      });
    });
  });
});

/** Returns the outcome of a request, and checks that a denied one wrote nothing. */
async function outcomeOf(
  { provider }: Awaited<ReturnType<typeof startWithDatabases>>,
  send: () => Test,
): Promise<string> {
  for (const created of ['memory:main/fresh', 'memory:main/copy']) {
    provider.databases.delete(created);
    provider.connected?.remove(created);
  }
  provider.databases.set(orders.ref, { ...orders, operations: operations() });
  provider.observe();
  provider.writes.splice(0);
  const { status, body } = await send();
  const [first] = body.items ?? [];
  if (status < 300 && !first?.error) return DONE;
  expect(provider.writes).toEqual([]);
  if (first?.error) {
    const [, needed] = first.error.message.match(/permission '(.+?)'/) ?? [];
    return needed ? `403 ${needed}` : first.error.name;
  }
  const { permission } = body.error;
  return permission ? `${status} ${permission}` : String(status);
}
