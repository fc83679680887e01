import {
  applyExtensions,
  type AvailableExtension,
  extensionIssues,
} from './extensions';

const extension = (
  name: string,
  changed: Partial<AvailableExtension> = {},
): [string, AvailableExtension] => [
  name,
  { name, requires: [], creatable: true, ...changed },
];
const facts = {
  available: new Map([
    extension('earthdistance', { requires: ['cube'] }),
    extension('cube'),
    extension('pageinspect', { creatable: false }),
  ]),
  installed: ['plpgsql'],
  allowed: ['earthdistance'],
  system: 'server main',
};
const rules = (extensions: string[], changed: Partial<typeof facts> = {}) =>
  extensionIssues(extensions, { ...facts, ...changed }).map(({ rule }) => rule);

it.each([
  [['cube', 'earthdistance'], []],
  [
    ['unknown'],
    ['must not contain unknown: it is not available on server main'],
  ],
  [
    ['pageinspect'],
    [
      "must not contain pageinspect: only a superuser can create it, and Backstage's role on server main is not a superuser",
    ],
  ],
  [
    ['earthdistance'],
    [
      'must also contain cube: earthdistance requires it, and server main does not allow it',
    ],
  ],
])('returns for %j the issues %j', (extensions, expected) => {
  expect(rules(extensions)).toEqual(expected);
});

it('accepts installed extensions', () => {
  const installed = ['pageinspect', 'unknown', 'cube'];
  expect(
    rules(['pageinspect', 'unknown', 'earthdistance'], { installed }),
  ).toEqual([]);
});

it('creates extensions after their dependencies and drops them before', async () => {
  const statements: string[] = [];
  const query = async (text: string) => {
    if (text.includes('pg_available_extensions'))
      return [...facts.available.values()] as any[];
    statements.push(text);
    return [];
  };
  await applyExtensions(query, {
    create: ['earthdistance', 'cube'],
    drop: ['cube', 'earthdistance'],
  });
  expect(statements).toEqual([
    'CREATE EXTENSION IF NOT EXISTS "cube"',
    'CREATE EXTENSION IF NOT EXISTS "earthdistance"',
    'DROP EXTENSION IF EXISTS "earthdistance"',
    'DROP EXTENSION IF EXISTS "cube"',
  ]);
});
