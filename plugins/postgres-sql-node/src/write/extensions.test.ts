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
  place: 'server main',
};
const rules = (extensions: string[], changed: Partial<typeof facts> = {}) =>
  extensionIssues(extensions, { ...facts, ...changed }).map(({ rule }) => rule);

it.each([
  [['cube', 'earthdistance'], []],
  [['nothing'], ['must not hold nothing: not installed on server main']],
  [
    ['pageinspect'],
    [
      "must not hold pageinspect: PostgreSQL lets only a superuser create it, and Backstage's role on server main is none",
    ],
  ],
  [
    ['earthdistance'],
    [
      'must hold cube as well: earthdistance requires it, and server main does not allow it',
    ],
  ],
])('of %j says %j', (extensions, expected) => {
  expect(rules(extensions)).toEqual(expected);
});

it('takes what is there already, whoever created it', () => {
  const installed = ['pageinspect', 'nothing', 'cube'];
  expect(
    rules(['pageinspect', 'nothing', 'earthdistance'], { installed }),
  ).toEqual([]);
});

it('creates after, and drops before, what is required', async () => {
  const ran: string[] = [];
  const query = async (text: string) => {
    if (text.includes('pg_available_extensions'))
      return [...facts.available.values()] as any[];
    ran.push(text);
    return [];
  };
  await applyExtensions(query, {
    create: ['earthdistance', 'cube'],
    drop: ['cube', 'earthdistance'],
  });
  expect(ran).toEqual([
    'CREATE EXTENSION IF NOT EXISTS "cube"',
    'CREATE EXTENSION IF NOT EXISTS "earthdistance"',
    'DROP EXTENSION IF EXISTS "earthdistance"',
    'DROP EXTENSION IF EXISTS "cube"',
  ]);
});
