import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import { idsOf } from './idsOf';

/** What is reported about a database at a time. */
export interface Expectation {
  state: Database['status']['state'] | 'gone';
  /** The reason, see {@link idsOf}. */
  reason?: string;
  usable?: boolean;
  /** Never true: the recording has no archiver statistics of the primary. */
  safe?: false | 'unknown';
  /** Ids of all rows that need attention, in order. */
  rows?: string[];
}

/** Expectations by step and time. `after`: seconds after the step began. */
export const TABLE: Array<
  Expectation & {
    step: RegExp;
    after: number;
    name?: string;
  }
> = [
  {
    step: /^create/,
    after: 0.5,
    state: 'changing',
    reason: 'kubernetes.accepted',
    usable: false,
    safe: false,
  },
  {
    step: /^create/,
    after: 3,
    state: 'changing',
    reason: 'kubernetes.creatingFirstInstance',
    usable: false,
  },
  {
    step: /^create/,
    after: 10,
    state: 'changing',
    reason:
      'kubernetes.planWaitsForInstances(kubernetes.creating, orders-1, 0, 3)',
    usable: false,
  },
  {
    step: /^create/,
    after: 20,
    state: 'changing',
    reason: 'kubernetes.changingWithReady(kubernetes.addingStandby, 1, 3)',
    usable: true,
    safe: false,
  },
  {
    step: /^create/,
    after: 45,
    state: 'changing',
    reason:
      'kubernetes.planWaitsForInstances(kubernetes.creating, orders-3, 2, 3)',
  },
  {
    step: /^create/,
    after: 52.9,
    state: 'working',
    reason: 'kubernetes.runningInstances(3, 3)',
    usable: true,
    safe: false,
    rows: ['no-backup'],
  },
  {
    step: /^backup now/,
    after: 2,
    state: 'working',
    safe: false,
    rows: ['no-backup'],
  },
  {
    step: /^backup now/,
    after: 4.2,
    state: 'working',
    safe: 'unknown',
    rows: [],
  },
  {
    step: /must fail/,
    after: 1,
    state: 'attention',
    reason: 'kubernetes.lastBackupFailed',
    safe: 'unknown',
    usable: true,
    rows: ['backup-failed'],
  },
  {
    step: /^database and pooler/,
    after: 20,
    state: 'attention',
    rows: ['pooler:orders-pooler-rw', 'database:broken'],
    usable: true,
  },
  {
    step: /^failover/,
    after: 0.6,
    state: 'attention',
    reason: 'kubernetes.namedPrimaryFailed(orders-1)',
    usable: false,
    rows: ['failover', 'pooler:orders-pooler-rw', 'database:broken'],
  },
  {
    step: /^failover/,
    after: 10,
    state: 'attention',
    reason: 'kubernetes.primaryFailingOver(orders-1, orders-2)',
    usable: false,
  },
  {
    step: /^failover/,
    after: 22.3,
    state: 'attention',
    reason: 'kubernetes.primaryFailedOver(orders-2)',
    usable: true,
  },
  {
    step: /^failover/,
    after: 28,
    state: 'changing',
    reason: 'kubernetes.waitingForInstances(orders-1, 2, 3)',
    usable: true,
  },
  {
    step: /^switchover/,
    after: 1,
    state: 'changing',
    reason:
      'kubernetes.withReason(cloudnativePg.movingPrimary, Switching over to orders-1)',
    usable: false,
  },
  {
    step: /^switchover/,
    after: 20,
    state: 'changing',
    reason:
      'kubernetes.withReason(cloudnativePg.movingPrimary, Switching over to orders-1)',
    usable: true,
  },
  {
    step: /^parameter/,
    after: 1,
    state: 'changing',
    reason:
      'kubernetes.withReason(cloudnativePg.applyingConfiguration, PostgreSQL configuration changed)',
  },
  {
    step: /^parameter/,
    after: 5,
    state: 'changing',
    reason:
      'kubernetes.planWaitsForInstances(cloudnativePg.restartingInstances, orders-3, 2, 3)',
  },
  {
    step: /^parameter/,
    after: 30,
    state: 'changing',
    reason:
      'kubernetes.withReason(cloudnativePg.restartingInPlace, Postgres needs a restart to apply some configuration changes)',
  },
  {
    step: /^fence/,
    after: 5,
    state: 'changing',
    reason: 'kubernetes.instancesFenced(orders-2)',
    usable: true,
    rows: ['pooler:orders-pooler-rw', 'fenced'],
  },
  {
    step: /^scale/,
    after: 1.5,
    state: 'changing',
    reason: 'kubernetes.removingInstances(1, 3)',
  },
  {
    step: /^grow/,
    after: 1,
    state: 'changing',
    reason: 'kubernetes.growingStorage(orders-1, orders-2)',
  },
  {
    step: /^hibernate/,
    after: 2,
    state: 'changing',
    reason: 'kubernetes.hibernating',
    usable: false,
  },
  {
    step: /^hibernate/,
    after: 10,
    state: 'changing',
    reason: 'kubernetes.hibernated',
    usable: false,
    safe: 'unknown',
  },
  {
    step: /^wake/,
    after: 0.3,
    state: 'changing',
    reason: 'kubernetes.planWithReady(kubernetes.waking, 0, 2)',
    usable: false,
  },
  {
    step: /^wake/,
    after: 15,
    state: 'changing',
    reason:
      'kubernetes.planWaitsForInstances(kubernetes.waking, orders-2, 1, 2)',
    usable: true,
  },
  {
    step: /^restore/,
    after: 60,
    name: 'orders-restored',
    state: 'changing',
    reason: 'kubernetes.restoringFirstInstance',
    usable: false,
    safe: false,
  },
  {
    step: /^an image/,
    after: 5,
    name: 'broken',
    state: 'changing',
    reason: 'kubernetes.creatingFirstInstance',
  },
  {
    step: /^an image/,
    after: 18,
    name: 'broken',
    state: 'attention',
    reason: 'kubernetes.podCannotPullImage(broken-1 (initdb))',
    usable: false,
    rows: ['pod:broken-1'],
  },
  { step: /^delete/, after: 2, state: 'gone' },
  { step: /^delete/, after: 2, name: 'broken', state: 'gone' },
];

export function expectReport(
  database: Database | undefined,
  { state, reason, usable, safe, rows }: Expectation,
): void {
  if (state === 'gone') {
    expect(database).toBeUndefined();
    return;
  }
  expect(database?.status.state).toBe(state);
  if (reason !== undefined)
    expect(database && idsOf(database.status.reason)).toBe(reason);
  if (usable !== undefined) expect(database?.usable.value).toBe(usable);
  if (safe !== undefined)
    expect(database?.safe.value).toBe(safe === 'unknown' ? null : safe);
  if (rows) expect(database?.attention.map(({ id }) => id)).toEqual(rows);
}
