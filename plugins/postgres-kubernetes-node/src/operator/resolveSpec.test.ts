import { z } from 'zod';
import { databaseConfigFields, withDefaultSizes } from '../config';
import { resolveSpec, specIssues, withDefaults } from './resolveSpec';

const config = withDefaultSizes(
  z
    .object(databaseConfigFields)
    .parse({ versions: ['18', '17'], extensions: ['citext'] }),
);
const rules = {
  title: 'Any',
  contents: { roles: ['login' as const] },
  names: {
    pattern: '^[a-z]+$',
    maxLength: 10,
    rule: 'must be at most 10 lowercase letters',
    roleProblem: () => undefined,
  },
  options: z.strictObject({ fast: z.boolean().optional() }),
};

it('applies the defaults of the configuration', () => {
  expect(resolveSpec(config, rules, 'orders', {})).toMatchObject({
    version: '18',
    size: 'small',
    database: 'orders',
    user: 'orders',
    options: {},
  });
});

it('names every field that the configuration does not allow', () => {
  const spec = {
    version: '9.6',
    size: 'galactic',
    storage: 'much',
    extensions: ['citext', 'plperlu'],
    options: { fast: 1 },
  };
  expect(
    specIssues(config, rules, 'Orders', spec).map(({ field }) => field),
  ).toEqual([
    'name',
    'storage',
    'options.fast',
    'size',
    'extensions.1',
    'version',
  ]);
  expect(() => resolveSpec(config, rules, 'Orders', spec)).toThrow(
    /^name must be at most 10 lowercase letters/,
  );
});

it('does not check recorded values against the current configuration', () => {
  const recorded = {
    version: '13',
    size: 'dropped',
    instances: 2,
    storage: '5Gi',
    extensions: ['postgis'],
  };
  expect(withDefaults(config, 'orders', recorded)).toMatchObject(recorded);
});

it('accepts the fields of further roles that the rules name, and no others', () => {
  const fieldsOf = (spec: object) =>
    specIssues(config, rules, 'orders', spec).map(({ field }) => field);
  expect(fieldsOf({ roles: [{ name: 'reader', login: false }] })).toEqual([]);
  expect(
    fieldsOf({ roles: [{ name: 'reader', inRoles: ['postgres'] }] }),
  ).toEqual(['roles.0.inRoles']);
  expect(fieldsOf({ roles: [{ name: 'orders' }] })).toEqual(['roles.0.name']);
  expect(
    specIssues(config, rules, 'orders', { databases: [{ name: 'more' }] }),
  ).toEqual([
    {
      field: 'databases',
      rule: 'must be omitted: The operator Any creates no additional databases.',
    },
  ]);
});
