import {
  aFoundDatabase,
  aPart,
  kindStatus,
  NOW,
} from '../__testUtils__/aFoundDatabase';
import type { FoundDatabase } from '../model';
import { Memory } from './Memory';
import { toDatabase } from './toDatabase';

const spec = {
  extensions: ['pgaudit'],
  connectionLimit: 20,
  options: {
    roles: [{ name: 'reporting' }],
    databases: [{ name: 'reports', extensions: ['citext'] }],
  },
};
const roles = (reconciled: string[], cannotReconcile = {}) => ({
  managedRolesStatus: { byStatus: { reconciled }, cannotReconcile },
});
const database = (name: string, extension: string, status: object) =>
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
  database('shop', 'pgaudit', applied('pgaudit')),
  database('reports', 'citext', applied('citext')),
];

function found(
  status: object,
  databases: FoundDatabase['databases'],
  parts: Partial<FoundDatabase> = {},
) {
  return aFoundDatabase({ record: { spec }, status }, { databases, ...parts });
}

function told(given: FoundDatabase, memory = new Memory(), now = NOW) {
  const { usable, status, steps } = toDatabase(given, now, memory);
  return {
    usable,
    says: `${status.state}: ${status.reason}`,
    steps: steps
      .filter(({ id }) => ['roles', 'databases', 'extensions'].includes(id))
      .map(({ title, state }) => `${title} ${state}`),
  };
}

const ROLES = 'Roles: keeper, reporting';
const DATABASES = 'Databases: reports';
const EXTENSIONS = 'Extensions: pgaudit, citext';

it('is usable once the operator says that all of it is there', () => {
  expect(told(found(allRoles, done))).toEqual({
    usable: true,
    says: 'working: Running, 2 of 2 instances ready',
    steps: [`${ROLES} done`, `${DATABASES} done`, `${EXTENSIONS} done`],
  });
});

it.each([
  [
    'the operator has not looked at it yet',
    {},
    [],
    [ROLES, DATABASES, EXTENSIONS],
  ],
  ['a role is pending', roles(['keeper']), done, [ROLES]],
  ['a database is not made', allRoles, [done[0]], [DATABASES, EXTENSIONS]],
  [
    'an extension came with a change that the operator has not seen',
    allRoles,
    [
      database('shop', 'pgaudit', {
        ...applied('pgaudit'),
        observedGeneration: 1,
      }),
      done[1],
    ],
    [EXTENSIONS],
  ],
])('is being made while %s', (_, status, databases, titles) => {
  expect(told(found(status, databases))).toMatchObject({
    usable: false,
    says: `changing: To be made by the operator: ${titles.join('; ')}`,
  });
});

it('says who looks after it when it takes too long', () => {
  const memory = new Memory();
  told(found(allRoles, []), memory);
  memory.endRound();
  const late = new Date(NOW.getTime() + 6 * 60_000);
  expect(told(found(allRoles, []), memory, late).says).toMatch(
    /^attention: It takes longer than it should/,
  );
});

it('has failed when the operator goes on refusing it, in its words', () => {
  const message = 'extension "pgaudit" is not available';
  const refused = found(allRoles, [
    database('shop', 'pgaudit', {
      applied: false,
      extensions: [{ name: 'pgaudit', applied: false, message }],
    }),
    done[1],
  ]);
  const memory = new Memory();
  const at = (seconds: number) => {
    const { steps, usable, status, attention } = toDatabase(
      refused,
      new Date(NOW.getTime() + seconds * 1000),
      memory,
    );
    memory.endRound();
    const step = steps.find(({ id }) => id === 'extensions');
    return { usable, state: status.state, step, attention };
  };
  expect(at(0)).toMatchObject({
    usable: false,
    state: 'changing',
    step: { state: 'running', message },
  });
  expect(at(31)).toMatchObject({
    usable: false,
    state: 'attention',
    step: { state: 'failed', message },
    attention: [
      { id: 'database:shop', evidence: expect.stringContaining(message) },
      {},
    ],
  });
});

it.each([
  ['Databases cannot be seen', done, { databases: kindStatus('forbidden') }],
  [
    'the operator knows no extensions',
    [database('shop', 'pgaudit', { applied: true }), done[1]],
    {},
  ],
])('does not know where %s', (_, databases, statuses) => {
  expect(told(found(allRoles, databases, { statuses }))).toMatchObject({
    usable: undefined,
    steps: expect.arrayContaining([`${EXTENSIONS} pending`]),
  });
});

it('keeps to the login where nothing else was asked for, whatever others declare', () => {
  const { usable } = toDatabase(
    aFoundDatabase(
      { status: roles([], { theirs: ['no'] }) },
      { databases: [database('theirs', 'x', { applied: false })] },
    ),
    NOW,
  );
  expect(usable).toBe(true);
});
