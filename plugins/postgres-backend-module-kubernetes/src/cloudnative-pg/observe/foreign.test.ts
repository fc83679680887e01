import {
  createSnapshot,
  aPart,
  aPod,
  NOW,
} from '../__testUtils__/createSnapshot';
import { message } from '../messages';
import { connectionTo } from '../recipes';
import { healthOf } from './health/readHealth';
import { toDatabase } from './toDatabase';

/** Clusters created outside pgstage: what the operator does not create for them must not be reported. */

type Given = Parameters<typeof createSnapshot>[0];
type Parts = Parameters<typeof createSnapshot>[1];

const attentionOf = (given: Given, parts?: Parts) =>
  toDatabase(createSnapshot(given, parts), NOW);
const connect = (given: Given, parts?: Parts) =>
  connectionTo(createSnapshot(given, parts));
const hosts = ({ endpoints }: ReturnType<typeof connect>) =>
  endpoints.map(({ purpose, host, port }) => `${purpose} ${host}:${port}`);
const rotate = (given: Given) =>
  attentionOf(given).operations['rotate-password']!;
const claim = (name: string, size: string, meta: object = {}) => ({
  ...aPart(
    'volumeClaims',
    name,
    {
      spec: { resources: { requests: { storage: size } } },
      status: { phase: 'Bound', capacity: { storage: size } },
    },
    { 'cnpg.io/pvcRole': 'PG_DATA', 'cnpg.io/instanceName': name },
  ),
  ...meta,
});

describe('a replica cluster', () => {
  const replica = { primary: 'orders-us', self: 'orders', source: 'orders-us' };
  const KINDS: Array<[string, Given]> = [
    [
      'made as a copy',
      {
        spec: {
          bootstrap: {
            recovery: { source: 'orders-us', database: 'app', owner: 'app' },
          },
          replica,
        },
        status: { secretsResourceVersion: { replicationSecretVersion: '1' } },
      },
    ],
    ['that was demoted', { spec: { replica } }],
    [
      'by the older field',
      { spec: { replica: { enabled: true, source: 'orders-us' } } },
    ],
  ];

  it.each(KINDS)(
    '%s has no read-write endpoint, and the logins of its source',
    (_, given) => {
      const connection = connect(given);
      expect(hosts(connection)).toEqual([
        'read-only orders-ro.shop.svc:5432',
        'read-only orders-r.shop.svc:5432',
      ]);
      expect(JSON.stringify(connection)).not.toContain('orders-app');
      expect(connection.recipes[0].notes[0]).toContain(
        'its users and passwords are those of orders-us',
      );
      expect(attentionOf(given).usable.value).toBe(true);
      expect(rotate(given)).toEqual({
        supported: false,
        reason: message('loginOfSource', { source: 'orders-us' }),
      });
    },
  );

  it('with one instance has a read-only endpoint for it', () => {
    const [, given] = KINDS[1];
    expect(
      hosts(connect({ ...given, spec: { ...given!.spec, instances: 1 } })),
    ).toEqual(['read-only orders-r.shop.svc:5432']);
  });
});

it('reports no database and no login for a server that was imported completely', () => {
  const given = {
    spec: { bootstrap: { initdb: { import: { type: 'monolith' } } } },
    status: { secretsResourceVersion: { replicationSecretVersion: '1' } },
  };
  const { database, user, usable, status } = attentionOf(given);
  expect([database, user]).toEqual([undefined, undefined]);
  expect([status.state, usable.value]).toEqual(['working', true]);
  const connection = connect(given);
  expect(connection.database).toBeUndefined();
  expect(JSON.stringify(connection)).not.toContain('orders-app');
  expect(rotate(given).reason).toEqual(message('loginImported'));
});

it('reports a separate login for an import of one database', () => {
  const given = {
    spec: {
      bootstrap: {
        initdb: {
          database: 'shop',
          owner: 'shop',
          import: { type: 'microservice' },
        },
      },
    },
  };
  expect(attentionOf(given)).toMatchObject({ database: 'shop', user: 'shop' });
  expect(rotate(given)).toEqual({ supported: true });
});

it('distinguishes a generated login Secret from a supplied one', () => {
  const supplied = {
    spec: {
      bootstrap: {
        initdb: {
          database: 'shop',
          owner: 'shop',
          secret: { name: 'shop-login' },
        },
      },
    },
  };
  const [application] = connect(supplied).recipes;
  expect(application.notes[0]).toContain(
    "Secret 'shop-login' is managed outside pgstage",
  );
  expect(rotate(supplied).reason).toEqual(
    message('passwordManagedOutside', { secret: 'shop-login' }),
  );
  expect(connect({}).recipes[0].notes[0]).toContain(
    'was created by the operator',
  );
});

it('reports storage that was requested but not provided', () => {
  const given = { spec: { storage: { size: '20Gi' } } };
  const volumeClaims = [claim('orders-1', '10Gi'), claim('orders-2', '20Gi')];
  expect(attentionOf(given, { volumeClaims }).attention).toContainEqual(
    expect.objectContaining({
      id: 'storage',
      what: {
        id: 'kubernetes.volumesTooSmall',
        params: {
          count: 1,
          size: '20Gi',
          claims: 'orders-1',
          requested: '10Gi',
        },
        text: '20Gi is requested, but orders-1 requests 10Gi.',
      },
    }),
  );
  const enough = [claim('orders-1', '20Gi'), claim('orders-2', '30Gi')];
  expect(
    attentionOf(given, { volumeClaims: enough }).attention,
  ).not.toContainEqual(expect.objectContaining({ id: 'storage' }));
});

it.each([
  ['ghcr.io/cloudnative-pg/postgresql:17.6-system-trixie', 17, '17.6'],
  ['mirror.example.com/cloudnative-pg/postgis:17.6-3.5', 17, '17.6'],
  ['registry.example.com/databases/timescale:17.2', 17, '17'],
  ['registry.example.com/databases/timescale:2.17', undefined, undefined],
  ['ghcr.io/cloudnative-pg/postgresql@sha256:00', 17, '17'],
])(
  'reads from the image %s, major %s, the version %s',
  (image, majorVersion, expected) => {
    expect(
      attentionOf({
        status: { image, pgDataImageInfo: { image, majorVersion } },
      }).serverVersion,
    ).toBe(expected);
  },
);

it('reports additional services, and the addresses of load balancers', () => {
  const service = (name: string, spec: object, address?: string) =>
    aPart('services', name, {
      spec: { ports: [{ port: 5432 }], ...spec },
      status: { loadBalancer: { ingress: address ? [{ ip: address }] : [] } },
    });
  const additional = [
    ['orders-lb', 'rw'],
    ['orders-reports', 'ro'],
  ].map(([name, selectorType]) => ({
    selectorType,
    serviceTemplate: { metadata: { name } },
  }));
  expect(
    hosts(
      connect(
        { spec: { managed: { services: { additional } } } },
        {
          services: [
            service('orders-rw', {}),
            service('orders-ro', {}),
            service('orders-lb', { type: 'LoadBalancer' }, '192.0.2.7'),
            service('orders-reports', { ports: [{ port: 6000 }] }),
          ],
        },
      ),
    ),
  ).toEqual([
    'read-write orders-rw.shop.svc:5432',
    'read-only orders-ro.shop.svc:5432',
    'read-write orders-lb.shop.svc:5432',
    'read-write 192.0.2.7:5432',
    'read-only orders-reports.shop.svc:6000',
  ]);
});

it('shows the annotations that bind a GitOps-managed database, ready to copy', () => {
  const bind = attentionOf({
    labels: {
      'kustomize.toolkit.fluxcd.io/name': 'apps',
      'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
    },
    record: { binding: undefined, created: undefined },
  }).operations.bind!;
  expect(bind.supported).toBe(false);
  expect(bind.reason!.text.split('\n').slice(1)).toEqual([
    `pgstage.io/binding: '{"resourceRef":"resource:default/orders","entityRefs":["component:default/COMPONENT"],"owner":"group:default/OWNER"}'`,
    `pgstage.io/adopted: 'true'`,
  ]);
});

describe('a terminating object is shown as such', () => {
  const part = (parts: Parts, status = {}) => {
    const snapshot = createSnapshot({ status }, parts);
    return healthOf(snapshot, new Map(), NOW).parts!.find(({ kind }) =>
      ['volume', 'database'].includes(kind),
    );
  };
  const deletedAt = '2026-11-21T11:00:00Z';

  it('a claim that is Terminating while its pod runs needs attention', () => {
    const volumeClaims = [claim('orders-2', '1Gi', { deletedAt })];
    expect(part({ volumeClaims })).toMatchObject({
      state: 'attention',
      reason: { id: 'kubernetes.volumeDeletionInUse' },
    });
    expect(attentionOf({}, { volumeClaims }).attention).toContainEqual(
      expect.objectContaining({
        what: {
          id: 'kubernetes.volumeIsDeleted',
          params: { name: 'orders-2' },
          text: 'Volume orders-2 is being deleted.',
        },
      }),
    );
  });

  it('a claim of a terminating instance does not', () => {
    const volumeClaims = [claim('orders-3', '1Gi', { deletedAt })];
    expect(part({ volumeClaims })).toMatchObject({ state: 'changing' });
  });

  it('a dangling claim', () => {
    const volumeClaims = [claim('orders-3', '1Gi')];
    expect(part({ volumeClaims }, { danglingPVC: ['orders-3'] })).toMatchObject(
      {
        state: 'unknown',
        reason: { id: 'kubernetes.volumeDanglingWith' },
      },
    );
  });

  it('a declared database', () => {
    const database = aPart('databases', 'reports', {
      spec: { name: 'reports', owner: 'app' },
      status: { applied: true },
    });
    expect(part({ databases: [{ ...database, deletedAt }] })).toMatchObject({
      state: 'changing',
      reason: message('terminating', { since: deletedAt }),
    });
  });
});

it('names the annotation that disables reconciliation', () => {
  const { attention } = attentionOf(
    {
      annotations: { 'cnpg.io/reconciliationLoop': 'disabled' },
      status: { phase: undefined, currentPrimary: undefined },
    },
    { pods: [aPod('orders-1')] },
  );
  expect(attention.find(({ id }) => id === 'overdue')?.nextStep).toMatchObject({
    id: 'cloudnativePg.removePauseAnnotation',
    params: { annotation: 'cnpg.io/reconciliationLoop' },
  });
});
