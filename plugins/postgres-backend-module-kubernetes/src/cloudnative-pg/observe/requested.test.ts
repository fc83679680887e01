import {
  createSnapshot,
  aPart,
  kindStatus,
  NOW,
} from '../__testUtils__/createSnapshot';
import { idsOf } from '../__testUtils__/idsOf';
import { ObservationLog } from '../__testUtils__/ObservationLog';
import { message } from '../messages';
import type { CloudNativePgSnapshot } from '../model';
import { toDatabase } from './toDatabase';

const spec = {
  extensions: ['pgaudit'],
  connectionLimit: 20,
  roles: [{ name: 'reporting' }],
  databases: [{ name: 'reports', extensions: ['citext'] }],
};
const roles = (reconciled: string[], cannotReconcile = {}) => ({
  managedRolesStatus: { byStatus: { reconciled }, cannotReconcile },
});
const declared = (name: string, extension: string, status: object) =>
  aPart('databases', `orders-${name}`, {
    metadata: { name: `orders-${name}`, namespace: 'shop', generation: 2 },
    spec: {
      name,
      ensure: 'present',
      extensions: [{ name: extension, ensure: 'present' }],
    },
    status,
  });
const applied = (extension: string) => ({
  applied: true,
  observedGeneration: 2,
  extensions: [{ name: extension, applied: true }],
});
const allRoles = roles(['keeper', 'reporting']);
const done = [
  declared('shop', 'pgaudit', applied('pgaudit')),
  declared('reports', 'citext', applied('citext')),
];

function snapshotOf(
  status: object,
  databases: CloudNativePgSnapshot['databases'],
  parts: Partial<CloudNativePgSnapshot> = {},
) {
  return createSnapshot({ record: { spec }, status }, { databases, ...parts });
}

function evaluated(
  given: CloudNativePgSnapshot,
  log = new ObservationLog(),
  now = NOW,
) {
  const { usable, status, steps } = log.database(given, now);
  return {
    usable: usable.value,
    state: `${status.state}: ${idsOf(status.reason)}`,
    steps: steps
      .filter(({ id }) => ['roles', 'databases', 'extensions'].includes(id))
      .map(({ title, state }) => `${idsOf(title)} ${state}`),
  };
}

const ROLES = 'kubernetes.roles(keeper, reporting)';
const DATABASES = 'kubernetes.databases(reports)';
const EXTENSIONS = 'kubernetes.extensions(pgaudit, citext)';

/** Two items are joined at a time. */
const itemsOf = (titles: string[]) =>
  titles.reduceRight((more, first) => `kubernetes.items(${first}, ${more})`);

it('is usable once the operator reports that all of it exists', () => {
  expect(evaluated(snapshotOf(allRoles, done))).toEqual({
    usable: true,
    state: 'working: kubernetes.runningInstances(2, 2)',
    steps: [`${ROLES} done`, `${DATABASES} done`, `${EXTENSIONS} done`],
  });
});

it.each([
  [
    'the operator has not reconciled it yet',
    {},
    [],
    [ROLES, DATABASES, EXTENSIONS],
  ],
  ['a role is pending', roles(['keeper']), done, [ROLES]],
  ['a database does not exist', allRoles, [done[0]], [DATABASES, EXTENSIONS]],
  [
    'an extension was added by a change that the operator has not observed',
    allRoles,
    [
      declared('shop', 'pgaudit', {
        ...applied('pgaudit'),
        observedGeneration: 1,
      }),
      done[1],
    ],
    [EXTENSIONS],
  ],
])('is being created while %s', (_, status, databases, titles) => {
  expect(evaluated(snapshotOf(status, databases))).toMatchObject({
    usable: false,
    state: `changing: kubernetes.waitingForObjects(${itemsOf(titles)})`,
  });
});

it('needs attention when it takes too long', () => {
  const log = new ObservationLog();
  evaluated(snapshotOf(allRoles, []), log);
  const late = new Date(NOW.getTime() + 6 * 60_000);
  expect(evaluated(snapshotOf(allRoles, []), log, late).state).toMatch(
    /^attention: kubernetes\.changeTakesLong\(kubernetes\.waitingForObjects/,
  );
});

it("has failed when the operator keeps refusing it, with the operator's message", () => {
  const reported = message('extensionReports', {
    name: 'pgaudit',
    reported: 'ERROR: not available',
  });
  const refused = snapshotOf(allRoles, [
    declared('shop', 'pgaudit', {
      applied: false,
      extensions: [
        { name: 'pgaudit', applied: false, message: 'ERROR: not available' },
      ],
    }),
    done[1],
  ]);
  const log = new ObservationLog();
  const at = (seconds: number) => {
    const { steps, usable, status, attention } = log.database(
      refused,
      new Date(NOW.getTime() + seconds * 1000),
    );
    const step = steps.find(({ id }) => id === 'extensions');
    return { usable: usable.value, state: status.state, step, attention };
  };
  expect(at(0)).toMatchObject({
    usable: false,
    state: 'changing',
    step: { state: 'running', message: reported },
  });
  expect(at(31)).toMatchObject({
    usable: false,
    state: 'attention',
    step: { state: 'failed', message: reported },
    attention: [{ id: 'database:shop', evidence: reported }, {}],
  });
});

it.each([
  [
    'Database resources cannot be read',
    done,
    { databases: kindStatus('forbidden') },
  ],
  [
    'the operator does not support extensions',
    [declared('shop', 'pgaudit', { applied: true }), done[1]],
    {},
  ],
])('is unknown if %s', (_, databases, statuses) => {
  expect(
    evaluated(snapshotOf(allRoles, databases, { statuses })),
  ).toMatchObject({
    usable: null,
    steps: expect.arrayContaining([`${EXTENSIONS} pending`]),
  });
});

it('depends only on the login if nothing else is requested, whatever is declared outside pgstage', () => {
  const { usable } = toDatabase(
    createSnapshot(
      { status: roles([], { theirs: ['no'] }) },
      { databases: [declared('theirs', 'x', { applied: false })] },
    ),
    NOW,
  );
  expect(usable.value).toBe(true);
});

// What CloudNativePG 1.30.0 wrote on a real cluster, and when: `pg_extension`
// held pg_trgm at 42.7 s, and unaccent, which a change added at 49.1 s, at 49.5 s.
describe('as the operator itself reports it', () => {
  const entry = (name: string) => ({ applied: true, name });
  const pending = {
    byStatus: {
      'pending-reconciliation': ['keeper', 'reporting'],
      reserved: ['postgres'],
    },
  };
  const reconciled = { byStatus: { reconciled: ['keeper', 'reporting'] } };
  const first = {
    applied: true,
    extensions: [entry('pg_trgm')],
    observedGeneration: 1,
  };
  const error =
    'ERROR: pgaudit must be loaded via shared_preload_libraries (SQLSTATE 55000)';
  const failed = {
    applied: false,
    extensions: [
      entry('pg_trgm'),
      {
        applied: false,
        message: error,
        name: 'pgaudit',
      },
    ],
    message: 'database object reconciliation failed',
    observedGeneration: 2,
  };
  it.each([
    [13.2, pending, 1, ['pg_trgm'], undefined, false],
    [14.9, reconciled, 1, ['pg_trgm'], undefined, false],
    [21.5, reconciled, 1, ['pg_trgm'], undefined, false],
    [42.8, reconciled, 1, ['pg_trgm'], first, true],
    [49.2, reconciled, 2, ['pg_trgm', 'unaccent'], first, false],
    [
      49.5,
      reconciled,
      2,
      ['pg_trgm', 'unaccent'],
      {
        applied: true,
        extensions: [entry('pg_trgm'), entry('unaccent')],
        observedGeneration: 2,
      },
      true,
    ],
    [
      60,
      reconciled,
      3,
      ['pg_trgm', 'pgaudit'],
      failed,
      false,
      message('extensionReports', { name: 'pgaudit', reported: error }),
    ],
  ])(
    'at %s s',
    (
      _,
      managedRolesStatus,
      generation,
      extensions,
      status,
      usable,
      reported = undefined,
    ) => {
      const database = toDatabase(
        createSnapshot(
          {
            record: {
              spec: {
                extensions,
                connectionLimit: 20,
                roles: [{ name: 'reporting' }],
              },
            },
            status: { managedRolesStatus },
          },
          {
            databases: [
              aPart('databases', 'orders-db-shop', {
                metadata: { name: 'shop', namespace: 'shop', generation },
                spec: {
                  name: 'shop',
                  ensure: 'present',
                  extensions: extensions.map(name => ({ name })),
                },
                status,
              }),
            ],
          },
        ),
        NOW,
      );
      const step = database.steps.find(({ id }) => id === 'extensions');
      expect([database.usable.value, step?.message]).toEqual([
        usable,
        reported,
      ]);
    },
  );
});
