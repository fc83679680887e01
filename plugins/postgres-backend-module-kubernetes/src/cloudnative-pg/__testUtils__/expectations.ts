import type { Database } from '@pgstage/backstage-plugin-postgres-common';

/** What is reported about a database at a time. */
export interface Expectation {
  state: Database['status']['state'] | 'gone';
  /** Part of the reason. */
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
    reason: 'Accepted',
    usable: false,
    safe: false,
  },
  {
    step: /^create/,
    after: 3,
    state: 'changing',
    reason: 'Creating the first instance',
    usable: false,
  },
  {
    step: /^create/,
    after: 10,
    state: 'changing',
    reason: 'orders-1 to become ready',
    usable: false,
  },
  {
    step: /^create/,
    after: 20,
    state: 'changing',
    reason: 'Adding a standby',
    usable: true,
    safe: false,
  },
  {
    step: /^create/,
    after: 45,
    state: 'changing',
    reason: 'orders-3 to become ready (2 of 3 ready)',
  },
  {
    step: /^create/,
    after: 52.9,
    state: 'working',
    reason: '3 of 3',
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
    reason: 'The last backup failed',
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
    reason: 'The primary orders-1 failed',
    usable: false,
    rows: ['failover', 'pooler:orders-pooler-rw', 'database:broken'],
  },
  {
    step: /^failover/,
    after: 10,
    state: 'attention',
    reason: 'orders-2 is taking over',
    usable: false,
  },
  {
    step: /^failover/,
    after: 22.3,
    state: 'attention',
    reason: 'orders-2 has taken over',
    usable: true,
  },
  {
    step: /^failover/,
    after: 28,
    state: 'changing',
    reason: 'Waiting for orders-1',
    usable: true,
  },
  {
    step: /^switchover/,
    after: 1,
    state: 'changing',
    reason: 'Switching over to orders-1',
    usable: false,
  },
  {
    step: /^switchover/,
    after: 20,
    state: 'changing',
    reason: 'Moving the primary',
    usable: true,
  },
  {
    step: /^parameter/,
    after: 1,
    state: 'changing',
    reason: 'Applying configuration',
  },
  {
    step: /^parameter/,
    after: 5,
    state: 'changing',
    reason: 'waiting for orders-3',
  },
  {
    step: /^parameter/,
    after: 30,
    state: 'changing',
    reason: 'Restarting the primary',
  },
  {
    step: /^fence/,
    after: 5,
    state: 'changing',
    reason: 'Fenced: PostgreSQL is stopped on orders-2',
    usable: true,
    rows: ['pooler:orders-pooler-rw', 'fenced'],
  },
  { step: /^scale/, after: 1.5, state: 'changing', reason: 'Removing 1 of 3' },
  {
    step: /^grow/,
    after: 1,
    state: 'changing',
    reason: 'Growing the storage of orders-1, orders-2',
  },
  {
    step: /^hibernate/,
    after: 2,
    state: 'changing',
    reason: 'Hibernating',
    usable: false,
  },
  {
    step: /^hibernate/,
    after: 10,
    state: 'changing',
    reason: 'Hibernated',
    usable: false,
    safe: 'unknown',
  },
  {
    step: /^wake/,
    after: 0.3,
    state: 'changing',
    reason: 'Waking up',
    usable: false,
  },
  {
    step: /^wake/,
    after: 15,
    state: 'changing',
    reason: 'waiting for orders-2',
    usable: true,
  },
  {
    step: /^restore/,
    after: 60,
    name: 'orders-restored',
    state: 'changing',
    reason: 'Restoring from a backup',
    usable: false,
    safe: false,
  },
  {
    step: /^an image/,
    after: 5,
    name: 'broken',
    state: 'changing',
    reason: 'Creating the first instance',
  },
  {
    step: /^an image/,
    after: 18,
    name: 'broken',
    state: 'attention',
    reason: 'cannot pull its image',
    usable: false,
    rows: ['pod:broken-1'],
  },
  { step: /^delete/, after: 2, state: 'gone' },
  { step: /^delete/, after: 2, name: 'broken', state: 'gone' },
];

export function expectReport(
  database: Database | undefined,
  { state, reason = '', usable, safe, rows }: Expectation,
): void {
  if (state === 'gone') {
    expect(database).toBeUndefined();
    return;
  }
  expect(database?.status).toMatchObject({
    state,
    reason: expect.stringContaining(reason),
  });
  if (usable !== undefined) expect(database?.usable.value).toBe(usable);
  if (safe !== undefined)
    expect(database?.safe.value).toBe(safe === 'unknown' ? null : safe);
  if (rows) expect(database?.attention.map(({ id }) => id)).toEqual(rows);
}
