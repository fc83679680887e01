import {
  databaseProblem,
  defaultDatabase,
  defaultUser,
  nameProblem,
  userProblem,
} from './names';

it.each(['a', 'orders', 'orders-db', 'o2', 'x'.repeat(63)])(
  'accepts the name %s',
  name => expect(nameProblem(name)).toBeUndefined(),
);
it.each(['', '-a', 'a-', 'a--b', '2a', 'Orders', 'a_b', 'a b', 'x'.repeat(64)])(
  'refuses the name %j',
  name => expect(nameProblem(name)).toMatch(/^must /),
);

it.each(['orders', 'Orders_2', 'x'.repeat(63)])(
  'accepts the database %s',
  name => expect(databaseProblem(name)).toBeUndefined(),
);
it.each(['a-b', '2a', '', 'postgres', 'DB', 'admin', 'x'.repeat(64)])(
  'refuses the database %j',
  name => expect(databaseProblem(name)).toMatch(/^must /),
);

it.each(['orders', 'o_2', 'x'.repeat(16)])('accepts the user %s', name =>
  expect(userProblem(name)).toBeUndefined(),
);
it.each([
  'admin',
  'Postgres',
  'pg_monitor',
  'rds_x',
  'a-b',
  '',
  'x'.repeat(17),
])('refuses the user %j', name => expect(userProblem(name)).toMatch(/^must /));

it('derives default names', () => {
  expect(defaultDatabase('orders-of-shop')).toBe('orders_of_shop');
  expect(defaultUser('orders-of-the-shop-of-oslo')).toBe('orders_of_the_sh');
  expect(defaultUser('orders-of-shop-x')).toBe('orders_of_shop_x');
  expect(defaultUser('a-long-name-abc-def')).toBe('a_long_name_abc');
});
