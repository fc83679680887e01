import { message } from '../messages';
import { ShopCluster } from './__testUtils__/ShopCluster';
import { shopRules } from './__testUtils__/shop';
import { describeOperator } from './describe';

it('offers the operations of the base and of the rules, and their options', async () => {
  const run = async () => {};
  const restart = { offered: () => ({ supported: true as const }), run };
  const rules = { ...shopRules, operations: { restart } };
  const { id, title, name, operations, optionsSchema } = await describeOperator(
    rules,
    [],
  );
  expect({ id, title, name }).toEqual({
    id: 'shop',
    title: 'Shop',
    name: shopRules.names,
  });
  expect(Object.keys(operations)).toEqual(
    expect.arrayContaining(['backup', 'restore', 'restart']),
  );
  expect(operations).not.toHaveProperty('switchover');
  expect(optionsSchema).toMatchObject({
    properties: { initSqlAsOwner: { type: 'string' } },
    additionalProperties: false,
  });
  expect(optionsSchema).not.toHaveProperty('$schema');
});

it('lists the locations of each cluster', async () => {
  const { context } = new ShopCluster();
  const { locations } = await describeOperator(shopRules, [context]);
  expect(locations.map(({ id }) => id)).toEqual(['test/default']);
});

it('reports whether further roles and databases can be requested', async () => {
  const { context } = new ShopCluster();
  const rules = { ...shopRules, contents: { databases: [] } };
  const { fields, locations } = await describeOperator(rules, [context]);
  expect(fields).toContain('databases');
  expect(fields).not.toContain('roles');
  expect(locations).toMatchObject([
    {
      databases: { supported: true },
      roles: {
        supported: false,
        reason: message('noFurtherRoles', { operator: 'Shop' }),
      },
    },
  ]);
});
