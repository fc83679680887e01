import { apiCaller, type Answer } from './apiCaller';
import { eventually } from './eventually';
import type { ExampleBackend } from './startBackend';

/** Recorded requests and responses by call, and error responses by status. */
export interface Recording {
  calls: Record<string, { request?: object; response?: object }>;
  errors: Record<string, object>;
}

interface Backup {
  method: string;
  verified?: object;
}

const component = 'component:default/storefront';
const request = {
  provider: 'server',
  location: 'main',
  name: 'orders',
  entityRef: component,
  extensions: ['hstore'],
  connectionLimit: 10,
};
const ref = 'server:main/orders';

/** Calls each operation of the API once, as in the life of a database. */
export async function recordApi(backend: ExampleBackend): Promise<Recording> {
  const api = await apiCaller(backend);
  const calls: Recording['calls'] = {};
  const errors: Recording['errors'] = {};
  const record = async (
    id: string,
    input: { ref?: string; query?: string; body?: object } = {},
  ) => {
    const answer = await api.call(id, input);
    if (answer.status >= 400) errors[answer.status] ??= answer.body;
    calls[id] = {
      request: input.body,
      response: answer.status < 400 ? answer.body : undefined,
    };
    return answer.body;
  };
  const until = (
    what: string,
    id: string,
    is: (body: any) => boolean,
    of = ref,
  ) =>
    eventually(
      what,
      async () => is((await api.call(id, { ref: of })).body) || undefined,
    );
  const fail = ({ status, body }: Answer) => {
    errors[status] = body;
  };

  await api.untilOwned(component);
  await until(
    "the demo's own backup of the server",
    'getBackups',
    body => body.data?.backups.some((backup: Backup) => backup.verified),
    'server:main/orders-db',
  );
  await record('listProviders');
  await record('getQuotas', { query: `?entityRef=${component}` });
  await record('createDatabase', { body: request });
  await record('renderManifests', { body: request });
  await until('a usable database', 'getDatabase', ({ usable }) => usable.value);
  await until('its standby', 'getHealth', ({ data }) =>
    data?.instances.every(
      (instance: { lag?: object; role: string }) =>
        instance.role === 'primary' || instance.lag,
    ),
  );
  await record('getConnection', { ref });
  await record('getHealth', { ref });

  await record('createBackup', { ref, body: { method: 'logical' } });
  await until('a backup', 'getBackups', ({ data }) =>
    data?.backups.some(
      ({ method, verified }: Backup) => method === 'logical' && verified,
    ),
  );
  const { data } = await record('getBackups', { ref });
  await record('restoreDatabase', {
    ref,
    body: {
      name: 'orders_copy',
      entityRef: component,
      backup: data.backups[0].id,
    },
  });

  await record('changeDatabase', { ref, body: { connectionLimit: 20 } });
  await record('rotatePassword', { ref });
  await record('revealCredentials', { ref });
  await record('bindDatabase', {
    ref,
    body: { add: ['component:default/orders'] },
  });
  await record('confirmBindings', { body: { items: [{ ref, confirm: {} }] } });
  await record('switchoverDatabase', { ref, body: {} });
  await record('restartDatabase', { ref, body: {} });
  await record('hibernateDatabase', { ref, body: {} });
  await record('fenceDatabase', { ref, body: {} });
  await record('deleteBackup', { ref, body: { backup: 'monday' } });
  await record('promoteDatabase', { ref, body: { instance: 'standby1' } });
  await record('destroyInstance', { ref, body: { instance: 'standby1' } });
  await record('readLogs', { ref, body: { minLevel: 'error' } });
  await record('getDatabase', { ref });
  await record('listDatabases', { query: `?entityRef=${component}` });

  fail(
    await api.call('createDatabase', { body: { ...request, name: 'Orders!' } }),
  );
  fail(await api.send('GET', '/providers', { as: '' }));
  fail(
    await api.call(
      'changeDatabase',
      { ref, body: { connectionLimit: 5 } },
      await backend.signIn('guest-grace'),
    ),
  );
  fail(await api.call('getDatabase', { ref: 'server:main/no_such_database' }));
  fail(
    await api.call('createDatabase', { body: { ...request, extensions: [] } }),
  );
  fail(await api.send('POST', '/databases', { body: 'x'.repeat(70_000) }));
  fail(
    await api.send('POST', '/databases', {
      body: 'name=orders',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    }),
  );
  await record('rotateLogin', { ref, body: { overlapMinutes: 60 } });
  await record('removeDatabase', { ref });
  return { calls, errors };
}
