import { database } from './__testUtils__/fixtures';
import { toEntity, type BoundDatabase } from './entity';

const bound = (name: string, changes = {}) =>
  database(name, changes) as BoundDatabase;

describe('toEntity', () => {
  it('creates a Resource that its components depend on', async () => {
    await expect(toEntity(bound('orders'))).resolves.toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        namespace: 'default',
        name: 'orders-db',
        title: 'PostgreSQL orders',
        description: 'PostgreSQL database orders at server:main',
        annotations: {
          'backstage.io/managed-by-location': 'postgres:server:main/orders',
          'backstage.io/managed-by-origin-location':
            'postgres:server:main/orders',
          'pgstage.io/database-ref': 'server:main/orders',
          'pgstage.io/provider': 'server',
          'pgstage.io/location': 'main',
        },
        tags: ['postgresql', 'server'],
      },
      spec: {
        type: 'database',
        owner: 'group:default/team-orders',
        dependencyOf: ['component:default/orders'],
      },
    });
  });

  it('reports a missing entity, and has no relation to another one of its name', async () => {
    const { binding } = bound('orders');
    const entity = await toEntity({
      ...bound('orders'),
      binding: {
        ...binding,
        entityRefs: ['component:default/Orders', 'component:default/old'],
      },
      dangling: [
        { entityRef: 'component:default/orders', state: 'replaced', uid: 'x' },
        { entityRef: 'component:default/old', state: 'gone' },
      ],
    });
    expect(entity.metadata.description).toBe(
      'PostgreSQL database orders at server:main; its component:default/old no longer exists in the catalog',
    );
    expect(entity.spec.dependencyOf).toEqual(['component:default/old']);
  });

  it.each([
    [
      'a name that the catalog does not allow',
      { resourceRef: 'resource:default/or ders' },
    ],
    [
      'a name that is too long',
      { resourceRef: `resource:default/${'x'.repeat(64)}` },
    ],
    ['another kind', { resourceRef: 'user:default/root' }],
    ['an invalid ref', { resourceRef: 'resource:a/b/c:d' }],
    ['an owner that is not a ref', { owner: ':' }],
    ['a component that is not a ref', { entityRefs: ['a/b/c'] }],
  ])('rejects %s', async (_, changes) => {
    const { binding } = bound('orders');
    await expect(
      toEntity(bound('orders', { binding: { ...binding, ...changes } })),
    ).rejects.toThrow();
  });
});
