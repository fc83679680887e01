import { eventually } from './eventually.mjs';

/** Signs in to the backend of an app as its guest. */
export async function signIn(backend) {
  const call = async (path, { token, body } = {}) => {
    const response = await fetch(`${backend}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${path} returned ${response.status}: ${text}`);
    }
    return JSON.parse(text);
  };
  const { backstageIdentity } = await call('/api/auth/guest/refresh');
  return (path, body) => call(path, { token: backstageIdentity.token, body });
}

/** Checks an installed backend with a component of the app. */
export async function checkBackend(backend, { entity, name }) {
  const call = await eventually('A sign-in', () => signIn(backend));

  await eventually('The action postgres:database:create', async () => {
    const actions = await call('/api/scaffolder/v2/actions');
    return actions.some(({ id }) => id === 'postgres:database:create');
  });

  const { provider, location } = await eventually(
    'A server that responds',
    async () => {
      const { items } = await call('/api/postgres/providers');
      return items
        .flatMap(({ id, locations }) =>
          locations.map(at => ({ provider: id, location: at })),
        )
        .find(found => found.location.reachable);
    },
  );

  await eventually('The example component', () =>
    call(`/api/catalog/entities/by-name/component/default/${entity}`),
  );
  const { ref } = await call('/api/postgres/databases', {
    provider,
    location: location.id,
    name,
    entityRef: `component:default/${entity}`,
  });
  await eventually('A database that can be used', async () => {
    const view = await call(
      `/api/postgres/databases/${encodeURIComponent(ref)}`,
    );
    if (!view.usable.value) {
      throw new Error(view.status.reason.text);
    }
    return view;
  });
  await eventually('The Resource of the database', () =>
    call(`/api/catalog/entities/by-name/resource/default/${name}`),
  );
}
