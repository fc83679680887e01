import { z } from 'zod';
import { databaseConfigFields, withDefaultSizes } from '../config';
import { resolveSpec, specIssues, withDefaults } from './resolveSpec';

const config = withDefaultSizes(
  z
    .object(databaseConfigFields)
    .parse({ versions: ['18', '17'], extensions: ['citext'] }),
);
const rules = {
  names: {
    pattern: '^[a-z]+$',
    maxLength: 10,
    rule: 'must be at most 10 small letters',
    roleProblem: () => undefined,
  },
  options: z.strictObject({ fast: z.boolean().optional() }),
};

it('puts in the defaults of the configuration', () => {
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
    /^name must be at most 10 small letters/,
  );
});

it('reads what is recorded by the rules of its own time', () => {
  const recorded = {
    version: '13',
    size: 'dropped',
    instances: 2,
    storage: '5Gi',
    extensions: ['postgis'],
  };
  expect(withDefaults(config, 'orders', recorded)).toMatchObject(recorded);
});
