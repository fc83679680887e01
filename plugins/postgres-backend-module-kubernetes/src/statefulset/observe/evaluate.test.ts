import { databaseOperations } from '@pgstage/backstage-plugin-postgres-common';
import { NO_PREVIOUS_STATE } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { ago, NOW, snapshotFor } from '../__testUtils__/snapshotFor';
import { message } from '../messages';
import type { StatefulSetSnapshot } from '../model';
import { connectionOf } from './connection';
import { evaluate, toDatabase } from './evaluate';
import { healthOf } from './health';

const up = { ready: true };
const down = { ready: false };
const state = (expected: string) => ({
  status: expect.objectContaining({ state: expected }),
});

/** Evaluates twice, this many seconds apart. */
function lasting(snapshot: StatefulSetSnapshot, seconds: number) {
  const first = evaluate(snapshot, NOW, NO_PREVIOUS_STATE);
  const later = new Date(NOW.getTime() + seconds * 1000);
  return evaluate(snapshot, later, first.previousState).database;
}

it('is usable if the primary is ready, as its probe shows', () => {
  const database = toDatabase(snapshotFor([up, up]), NOW);
  expect(database).toMatchObject({
    ref: 'statefulset:test/default/orders',
    name: 'orders',
    database: 'orders',
    user: 'orders',
    ...state('working'),
    usable: { value: true, source: 'readiness' },
    summary: { instances: { total: 2, working: 2 } },
  });
});

it('is not safe without backups', () => {
  const { safe, attention, summary } = toDatabase(snapshotFor([up]), NOW);
  expect(safe).toMatchObject({ value: false });
  expect(attention).toMatchObject([
    { id: 'no-backup', nextStep: message('turnBackupsOn') },
  ]);
  expect(summary.recoveryWindow).toBeUndefined();
});

it('is being created until its primary has been ready', () => {
  const isNew = { credentials: false };
  const snapshot = snapshotFor([{ ...down, container: 'prepare' }], {}, isNew);
  expect(toDatabase(snapshot, NOW)).toMatchObject({
    ...state('changing'),
    usable: { value: false },
    steps: expect.arrayContaining([
      expect.objectContaining({ id: 'answers', state: 'running' }),
    ]),
  });
  const ready = toDatabase(snapshotFor([up], {}, isNew), NOW);
  expect(ready.usable.value).toBe(true);
  expect(ready.steps).toContainEqual(
    expect.objectContaining({ id: 'credentials', state: 'running' }),
  );
});

it('waits for a standby that clones the primary', () => {
  const cloning = { ...down, container: 'prepare' as const };
  const database = lasting(snapshotFor([up, cloning]), 120);
  expect(database).toMatchObject({
    ...state('changing'),
    usable: { value: true },
  });
  expect(database.attention.map(({ id }) => id)).toEqual(['no-backup']);
});

it('says that nothing takes over for a primary that is down', () => {
  const recent = { ...down, since: 30 };
  const database = lasting(snapshotFor([recent, up]), 60);
  expect(database).toMatchObject({
    ...state('attention'),
    usable: { value: false },
  });
  expect(database.attention[0]).toMatchObject({
    id: 'primary-down',
    nextStep: message('noFailover'),
  });
});

it('says who can help if the primary stays down', () => {
  const database = lasting(snapshotFor([down, up]), 600);
  expect(database.attention[0].nextStep).toEqual(message('askForPrimary'));
});

it('says what to do for a standby that is down', () => {
  const database = lasting(snapshotFor([up, down]), 120);
  expect(database).toMatchObject({
    ...state('attention'),
    usable: { value: true },
  });
  expect(database.attention[0]).toMatchObject({
    nextStep: message('checkStandbyPod'),
  });
});

it('says that the volume of the primary is missing, if claims are known', () => {
  const created = snapshotFor([up, up]);
  const lost: StatefulSetSnapshot = {
    ...created,
    cluster: { ...created.cluster, dataClaim: 'uid' },
    volumeClaims: created.volumeClaims.slice(1),
  };
  const { attention, status } = toDatabase(lost, NOW);
  expect(attention[0]).toMatchObject({
    id: 'primary-volume',
    nextStep: message('keepStandbys'),
  });
  expect(status.reason).toEqual(message('claimLost'));
  const rowsOf = (snapshot: StatefulSetSnapshot) =>
    toDatabase(snapshot, NOW).attention.map(({ id }) => id);
  const unknown = {
    volumeClaims: { status: 'unreachable', since: ago(5) },
  } as const;
  expect(rowsOf({ ...lost, statuses: unknown })).not.toContain(
    'primary-volume',
  );
  expect(rowsOf({ ...lost, cluster: created.cluster })).not.toContain(
    'primary-volume',
  );
});

it('says that the backups are lost, if they are requested and volume claims are known', () => {
  const created = snapshotFor([up]);
  const lost = {
    ...created,
    cluster: {
      ...created.cluster,
      backupClaim: 'uid',
      record: {
        ...created.cluster.record,
        spec: { ...created.cluster.record.spec, options: { backup: {} } },
      },
    },
    backupClaims: [],
  };
  const rowsOf = (snapshot: StatefulSetSnapshot) =>
    toDatabase(snapshot, NOW).attention.map(({ id }) => id);
  expect(rowsOf(lost)).toContain('backups-lost');
  const unknown = {
    backupClaims: { status: 'unreachable', since: ago(5) },
  } as const;
  const off = { ...lost.cluster, record: created.cluster.record };
  const never = { ...lost.cluster, backupClaim: undefined };
  for (const other of [
    { ...lost, statuses: unknown },
    { ...lost, cluster: off },
    { ...lost, cluster: never },
  ])
    expect(rowsOf(other)).not.toContain('backups-lost');
});

it('reports missing Secrets, and how to restore the login', () => {
  const created = snapshotFor([up]);
  const missingSecrets = ['orders-postgresql-secret'];
  const cluster = { ...created.cluster, missingSecrets };
  expect(toDatabase({ ...created, cluster }, NOW).attention[0]).toMatchObject({
    id: 'secrets',
    what: message('secretsLost', { names: 'orders-postgresql-secret' }),
    nextStep: message('restoreSecrets', { uid: 'orders-postgresql' }),
  });
});

it('advises nothing that would destroy another instance', () => {
  const { text } = message('noFailover');
  expect(text).toContain('Do not force-delete the pod before the node is off');
  // Removing an instance removes the last one, which may be a good one.
  for (const key of ['checkStandbyPod', 'noReplacement'] as const) {
    expect(message(key).text).not.toMatch(/remov/i);
    expect(message(key).text).toContain('cloned again');
  }
});

it('shows the update of its pods as a change', () => {
  const snapshot = snapshotFor([down], {}, { updated: false });
  expect(toDatabase(snapshot, NOW)).toMatchObject(state('changing'));
});

it.each(['pods', 'endpointSlices'])(
  'does not know whether it is usable without %s',
  kind => {
    const snapshot: StatefulSetSnapshot = {
      ...snapshotFor([up]),
      statuses: {
        [kind]: { status: 'unreachable', since: ago(5), observedAt: ago(9) },
      },
    };
    expect(toDatabase(snapshot, NOW).usable.value).toBeNull();
    expect(toDatabase(snapshot, NOW).status.state).not.toBe('working');
  },
);

it('gives a reason for each operation that it does not offer', () => {
  const { operations, changes } = toDatabase(snapshotFor([up]), NOW);
  const offered = Object.keys(databaseOperations).filter(
    id => operations[id as keyof typeof operations]?.supported,
  );
  expect(offered.sort()).toEqual([
    'bind',
    'change',
    'read-logs',
    'remove',
    'restart',
    'reveal-credentials',
    'rotate-password',
  ]);
  for (const id of Object.keys(databaseOperations))
    expect(operations).toHaveProperty(id);
  expect(changes?.upgrade).toEqual({
    supported: false,
    reason: message('noUpgrade'),
  });
  expect(operations.remove).toMatchObject({
    reason: message('removesVolumes'),
  });
});

it('reports each instance with its role, and an unknown lag', () => {
  const health = healthOf(
    snapshotFor([up, up]),
    NO_PREVIOUS_STATE,
    undefined,
    NOW,
  );
  expect(health.instances).toMatchObject([
    { name: 'orders-postgresql-0', role: 'primary', state: 'working' },
    {
      name: 'orders-postgresql-1',
      role: 'standby',
      state: 'unknown',
      reason: message('replicationUnknown'),
    },
  ]);
  expect(health.instances[1].lag).toBeUndefined();
  expect(health.parts?.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'orders-postgresql',
      'orders-postgresql-ro',
      'orders-postgresql-data',
      'orders-postgresql-data-1',
    ]),
  );
});

it('says in each recipe that connections are not encrypted', () => {
  const { endpoints, recipes } = connectionOf(snapshotFor([up, up]));
  expect(endpoints).toMatchObject([
    {
      purpose: 'read-write',
      host: 'orders-postgresql.default.svc',
      sslMode: 'disable',
    },
    { purpose: 'read-only', host: 'orders-postgresql-ro.default.svc' },
  ]);
  expect(recipes.map(({ id }) => id)).toEqual(['application', 'port-forward']);
});
